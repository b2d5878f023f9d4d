/**
 * Cells tagged `look` are executed in JupyterLab and skipped everywhere else, so the rest of the notebook must not
 * depend on them: it would fail in a build, or compute something else there.
 */
import type { Node } from "oxc-parser";
import { codeFrame } from "../../lib/code-frame.js";
import { positionAt, type Position } from "../../lib/position.js";
import type { Reference } from "../compile/emit/scope.js";
import { childrenOf } from "../compile/syntax-tree.js";
import { assignedNames } from "../notebook/changes.js";
import type { Cell, Notebook } from "../notebook/contract.js";
import { askedCode, expressionsOf, placeOfAsked } from "../notebook/inline.js";
import { isLook, isSkipped } from "../notebook/metadata.js";
import { inFile } from "../notebook/place.js";
import { isBefore, NotebookProgram } from "../notebook/program.js";
import { inlineReader, type Reader, type Statement } from "../notebook/statements.js";
import type { Failure } from "./contract.js";

/** A name in the code of a cell, with its position in the cell and what is wrong with it. */
interface Fault extends Position {
  readonly name: string;
  readonly message: string;
}

/** Each use of a name that a cell tagged `look` declares, and each name that such a cell assigns for others. */
export function lookErrors({
  path,
  notebook,
}: {
  readonly path: string;
  readonly notebook: Notebook;
}): readonly Failure[] {
  if (!notebook.cells.some(isLook)) return [];
  const program = new NotebookProgram(notebook, (cell) => isLook(cell) || !isSkipped(cell));
  return program.cells.flatMap(({ cell, index }) =>
    faultsIn(cell, notebook, program).map(({ name, message, line, column }) => ({
      kind: "type-error",
      notebook: path,
      cell: { index, id: cell.id },
      ...inFile(cell, { line, column }),
      ename: "LookError",
      evalue: message,
      traceback: codeFrame(cell.source, { line, column, length: name.length, first: cell.line }),
    })),
  );
}

function faultsIn(cell: Cell, notebook: Notebook, program: NotebookProgram): readonly Fault[] {
  if (cell.cell_type !== "code") return faultsInProse(cell, notebook, program);
  const statements = program.statements.filter((each) => each.cell === cell);
  const faults = statements.flatMap((each) =>
    isLook(cell) ? assignments(each, program) : uses(each, each.references, program),
  );
  return faults.map(({ name, start, message }) => ({ name, message, ...positionAt(cell.source, start) }));
}

function faultsInProse(cell: Cell, notebook: Notebook, program: NotebookProgram): readonly Fault[] {
  return expressionsOf(notebook, cell).flatMap((asked) => {
    const code = askedCode(asked);
    const place = cell.cell_type === "raw" ? notebook.cells.length : notebook.cells.indexOf(cell);
    const found = inlineReader(code, place);
    if (found === undefined) return [];
    return uses(found.reader, found.references, program).map(({ name, message, start }) => ({
      name,
      message,
      // A parenthesis stands before the expression.
      ...placeOfAsked(asked, positionAt(code, start - 1)),
    }));
  });
}

interface FaultyName {
  readonly name: string;
  /** Offset in the code. */
  readonly start: number;
  readonly message: string;
}

function uses(
  reader: Pick<Reader, "place">,
  references: readonly Reference[],
  program: NotebookProgram,
): readonly FaultyName[] {
  return references.flatMap(({ name, start }) => {
    const definition = program.definition(name, reader);
    if (definition === undefined || !isLook(definition.cell) || !isBefore(definition.place, reader.place))
      return [];
    return { name, start, message: usesLook(name, placeOf(definition, name)) };
  });
}

function assignments(statement: Statement, program: NotebookProgram): readonly FaultyName[] {
  const assigned = new Set(assignedNames(statement.node));
  return statement.references.flatMap(({ name, start }) => {
    if (!assigned.has(start)) return [];
    const definition = program.definition(name, statement);
    const isOwn = definition !== undefined && isLook(definition.cell);
    return isOwn ? [] : { name, start, message: assignsName(name) };
  });
}

/** Where a name is declared, in the notebook that the message names: `cell 3 (lowest), 2:7`, or of a text notebook `line 21`. */
function placeOf({ cell, node, place }: Statement, name: string): string {
  const start = identifiersIn(node).find((each) => each.name === name)?.start ?? node.start;
  const { line, column } = inFile(cell, positionAt(cell.source, start));
  return cell.line === undefined ? `cell ${place.cell + 1} (${cell.id}), ${line}:${column}` : `line ${line}`;
}

const usesLook = (name: string, place: string): string =>
  `${name} is declared in ${place}, which is tagged look: builds skip that cell. ` +
  `Declare ${name} in a cell without the tag.`;

const assignsName = (name: string): string =>
  `this cell is tagged look, so builds skip it and ${name} keeps its value there. ` +
  "Assign it in a cell without the tag, or declare another name here.";

function identifiersIn(node: Node): readonly { readonly name: string; readonly start: number }[] {
  return node.type === "Identifier" ? [node] : childrenOf(node).flatMap(identifiersIn);
}
