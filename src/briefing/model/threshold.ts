/** The margin below which a guard warns: `warn="5%"`, `warn="2 points"`, `warn="3 years"`, `warn="2"`. */
import { marginUnits, type Margin, type MarginUnit } from "./margin.js";

interface Threshold {
  readonly amount: number;
  /** Undefined for a number in whatever unit the margin has. */
  readonly unit: MarginUnit | undefined;
}

/** Undefined if it cannot be read. */
export function readThreshold(text: string): Threshold | undefined {
  const [, number = "", word = ""] = /^(\d+(?:\.\d+)?)\s*(%|[a-z-]+)?$/.exec(text.trim()) ?? [];
  const amount = Number(number);
  if (number === "" || amount === 0) return undefined;
  if (word === "") return { amount, unit: undefined };
  if (word === "%") return { amount, unit: "percent" };
  const unit = writable.find((each) => each === word || each === `${word}s`);
  return unit && { amount, unit };
}

const writable = marginUnits.filter((unit) => !["percent", "count", "number"].includes(unit));

export const thresholdForms =
  'Write warn="5%", warn="2 points", warn="3 years", or warn="2" in the unit of the margin.';

/** A margin in another unit; undefined if it has none in it. */
export function amountIn(
  { amount, unit, left, right, halfWidth }: Margin,
  wanted: MarginUnit | undefined,
): number | undefined {
  if (wanted === undefined || wanted === unit) return amount;
  const isTime = unit === "years" || unit === "days";
  const larger = Math.max(Math.abs(left.value), Math.abs(right.value));
  const size = Math.abs(left.value - right.value);
  const sign = Math.sign(amount);
  if (wanted === "percent" && !isTime && larger > 0) return (sign * 100 * size) / larger;
  if (wanted === "half-widths" && halfWidth !== undefined) return (sign * size) / halfWidth;
  return wanted === "points" && larger <= 1 ? sign * 100 * size : undefined;
}
