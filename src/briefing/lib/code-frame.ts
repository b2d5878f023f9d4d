const linesBefore = 2;
const linesAfter = 1;
/** A line of a bundled file can be a megabyte long. */
const maxWidth = 160;

export interface FramePlace {
  /** 1-based, in UTF-16 units. */
  readonly line: number;
  readonly column?: number | undefined;
  /** Columns to mark. */
  readonly length?: number;
  /** The number of the source's first line, which is not 1 in a cell of a text notebook. */
  readonly first?: number | undefined;
}

/** An excerpt of the source with the position marked, as compilers print it; empty if the line does not exist. */
export function codeFrame(
  source: string,
  { line, column, length = 1, first = 1 }: FramePlace,
): readonly string[] {
  const lines = source.split(/\r\n|[\n\r\u2028\u2029]/);
  const marked = lines[line - 1];
  if (marked === undefined) return [];
  const last = Math.min(lines.length, line + linesAfter);
  const gutter = String(last + first - 1).length;
  const start = column !== undefined && column > maxWidth - 20 ? column - 40 : 0;
  const cut = (text: string): string => {
    const tail = text.length > start + maxWidth ? "…" : "";
    return `${start > 0 && text.length > start ? "…" : ""}${text.slice(start, start + maxWidth)}${tail}`;
  };
  const frame: string[] = [];
  for (let number = Math.max(1, line - linesBefore); number <= last; number += 1) {
    const mark = number === line ? ">" : " ";
    frame.push(
      `${mark} ${String(number + first - 1).padStart(gutter)} | ${cut(lines[number - 1] ?? "")}`.trimEnd(),
    );
    if (number !== line || column === undefined) continue;
    // Tabs are kept, so that the marker is aligned at any tab width.
    const before = (start > 0 ? "…" : "") + marked.slice(start, column - 1);
    const width = Math.max(1, Math.min(length, marked.length - column + 1, maxWidth - before.length));
    frame.push(`  ${" ".repeat(gutter)} | ${before.replace(/[^\t]/g, " ")}${"^".repeat(width)}`);
  }
  return frame;
}
