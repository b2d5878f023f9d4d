import { stripVTControlCharacters } from "node:util";

export interface ErrorPlace {
  readonly line: number;
  readonly column?: number;
}

/**
 * Where in its own cell an error arose, as far as the traceback says: our kernel writes `cell 3:2:14`, IPython
 * `Cell In[3], line 2`. Frames of other cells and of modules do not count, and of several the innermost does.
 */
export function placeInCell(
  traceback: readonly string[],
  executionCount: number | null,
): ErrorPlace | undefined {
  if (executionCount === null) return undefined;
  const text = plainLines(traceback).join("\n");
  const ours = new RegExp(`\\bcell ${executionCount}:(\\d+):(\\d+)`).exec(text);
  if (ours) return { line: Number(ours[1]), column: Number(ours[2]) };
  const ipython = [...text.matchAll(new RegExp(`Cell In\\s?\\[${executionCount}\\], line (\\d+)`, "g"))].at(
    -1,
  );
  return ipython ? { line: Number(ipython[1]) } : undefined;
}

/** Where in an inline expression: `expression ID:1:8`. */
export function placeInExpression(
  traceback: readonly string[],
  id: string,
): Required<ErrorPlace> | undefined {
  const mark = `expression ${id}:`;
  const text = plainLines(traceback).join("\n");
  const at = text.indexOf(mark);
  const found = at < 0 ? null : /^(\d+):(\d+)/.exec(text.slice(at + mark.length));
  return found ? { line: Number(found[1]), column: Number(found[2]) } : undefined;
}

export function plainLines(traceback: readonly string[]): readonly string[] {
  return traceback.flatMap((entry) => stripVTControlCharacters(entry).split("\n"));
}

/** A place in an expression, 1-based, as a place in the cell that holds it. */
export function placeInSource(
  start: { readonly line: number; readonly column: number },
  inside: { readonly line: number; readonly column: number } | undefined,
): { readonly line: number; readonly column: number } {
  if (inside === undefined) return { line: start.line, column: start.column };
  const column = inside.line === 1 ? start.column + inside.column - 1 : inside.column;
  return { line: start.line + inside.line - 1, column };
}
