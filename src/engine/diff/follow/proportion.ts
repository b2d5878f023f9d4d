import type { ValueChange } from "../kinds/value.js";
import { amountOf } from "../numbers.js";

/** By what a number was multiplied, in the digits that are sure; the same for its inverse. */
export interface Factors {
  readonly own: string | undefined;
  /** That, and those of one plus the number and of one minus it. */
  readonly all: ReadonlySet<string>;
}

/**
 * A share moves in exact proportion to its count, a ratio to what it compares; so does one plus a change since a year,
 * or one minus the share of the others.
 */
export function factorsOf(change: ValueChange): Factors {
  const own = factorOf(change, (x) => x);
  const all = [own, factorOf(change, (x) => 1 + x), factorOf(change, (x) => 1 - x)];
  return { own, all: new Set(all.filter((factor) => factor !== undefined)) };
}

/** Of smaller changes too few digits are known. */
const least = 1e-4;

function factorOf({ was, is }: ValueChange, seen: (x: number) => number): string | undefined {
  const [before, after] = [amountOf(was?.raw), amountOf(is?.raw)];
  if (before === undefined || after === undefined) return undefined;
  // Of bounds one may have moved.
  const written = ([0, 1] as const)
    .filter((end) => before[end] !== after[end])
    .map((end) => {
      const factor = seen(after[end]) / seen(before[end]);
      const excess = Math.max(factor, 1 / factor) - 1;
      return excess > least && Number.isFinite(excess) ? excess.toPrecision(7) : undefined;
    });
  const [factor] = written;
  return written.every((each) => each === factor) ? factor : undefined;
}

const greatestDenominator = 60;

/** Whether it is a common fraction, by which numbers move that have nothing to do with each other. */
export function isCommon(excess: string): boolean {
  const factor = 1 + Number(excess);
  for (let denominator = 1; denominator <= greatestDenominator; denominator += 1) {
    const product = factor * denominator;
    if (Math.abs(product - Math.round(product)) < 1e-6) return true;
  }
  return false;
}
