/** Assumptions that no build can find, and cells that could not be executed again for another setting. */
import { codeFrame } from "../../lib/code-frame.js";
import { assumptionsIn } from "../notebook/assumptions.js";
import type { CodeCell, Notebook } from "../notebook/contract.js";
import { dependentsIn } from "../notebook/dependents.js";
import { inFile } from "../notebook/place.js";
import type { Failure } from "./contract.js";

export function assumptionErrors({
  path,
  notebook,
}: {
  readonly path: string;
  readonly notebook: Notebook;
}): readonly Failure[] {
  const { faults } = assumptionsIn(notebook);
  const { assignments } = dependentsIn(notebook);
  const failure = (
    cell: CodeCell,
    { line, column, length }: { readonly line: number; readonly column: number; readonly length: number },
    evalue: string,
  ): Failure => ({
    kind: "type-error",
    notebook: path,
    cell: { index: notebook.cells.indexOf(cell), id: cell.id },
    ...inFile(cell, { line, column }),
    ename: "AssumptionError",
    evalue,
    traceback: codeFrame(cell.source, { line, column, length, first: cell.line }),
  });
  return [
    ...faults.map(({ cell, message, ...place }) => failure(cell, place, message)),
    ...assignments.map(({ cell, name, ...place }) =>
      failure(cell, { ...place, length: name.length }, assignsName(name)),
    ),
  ];
}

const assignsName = (name: string): string =>
  `this cell depends on an assumption, so it is executed again for each setting, but it assigns to ${name} of another cell. ` +
  `Declare another name here: const next = …`;
