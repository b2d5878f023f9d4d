/**
 * Changes that one entry describes: the same edit in several places, numbers that changed in step with it, such as a share
 * and its count, and everything that was added or removed as a part of it.
 */
import { memoized } from "../../../lib/once.js";
import type { Change } from "../comparison.js";
import { isOnlyDrawn } from "../kinds/figure-respects.js";
import type { ValueChange } from "../kinds/value.js";
import { cellOfInput } from "../match/blocks.js";
import { groupBy } from "../match/pairing.js";
import { amountOf } from "../numbers.js";
import { weightOf } from "../rank.js";

export interface Together {
  /** The change that is described, and others that read the same. */
  readonly same: readonly [Change, ...Change[]];
  /** Numbers that changed by the same factor, from the same causes. */
  readonly inStep: readonly Change[];
  readonly parts: readonly Change[];
}

/** Each entry stands in the place of the first of its changes. */
export function groupForEntries(changes: readonly Change[]): readonly Together[] {
  const byKey = new Map(changes.map((change) => [change.key, change]));
  const wholeOf = ({ partOf }: Change) => (partOf !== undefined && byKey.has(partOf) ? partOf : undefined);
  const parts = groupBy(changes, wholeOf);
  const wholes = changes.filter((change) => wholeOf(change) === undefined);
  const leaders = leadersOf(wholes);
  const leaderOf = (change: Change) => leaders.get(change) ?? change;
  const entries: Together[] = [];
  for (const [reading, members] of groupBy(wholes, (change) => readingOf(leaderOf(change)))) {
    const [first] = members;
    if (first === undefined) continue;
    const leader = leaderOf(first);
    const others = members.filter((change) => change !== leader);
    const isSame = (change: Change) => readingOf(change) === reading;
    entries.push({
      same: [leader, ...others.filter(isSame)],
      inStep: others.filter((change) => !isSame(change)),
      parts: parts.get(leader.key) ?? [],
    });
  }
  return entries;
}

/** Identical for changes that read the same. */
const readingOf = (change: Change): string => sameness(change) ?? change.key;

function sameness(change: Change): string | undefined {
  if (change.status !== "changed") return undefined;
  const { status } = change.why;
  if (change.kind === "value" && change.was?.text !== change.is?.text) {
    const { was, is, delta, aspects } = change;
    return JSON.stringify([was?.text, is?.text, delta?.text, aspects, status, directCauses(change)]);
  }
  // Another version of what draws them changes many figures at once.
  if (change.kind === "figure" && isOnlyDrawn(change)) return JSON.stringify(["drawn", change.why.note]);
  const causes = change.why.causes.map(({ input }) => input);
  if (!("runs" in change) || change.runs.some((run) => run.kind === "value" && run.was !== run.is))
    return undefined;
  const edits = change.runs.flatMap((run) =>
    run.kind === "same" || run.kind === "value" ? [] : [run.kind, run.text],
  );
  return edits.length === 0 ? undefined : JSON.stringify([change.kind, edits, status, causes]);
}

/** Other than cells, because each place of a number or word has its own cells. */
const directCauses = ({ why }: Change): readonly string[] =>
  why.causes
    .filter(({ input, strength }) => strength === "direct" && cellOfInput(input) === undefined)
    .map(({ input }) => input);

/** For each number that changed in step with others, the one of them that matters most to readers. */
function leadersOf(changes: readonly Change[]): ReadonlyMap<Change, Change> {
  const leaders = new Map<Change, Change>();
  // Many changes share one list of causes.
  const causesOf = memoized((causes: Change["why"]["causes"]) => {
    const direct = causes.filter(({ strength }) => strength === "direct");
    return direct.length === 0
      ? undefined
      : JSON.stringify(direct.map(({ input, functions }) => [input, functions]));
  });
  const stepOf = (change: ValueChange) => {
    const factor = factorOf(change);
    const causes = causesOf(change.why.causes);
    return factor === undefined || causes === undefined ? undefined : `${factor} ${causes}`;
  };
  for (const group of groupBy(changes.filter(isMoved), stepOf).values()) {
    const [leader, ...others] = group.sort(byImportance);
    for (const other of others) if (leader !== undefined) leaders.set(other, leader);
  }
  return leaders;
}

/** A number changed by inputs; years and positions move in steps that have nothing to do with proportions. */
function isMoved(change: Change): change is ValueChange {
  return (
    change.kind === "value" &&
    change.delta !== undefined &&
    change.why.status === "inputs" &&
    !change.aspects.includes("expression") &&
    !["year", "ordinal"].includes(change.is?.format ?? "")
  );
}

/** Smaller changes have too few known digits. */
const least = 1e-4;

/** The factor by which a number changed, to the digits that are certain; the same for its inverse. */
function factorOf({ was, is }: ValueChange): string | undefined {
  const before = amountOf(was?.raw);
  const after = amountOf(is?.raw);
  if (before === undefined || after === undefined) return undefined;
  const factors = ([0, 1] as const)
    .filter((end) => before[end] !== after[end])
    .map((end) => {
      const factor = after[end] / before[end];
      const excess = Math.max(factor, 1 / factor) - 1;
      return excess > least && Number.isFinite(excess) ? excess.toPrecision(7) : undefined;
    });
  const [factor] = factors;
  return factors.every((each) => each === factor) ? factor : undefined;
}

/** What matters more to readers comes first, then counts before their shares. */
function byImportance(one: ValueChange, two: ValueChange): number {
  const sizeOf = ({ is }: ValueChange) => Math.max(...(amountOf(is?.raw) ?? [0]).map(Math.abs));
  return weightOf(one).rank - weightOf(two).rank || sizeOf(two) - sizeOf(one) || (one.key < two.key ? -1 : 1);
}
