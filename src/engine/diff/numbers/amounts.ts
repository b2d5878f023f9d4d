import type { Tolerance } from "../briefing.js";
import type { Amount } from "../kinds/shapes.js";

/** A number or bounds, where a raw value is one. */
export function amountOf(raw: unknown): Amount | undefined {
  if (typeof raw === "number") return raw;
  if (!Array.isArray(raw) || raw.length !== 2) return undefined;
  const [lower, upper] = raw as readonly unknown[];
  return typeof lower === "number" && typeof upper === "number" ? [lower, upper] : undefined;
}

export interface AmountChange {
  /** After minus before, of the end that changed most (bounds: lower end if both did alike). */
  readonly absolute: number;
  /** Null where the number before is 0, or so close to it that the share is no number. */
  readonly relative: number | null;
  /** The number before at that end. */
  readonly from: number;
}

export function changeOf(before: Amount, after: Amount): AmountChange {
  const [earlier, later] = [endsOf(before), endsOf(after)];
  const lower = later.lower - earlier.lower;
  const upper = later.upper - earlier.upper;
  const [absolute, from] =
    Math.abs(upper) > Math.abs(lower) ? [upper, earlier.upper] : [lower, earlier.lower];
  const difference = tidy(absolute);
  const relative = difference / Math.abs(from);
  return { absolute: difference, relative: Number.isFinite(relative) ? tidy(relative) : null, from };
}

function endsOf(amount: Amount): { readonly lower: number; readonly upper: number } {
  return typeof amount === "number"
    ? { lower: amount, upper: amount }
    : { lower: amount[0], upper: amount[1] };
}

/** To 12 significant digits: what a subtraction of decimals leaves in the last places is no change. */
function tidy(x: number): number {
  return Number(x.toPrecision(12));
}

/** The larger side is the measure, so that a change is within the tolerance in both directions or in none. */
export function isWithin(before: Amount, after: Amount, { relative = 0, absolute = 0 }: Tolerance): boolean {
  const [earlier, later] = [endsOf(before), endsOf(after)];
  const isClose = (one: number, two: number) => {
    const difference = Math.abs(one - two);
    return difference <= absolute || difference <= relative * Math.max(Math.abs(one), Math.abs(two));
  };
  return isClose(earlier.lower, later.lower) && isClose(earlier.upper, later.upper);
}

/** Whether two raw values are the same number, word or bounds. */
export function isSameRaw(before: unknown, after: unknown): boolean {
  return before === after || JSON.stringify(before) === JSON.stringify(after);
}
