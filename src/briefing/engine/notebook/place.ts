/** How messages name a place in a notebook: the only function that writes one. */
import { isTextNotebook } from "../../lib/notebook-name.js";
import type { Position } from "../../lib/position.js";
import type { Cell } from "./contract.js";

/**
 * A position in a cell of a text notebook as one in its file, which an editor opens; that of the cell without one. In
 * an .ipynb file, positions are those in the cell.
 */
export function inFile(
  { line: first }: Pick<Cell, "line">,
  position: Partial<Position> = {},
): Partial<Position> {
  const { line, column } = position;
  if (first === undefined) return position;
  if (line === undefined) return { line: first, column: 1 };
  return { ...position, line: first + line - 1, column: column ?? 1 };
}

/** `notebooks/01.ipynb, cell 3 (peak, In [2]), 2:14`, or, as terminals open it, `notebooks/01.md:21:14`. */
export function describePlace(
  notebook: string,
  cell: { readonly index: number; readonly id: string; readonly executionCount?: number } | undefined,
  { line, column }: Partial<Position> = {},
): string {
  const position = column === undefined ? line : `${line}:${column}`;
  if (isTextNotebook(notebook)) return line === undefined ? notebook : `${notebook}:${position}`;
  if (cell === undefined) return notebook;
  const { index, id, executionCount } = cell;
  // Tracebacks use Jupyter's prompt numbers, which do not count Markdown cells and continue across executions.
  const prompt =
    executionCount === undefined || executionCount === index + 1 ? "" : `, In [${executionCount}]`;
  const where = line === undefined ? "" : `, ${column === undefined ? `line ${line}` : position}`;
  return `${notebook}, cell ${index + 1} (${id}${prompt})${where}`;
}
