import { groupBy } from "./match/pairing.js";
import type { Change } from "./kinds/index.js";
import type { ValueChange } from "./kinds/value.js";
import { amountOf } from "./numbers.js";
import { weightOf } from "./rank.js";

/**
 * Values that moved by one factor and from the same causes belong together, as a count and its share do: all of them
 * name the one that matters most to a reader.
 */
export function withLeaders(changes: readonly Change[]): readonly Change[] {
  const leaders = new Map<string, string>();
  for (const group of groupBy(changes.filter(isMoved), groupOf).values()) {
    const [leader, ...followers] = group.sort(byLead);
    for (const { key } of followers) if (leader !== undefined) leaders.set(key, leader.key);
  }
  return changes.map((change) => {
    const toldWith = leaders.get(change.key);
    return toldWith === undefined || change.kind !== "value" ? change : { ...change, toldWith };
  });
}

/** A number that changed inputs moved; years and places move in steps that say nothing of proportion. */
function isMoved(change: Change): change is ValueChange {
  return (
    change.kind === "value" &&
    change.delta !== undefined &&
    change.why.status === "inputs" &&
    !change.aspects.includes("expression") &&
    !["year", "ordinal"].includes(change.is?.format ?? "")
  );
}

/** Undefined where the causes or the factor are not certain. */
function groupOf(change: ValueChange): string | undefined {
  const causes = change.why.causes.filter(({ strength }) => strength === "direct");
  const factor = factorOf(change);
  if (factor === undefined || causes.length === 0) return undefined;
  return JSON.stringify([factor, causes.map(({ input, functions }) => [input, functions])]);
}

/** Of smaller changes too few digits are known. */
const least = 1e-4;

/** By what a number was multiplied, in the digits that are certain; the same for its inverse. */
function factorOf({ was, is }: ValueChange): string | undefined {
  const [before, after] = [amountOf(was?.raw), amountOf(is?.raw)];
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

/** What matters more to a reader comes first, then counts before their shares. */
function byLead(one: ValueChange, two: ValueChange): number {
  const sizeOf = ({ is }: ValueChange) => Math.max(...(amountOf(is?.raw) ?? [0]).map(Math.abs));
  return weightOf(one).rank - weightOf(two).rank || sizeOf(two) - sizeOf(one) || (one.key < two.key ? -1 : 1);
}
