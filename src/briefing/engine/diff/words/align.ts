import { diffArrays } from "diff/lib/diff/array.js";
import type { LineRun } from "../shapes.js";

/** A run of two sequences, either common to both or different. */
export interface Run<T> {
  readonly kind: "same" | "changed";
  readonly before: readonly T[];
  readonly after: readonly T[];
}

/** With more edits than this, everything counts as replaced: the search is quadratic in the number of edits. */
const mostEdits = 4000;

/** Longest common subsequence of two sequences whose items are compared by keys. */
export function align<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string) {
  const earlier = before.map(keyOf);
  const later = after.map(keyOf);
  // The common beginning and end are set aside, so that the rest of a long text survives a large edit.
  let start = 0;
  while (start < earlier.length && start < later.length && earlier[start] === later[start]) start += 1;
  let end = 0;
  const room = Math.min(earlier.length, later.length) - start;
  while (end < room && earlier.at(-1 - end) === later.at(-1 - end)) end += 1;
  const one = earlier.slice(start, earlier.length - end);
  const two = later.slice(start, later.length - end);
  const found = diffArrays(one, two, { maxEditLength: mostEdits }) ?? [
    { count: one.length, added: false, removed: true },
    { count: two.length, added: true, removed: false },
  ];
  const same = (count: number) => ({ count, added: false, removed: false });
  const runs: Run<T>[] = [];
  let from = 0;
  let to = 0;
  for (const { count, added, removed } of [same(start), ...found, same(end)]) {
    if (count === 0) continue;
    const kind = added || removed ? "changed" : "same";
    const last = runs.at(-1)?.kind === kind ? runs.pop() : undefined;
    const nextFrom = added ? from : from + count;
    const nextTo = removed ? to : to + count;
    runs.push({
      kind,
      before: [...(last?.before ?? []), ...before.slice(from, nextFrom)],
      after: [...(last?.after ?? []), ...after.slice(to, nextTo)],
    });
    [from, to] = [nextFrom, nextTo];
  }
  return runs;
}

interface LineRules {
  readonly key?: (line: string) => string;
  /** Whether two lines at the same place are equivalent although their keys differ. */
  readonly isSame?: (before: string, after: string) => boolean;
}

/** Lines of code or output that differ, and those around them; empty if all are the same. */
export function compareLines(before = "", after = "", rules: LineRules = {}): readonly LineRun[] {
  const { key = (line: string) => line, isSame = () => false } = rules;
  if (before === after) return [];
  const earlier = linesOf(before);
  const later = linesOf(after);
  const runs = align(earlier, later, key).flatMap((run): readonly LineRun[] => {
    const { kind, before: removed, after: added } = run;
    const isAlike =
      kind === "same" ||
      (removed.length === added.length && removed.every((line, index) => isSame(line, added[index] ?? "")));
    if (isAlike) return [{ kind: "same", lines: added }];
    return [
      ...(removed.length > 0 ? [{ kind: "removed" as const, lines: removed }] : []),
      ...(added.length > 0 ? [{ kind: "added" as const, lines: added }] : []),
    ];
  });
  return runs.some(({ kind }) => kind !== "same") ? runs : [];
}

/** Blanks at the end of a line and empty lines at the end of the text are ignored. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trimEnd());
  while (lines.at(-1) === "") lines.pop();
  return lines;
}
