/** Values that follow from another that changed: they are told with it. */
import type { Change } from "./kinds/index.js";
import type { ValueChange } from "./kinds/value.js";
import { groupBy } from "./match/pairing.js";
import { amountOf } from "./numbers.js";
import { weightOf } from "./rank.js";

/**
 * A share moves in exact proportion to its count, a ratio to what it compares, and so does one plus a change since a
 * year, or one minus the share of the others. Where the factors of two numbers agree to seven digits and a cause of one
 * is a cause of the other, the one is told with the other.
 */
export function withLeaders(changes: readonly Change[]): readonly Change[] {
  const moved = changes.flatMap((change) => (isMoved(change) ? [candidateOf(change)] : []));
  const byFactor = groupBy(
    moved.flatMap((value) => [...value.factors].map((factor) => ({ factor, value }))),
    ({ factor }) => factor,
  );
  const leaders = new Map<string, string>();
  const leading = new Set<string>();
  for (const leader of moved.toSorted(byLead)) {
    if (leader.own === undefined || leaders.has(leader.change.key)) continue;
    for (const { value } of byFactor.get(leader.own) ?? []) {
      const { key } = value.change;
      if (value === leader || leaders.has(key) || leading.has(key)) continue;
      if (value.band < leader.band || ![...value.causes].some((cause) => leader.causes.has(cause))) continue;
      leaders.set(key, leader.change.key);
      leading.add(leader.change.key);
    }
  }
  return changes.map((change) => {
    const toldWith = leaders.get(change.key);
    return toldWith === undefined || change.kind !== "value" ? change : { ...change, toldWith };
  });
}

/** A number of the same expression as before, which inputs moved. */
function isMoved(change: Change): change is ValueChange {
  return (
    change.kind === "value" &&
    change.delta !== undefined &&
    change.why.status === "inputs" &&
    !change.aspects.includes("expression") &&
    !counted.has(change.is?.format ?? "")
  );
}

/** Years and places are no amounts: in proportion to them nothing moves. */
const counted: ReadonlySet<string> = new Set(["year", "ordinal"]);

interface Candidate {
  readonly change: ValueChange;
  /** A value of a lesser band is louder, and is never told with one of a greater. */
  readonly band: number;
  readonly size: number;
  readonly causes: ReadonlySet<string>;
  /** The factor of the number itself. */
  readonly own: string | undefined;
  /** That, and those of what it is to one. */
  readonly factors: ReadonlySet<string>;
}

function candidateOf(change: ValueChange): Candidate {
  const { rank, size } = weightOf(change);
  const own = factorOf(change, (x) => x);
  const factors = [own, factorOf(change, (x) => 1 + x), factorOf(change, (x) => 1 - x)];
  const direct = change.why.causes.filter(({ strength }) => strength === "direct");
  return {
    change,
    band: 2 * rank + (size === Number.MAX_VALUE ? 0 : 1),
    size: Math.max(...(amountOf(change.is?.raw) ?? [0]).map(Math.abs)),
    causes: new Set(direct.map(({ input }) => input)),
    own,
    factors: new Set(factors.filter((factor) => factor !== undefined)),
  };
}

/** What is louder first, then counts before their shares. */
function byLead(one: Candidate, two: Candidate): number {
  return one.band - two.band || two.size - one.size || (one.change.key < two.change.key ? -1 : 1);
}

/** Beyond it, numbers that have nothing to do with each other do not move by the same fraction. */
const greatestDenominator = 60;
const least = 1e-4;

/**
 * By what a number, or each of its bounds that moved, was multiplied; the same for its inverse. Undefined for factors
 * that are common, as of 2 → 3, and for those of which too few digits are known.
 */
function factorOf({ was, is }: ValueChange, seen: (x: number) => number): string | undefined {
  const [before, after] = [amountOf(was?.raw), amountOf(is?.raw)];
  if (before === undefined || after === undefined) return undefined;
  const moved = ([0, 1] as const).filter((end) => before[end] !== after[end]);
  const factors = moved.map((end) => seen(after[end]) / seen(before[end]));
  const written = new Set(
    factors.map((factor) => {
      const excess = Math.max(factor, 1 / factor) - 1;
      return excess > least && Number.isFinite(excess) ? excess.toPrecision(7) : undefined;
    }),
  );
  const [only] = written;
  if (written.size !== 1 || only === undefined) return undefined;
  return isCommon(1 + Number(only)) ? undefined : only;
}

function isCommon(factor: number): boolean {
  for (let denominator = 1; denominator <= greatestDenominator; denominator += 1) {
    const product = factor * denominator;
    if (Math.abs(product - Math.round(product)) < 1e-6) return true;
  }
  return false;
}
