import { diffArrays } from "diff";

/** Runs of two sequences: common ones as pairs of places, others as places of one side. */
export interface Run {
  readonly kind: "same" | "changed";
  readonly was: readonly number[];
  readonly is: readonly number[];
}

/** Beyond this many edits the middle counts as replaced: the search is quadratic in their number. */
const mostEdits = 4000;

/** Longest common subsequence of two sequences of keys; the same from either side. */
export function align(was: readonly string[], is: readonly string[]): readonly Run[] {
  let start = 0;
  while (start < was.length && start < is.length && was[start] === is[start]) start += 1;
  let end = 0;
  const room = Math.min(was.length, is.length) - start;
  while (end < room && was[was.length - 1 - end] === is[is.length - 1 - end]) end += 1;
  const runs: Run[] = [];
  if (start > 0) runs.push(sameRun(0, 0, start));
  runs.push(...middle(was.slice(start, was.length - end), is.slice(start, is.length - end), start));
  if (end > 0) runs.push(sameRun(was.length - end, is.length - end, end));
  return runs;
}

function middle(was: readonly string[], is: readonly string[], offset: number): readonly Run[] {
  if (was.length === 0 && is.length === 0) return [];
  if (was.length === 0 || is.length === 0) return [changedRun([offset, was.length], [offset, is.length])];
  // The search breaks ties by direction; a fixed direction makes it break them the same way from either side.
  const flips = was.join("\0") > is.join("\0");
  const [first, second] = flips ? [is, was] : [was, is];
  const found = diffArrays([...first], [...second], { maxEditLength: mostEdits });
  if (found === undefined) return [changedRun([offset, was.length], [offset, is.length])];
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

function sameRun(was: number, is: number, count: number): Run {
  return { kind: "same", was: range(was, count), is: range(is, count) };
}
function changedRun(was: readonly [number, number], is: readonly [number, number]): Run {
  return { kind: "changed", was: range(...was), is: range(...is) };
}
function range(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}
