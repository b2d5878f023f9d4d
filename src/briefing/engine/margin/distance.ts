/** The signed distance of a comparison, in a unit that suits the two numbers. */
import type { Margin, MarginUnit } from "../../model/margin.js";

export interface Operand {
  readonly text: string;
  readonly value: number;
  /** Half the width of its interval, if it has one. */
  readonly halfWidth?: number | undefined;
  /**
   * Whether it is, or may be, a year; a number typed by hand may be one if the other is. A ratio is not a share, even
   * where it is below 1.
   */
  readonly kind: "year" | "years" | "day" | "ratio" | "number" | "literal";
}

/** Positive if the comparison is true, negative if it is false, and 0 on the edge, where the operator decides. */
export type Distance = Pick<Margin, "amount" | "unit" | "left" | "right" | "nearness" | "halfWidth">;

const isYear = (value: number): boolean => Number.isInteger(value) && value >= 1500 && value <= 2200;
const isShare = (value: number): boolean => Math.abs(value) <= 1;
/** What is compared with exactly 1 is a ratio: no share can exceed it. */
const isOne = ({ kind, value }: Operand): boolean => kind === "literal" && value === 1;

/**
 * Conditions whose margins have different units are put in one order by these rules of thumb: a revision of one per cent,
 * or by one percentage point, is as likely as one that moves a year by half a year, or a value by a tenth of the
 * half-width of its interval. docs/reference/notebooks.md states them.
 */
const nearYears = 0.02;
const nearHalfWidths = 0.1;
const dayInYears = 1 / 365.25;

/** `a > b` and `a >= b` as given; `a < b` with the two exchanged by `sign`. */
export function distanceOf(left: Operand, right: Operand, sign: 1 | -1): Distance {
  const difference = sign * (left.value - right.value);
  const halfWidth = Math.max(left.halfWidth ?? 0, right.halfWidth ?? 0);
  const hasInterval = halfWidth > 0 && Number.isFinite(difference / halfWidth);
  const of = (unit: MarginUnit, amount: number, nearness: number): Distance => ({
    amount: rounded(amount),
    unit,
    left: { text: left.text, value: rounded(left.value) },
    right: { text: right.text, value: rounded(right.value) },
    nearness: rounded(nearness),
    ...(hasInterval && { halfWidth: rounded(halfWidth) }),
  });
  const larger = Math.max(Math.abs(left.value), Math.abs(right.value));
  if (left.kind === "day" || right.kind === "day")
    return of("days", difference, difference * dayInYears * nearYears);
  if (areYears(left, right)) return of("years", difference, difference * nearYears);
  if (areShares(left, right)) return of("points", 100 * difference, difference);
  if (hasInterval)
    return of("half-widths", difference / halfWidth, (difference / halfWidth) * nearHalfWidths);
  if (Number.isInteger(left.value) && Number.isInteger(right.value))
    return of("count", difference, larger === 0 ? 0 : difference / Math.max(1, larger));
  // Compared with 0, every number would differ by 100 %.
  if (left.value === 0 || right.value === 0)
    return of("number", difference, Math.sign(difference) * Math.min(1, Math.abs(difference)));
  // Divided first: the difference of two large numbers may exceed what a number can be.
  const relative = Number.isFinite(difference)
    ? difference / larger
    : sign * (left.value / larger - right.value / larger);
  // Numbers so close that their relative distance is too small for a number.
  const nonZero = relative === 0 ? Math.sign(difference) * Number.MIN_VALUE : relative;
  return of("percent", 100 * nonZero, nonZero);
}

/** Two numbers from −1 to 1 of which one is not whole, unless one of them is a ratio. */
function areShares(left: Operand, right: Operand): boolean {
  const both = [left, right];
  if (both.some((each) => each.kind === "ratio" || isOne(each) || !isShare(each.value))) return false;
  return !both.every(({ value }) => Number.isInteger(value));
}

function areYears(left: Operand, right: Operand): boolean {
  const kinds = [left.kind, right.kind];
  if (kinds.includes("year")) return isYear(left.value) && isYear(right.value);
  return kinds.includes("years") && Number.isInteger(left.value) && Number.isInteger(right.value);
}

/** As numbers that leave the kernel are rounded; never to 0, and never to −0. */
const rounded = (x: number): number => Number(x.toPrecision(12)) + 0;
