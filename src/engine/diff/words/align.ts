import { diffArrays } from "diff";

/** Runs of two sequences: common ones as pairs of places, others as places of one side. */
export interface Run {
  readonly kind: "same" | "changed";
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Beyond this many edits the middle counts as replaced: the search is quadratic in their number. */
const mostEdits = 4000;

/** Longest common subsequence of two sequences of keys; the same from either side. */
export function align(before: readonly string[], after: readonly string[]): readonly Run[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const room = Math.min(before.length, after.length) - start;
  while (end < room && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const runs: Run[] = [];
  if (start > 0) runs.push(sameRun(0, 0, start));
  runs.push(
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end), start),
  );
  if (end > 0) runs.push(sameRun(before.length - end, after.length - end, end));
  return runs;
}

function middle(before: readonly string[], after: readonly string[], offset: number): readonly Run[] {
  if (before.length === 0 && after.length === 0) return [];
  if (before.length === 0 || after.length === 0)
    return [changedRun([offset, before.length], [offset, after.length])];
  // The search breaks ties by direction; a fixed direction makes it break them the same way from either side.
  const flips = before.join("\0") > after.join("\0");
  const [first, second] = flips ? [after, before] : [before, after];
  const found = diffArrays([...first], [...second], { maxEditLength: mostEdits });
  if (found === undefined) return [changedRun([offset, before.length], [offset, after.length])];
  const runs: Run[] = [];
  let [a, b] = [0, 0];
  let open: { a: number; b: number } | undefined;
  const close = () => {
    if (open === undefined) return;
    const [one, two] = [
      [offset + open.a, a - open.a],
      [offset + open.b, b - open.b],
    ] as const;
    runs.push(flips ? changedRun(two, one) : changedRun(one, two));
    open = undefined;
  };
  for (const { added, removed, count } of found) {
    if (added || removed) {
      open ??= { a, b };
      if (added) b += count;
      else a += count;
      continue;
    }
    close();
    runs.push(flips ? sameRun(offset + b, offset + a, count) : sameRun(offset + a, offset + b, count));
    a += count;
    b += count;
  }
  close();
  return runs;
}

function sameRun(before: number, after: number, count: number): Run {
  return { kind: "same", before: range(before, count), after: range(after, count) };
}
function changedRun(before: readonly [number, number], after: readonly [number, number]): Run {
  return { kind: "changed", before: range(...before), after: range(...after) };
}
function range(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}
