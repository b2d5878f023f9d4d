/** Assumptions that no build can find. */
import { codeFrame } from "../../lib/code-frame.js";
import { assumptionsIn } from "../notebook/assumptions.js";
import type { Notebook } from "../notebook/contract.js";
import { inFile } from "../notebook/place.js";
import type { Failure } from "./contract.js";

export function assumptionErrors({
  path,
  notebook,
}: {
  readonly path: string;
  readonly notebook: Notebook;
}): readonly Failure[] {
  return assumptionsIn(notebook).faults.map(({ cell, message, line, column, length }) => ({
    kind: "type-error",
    notebook: path,
    cell: { index: notebook.cells.indexOf(cell), id: cell.id },
    ...inFile(cell, { line, column }),
    ename: "AssumptionError",
    evalue: message,
    traceback: codeFrame(cell.source, { line, column, length, first: cell.line }),
  }));
}
