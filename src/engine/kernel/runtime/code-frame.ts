/** An excerpt of the source with the place marked, as compilers print it. */
import type { Place } from "./sources.js";

const linesBefore = 2;
const linesAfter = 1;
/** A line of a bundled file can be a megabyte long. */
const maxWidth = 160;

export interface CodeFrameOptions {
  /** Columns to mark, at least one. */
  readonly length?: number;
}

export function codeFrame(place: Place, { length = 1 }: CodeFrameOptions = {}): string | undefined {
  const lines = place.text()?.split(/\r\n|[\n\r\u2028\u2029]/);
  const marked = lines?.[place.line - 1];
  if (lines === undefined || marked === undefined) return undefined;
  const first = Math.max(1, place.line - linesBefore);
  const last = Math.min(lines.length, place.line + linesAfter);
  const gutter = String(last).length;
  const start = place.column > maxWidth - 20 ? place.column - 40 : 0;
  const cut = (line: string): string => {
    const part = line.slice(start, start + maxWidth);
    return `${start > 0 && line.length > start ? "…" : ""}${part}${line.length > start + maxWidth ? "…" : ""}`;
  };
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const mark = number === place.line ? ">" : " ";
    frame.push(`${mark} ${String(number).padStart(gutter)} | ${cut(lines[number - 1] ?? "")}`.trimEnd());
    if (number === place.line) {
      // Tabs before the place are kept, so that the mark stands under it whatever their width.
      const before = (start > 0 ? "…" : "") + marked.slice(start, place.column - 1);
      const width = Math.max(1, Math.min(length, marked.length - place.column + 1, maxWidth - before.length));
      frame.push(`  ${" ".repeat(gutter)} | ${before.replace(/[^\t]/g, " ")}${"^".repeat(width)}`);
    }
  }
  return frame.join("\n");
}
