import { isTooDeep } from "./nesting.js";

/** Untrusted text for a message, shortened to one line by default. */
export const clipped = (text: string, most = 80): string =>
  text.length > most ? `${text.slice(0, most)}…` : text;

/** The same for a value, as JSON. */
export function quoted(value: unknown): string {
  if (isTooDeep(value)) return "something nested too deeply";
  return clipped(value === undefined ? "nothing" : JSON.stringify(value));
}

/** Aligns rows of cells in columns: the named ones left, others right, as for numbers. */
export function inColumns(
  rows: readonly (readonly string[])[],
  fromLeft: readonly number[] = [],
): readonly string[] {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  const padded = (cell: string, at: number): string =>
    fromLeft.includes(at) ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0);
  return rows.map((row) => row.map(padded).join("  ").trimEnd());
}
