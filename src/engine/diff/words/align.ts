import { diffArrays } from "diff/lib/diff/array.js";
import type { LineRun } from "../kinds/shapes.js";

/** A run of two sequences: a common one as pairs of places, any other as places of either side. */
export interface Run {
  readonly kind: "same" | "changed";
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Beyond this many edits all counts as replaced: the search is quadratic in their number. */
const mostEdits = 4000;

/** Longest common subsequence of two sequences of keys; the same from either side. */
export function align(before: readonly string[], after: readonly string[]): readonly Run[] {
  // What both begin and end with is set aside, so that a long text with a large edit keeps the rest.
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const room = Math.min(before.length, after.length) - start;
  while (end < room && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const [one, two] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  // The search breaks ties by direction; a fixed direction makes it break them the same way from either side.
  const flips = one.join("\0") > two.join("\0");
  const [first, second] = flips ? [two, one] : [one, two];
  const found = diffArrays([...first], [...second], { maxEditLength: mostEdits }) ?? [
    { count: first.length, added: false, removed: true },
    { count: second.length, added: true, removed: false },
  ];
  const runs: { kind: Run["kind"]; before: number[]; after: number[] }[] = [];
  const places = { before: 0, after: 0 };
  const add = (kind: Run["kind"], counts: { readonly before: number; readonly after: number }) => {
    if (counts.before + counts.after === 0) return;
    let run = runs.at(-1);
    if (run?.kind !== kind) runs.push((run = { kind, before: [], after: [] }));
    for (const side of ["before", "after"] as const)
      for (let count = counts[side]; count > 0; count -= 1) run[side].push(places[side]++);
  };
  add("same", { before: start, after: start });
  for (const { added, removed, count } of found) {
    const isBefore = flips ? added : removed;
    if (added || removed)
      add("changed", isBefore ? { before: count, after: 0 } : { before: 0, after: count });
    else add("same", { before: count, after: count });
  }
  add("same", { before: end, after: end });
  return runs;
}

interface LineRules {
  /** What a line is recognised by. */
  readonly key?: (line: string) => string;
  /** Whether two lines at one place say the same though their keys differ. */
  readonly isSame?: (before: string, after: string) => boolean;
}

/** Lines of code or output that differ, and those around them; none where all are the same. */
export function compareLines(
  before: string | undefined,
  after: string | undefined,
  { key = (line) => line, isSame = () => false }: LineRules = {},
): readonly LineRun[] {
  if (before === after) return [];
  const [earlier, later] = [linesOf(before), linesOf(after)];
  const runs = align(earlier.map(key), later.map(key)).flatMap((run): readonly LineRun[] => {
    const removed = run.before.map((index) => earlier[index] ?? "");
    const added = run.after.map((index) => later[index] ?? "");
    const isAlike =
      run.kind === "same" ||
      (removed.length === added.length && removed.every((line, index) => isSame(line, added[index] ?? "")));
    if (isAlike) return [{ kind: "same", lines: added }];
    return [
      ...(removed.length > 0 ? [{ kind: "removed" as const, lines: removed }] : []),
      ...(added.length > 0 ? [{ kind: "added" as const, lines: added }] : []),
    ];
  });
  return runs.some(({ kind }) => kind !== "same") ? runs : [];
}

/** Blanks at the end of a line and empty lines at the end of the text mean nothing. */
function linesOf(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  const lines = text.split(/\r\n?|\n/).map((line) => line.trimEnd());
  while (lines.at(-1) === "") lines.pop();
  return lines;
}
