/** Tracebacks of text notebooks, in which frames of cells are places in the file. */
import type { Cell } from "../notebook/contract.js";
import { describePlace, inFile } from "../notebook/place.js";
import type { Failure } from "./contract.js";

/** A frame of the built-in kernel: `at boom (cell 3:2:14)`. */
const frame = /\bcell (\d+):(\d+):(\d+)/;
/** A line of an excerpt, `> 12 | const x = 1;`, or the one that marks a column below it. */
const excerptLine = /^([> ] )( *\d+| +)( \|.*)$/;

/** `cellOf` finds the cell by the number of its execution; `path` is the file as shown in messages. */
export function withPlacesInFile(
  failure: Failure,
  path: string,
  cellOf: (executionCount: number) => Cell | undefined,
): Failure {
  const lines = failure.traceback;
  const [, count, row] = frame.exec(lines.find((line) => frame.test(line)) ?? "") ?? [];
  if (count === undefined) return failure;
  // The excerpt is that of the innermost frame; one of an expression in prose shows lines of the file already.
  const isOfCell =
    failure.kind !== "inline" && lines.some((line) => line.startsWith("> ") && marked(line) === Number(row));
  const shift = isOfCell ? (cellOf(Number(count))?.line ?? 1) - 1 : 0;
  const width = String(Math.max(0, ...lines.map((line) => marked(line) ?? 0)) + shift).length;
  const inText = (line: string): string =>
    line.replace(new RegExp(frame, "g"), (written, ...[executed, line, column]: readonly string[]) => {
      const cell = cellOf(Number(executed));
      if (cell?.line === undefined) return written;
      return describePlace(path, undefined, inFile(cell, { line: Number(line), column: Number(column) }));
    });
  return { ...failure, traceback: lines.map((line) => inText(shifted(line, shift, width))) };
}

function marked(line: string): number | undefined {
  const number = excerptLine.exec(line)?.[2]?.trim() ?? "";
  return number === "" ? undefined : Number(number);
}

function shifted(line: string, shift: number, width: number): string {
  const [, mark, number, rest] = excerptLine.exec(line) ?? [];
  if (shift === 0 || mark === undefined || number === undefined || rest === undefined) return line;
  const text = number.trim() === "" ? "" : String(Number(number) + shift);
  return `${mark}${text.padStart(width)}${rest}`;
}
