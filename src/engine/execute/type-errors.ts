import type { Diagnostic, Position } from "../compile/contract.js";
import type { Cell, InlineExpression } from "../notebook/contract.js";
import type { CellRecord } from "./cell-record.js";
import { codeFrame } from "./code-frame.js";
import type { Failure } from "./contract.js";
import { placeInSource } from "./error-place.js";

export interface PlacedCell {
  readonly cell: Cell;
  readonly index: number;
}

export function typeErrorInCell(notebook: string, placed: PlacedCell, diagnostic: Diagnostic): Failure {
  return typeError(notebook, placed, diagnostic, diagnostic.start);
}

export function typeErrorInExpression(
  notebook: string,
  placed: PlacedCell,
  expression: InlineExpression,
  diagnostic: Diagnostic,
): Failure {
  return typeError(notebook, placed, diagnostic, placeInSource(expression, diagnostic.start));
}

/** `start` is the place in the cell of what the diagnostic places in the cell or in one of its expressions. */
function typeError(notebook: string, placed: PlacedCell, diagnostic: Diagnostic, start: Position): Failure {
  const { code, message, end, file } = diagnostic;
  const base = {
    kind: "type-error",
    notebook,
    cell: { index: placed.index, id: placed.cell.id },
    ename: `TS${code}`,
  } as const;
  // In a module the cell imports: the cell has no place to point at.
  if (file !== undefined) {
    const place = `${file}:${diagnostic.start.line}:${diagnostic.start.column}`;
    return { ...base, evalue: `${place}: ${message}`, traceback: [] };
  }
  const isOneLine = end.line === diagnostic.start.line;
  const length = isOneLine ? end.column - diagnostic.start.column : Number.POSITIVE_INFINITY;
  return {
    ...base,
    ...start,
    evalue: message,
    traceback: codeFrame(placed.cell.source, { ...start, length }),
  };
}

/** The notebook shows type errors where they were found, though nothing was executed. */
export function showTypeErrors(records: readonly CellRecord[], failures: readonly Failure[]): void {
  for (const { cell, ename, evalue, line, column, traceback } of failures) {
    const record = records.find(({ index }) => index === cell?.index);
    if (record === undefined) continue;
    record.facts = { status: "failed" };
    const place = line === undefined ? "" : `cell:${line}:${column ?? 1} - `;
    record.area.add({
      output_type: "error",
      ename,
      evalue,
      traceback: [`${place}error ${ename}: ${evalue}`, ...traceback],
    });
  }
}
