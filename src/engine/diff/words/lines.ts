import type { LineRun } from "../kinds/shapes.js";
import { align } from "./align.js";

interface LineRules {
  /** What a line is recognised by. */
  readonly key?: (line: string) => string;
  /** Whether two lines at one place say the same though their keys differ. */
  readonly isSame?: (before: string, after: string) => boolean;
}

/** Lines of code or output that differ, and those around them; undefined where none does. */
export function compareLines(
  before: string | undefined,
  after: string | undefined,
  { key = (line) => line, isSame = () => false }: LineRules = {},
): readonly LineRun[] | undefined {
  const [earlier, later] = [linesOf(before), linesOf(after)];
  const runs = align(earlier.map(key), later.map(key)).flatMap((run): readonly LineRun[] => {
    const removed = run.before.map((index) => earlier[index] ?? "");
    const added = run.after.map((index) => later[index] ?? "");
    if (run.kind === "same") return [{ kind: "same", lines: added }];
    const isAlike =
      removed.length === added.length && removed.every((line, index) => isSame(line, added[index] ?? ""));
    if (isAlike) return [{ kind: "same", lines: added }];
    return [
      ...(removed.length > 0 ? [{ kind: "removed" as const, lines: removed }] : []),
      ...(added.length > 0 ? [{ kind: "added" as const, lines: added }] : []),
    ];
  });
  return runs.some(({ kind }) => kind !== "same") ? runs : undefined;
}

/** Blanks at the end of a line and empty lines at the end of the text mean nothing. */
function linesOf(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  const lines = text.split(/\r\n?|\n/).map((line) => line.trimEnd());
  while (lines.at(-1) === "") lines.pop();
  return lines;
}
