/** How the findings of `briefing check` are printed. */
import pc from "picocolors";
import { isTextNotebook } from "../lib/notebook-name.js";
import { plural } from "../lib/plural.js";
import type { Found } from "../tools/check/contract.js";

export interface Group {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** Prints findings by group to standard error, and a summary to standard output. */
export function printGroups(
  groups: readonly Group[],
  ending: string,
  { quiet }: { readonly quiet?: true | undefined },
): void {
  for (const { heading, lines } of groups.filter(({ lines }) => lines.length > 0))
    process.stderr.write(`${pc.bold(heading)}\n${lines.map((line) => `${line}\n`).join("")}\n`);
  if (quiet !== true) process.stdout.write(`${ending}\n`);
}

export const sign = { error: pc.red("✗"), note: pc.dim("·") };

/** `notebooks/01.ipynb, cell 3 (peak), 2:14: …` or `notebooks/01.md:21:14: …`, the same format as for failures of cells. */
export function describeFinding(finding: Omit<Found, "severity">, hint: string | undefined): string {
  const { path, cell, line, column, message } = finding;
  const position = line === undefined ? undefined : column === undefined ? `${line}` : `${line}:${column}`;
  const inCell =
    cell !== undefined && !isTextNotebook(path) ? `cell ${cell.index + 1} (${cell.id})` : undefined;
  const parts = [path, inCell, position];
  const place = parts.filter((part) => part !== undefined).join(inCell === undefined ? ":" : ", ");
  return `${place}: ${message}${hint === undefined ? "" : `\n  ${hint}`}`;
}

export const counted = (errors: number, notes: number): string =>
  (errors === 0 ? "no errors" : plural(errors, "error")) + (notes === 0 ? "" : `, ${plural(notes, "note")}`);
