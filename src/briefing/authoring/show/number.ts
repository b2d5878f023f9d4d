/** Rounds and formats the numbers that leave the kernel, identically on every machine. */
import { formatLocale } from "d3-format";

/** Digits that leave the kernel: enough for published figures, few enough to be the same in every Node.js. */
const digits = 12;

export function significant(x: number): number {
  return Number.isInteger(x) && Math.abs(x) < 10 ** digits ? x : Number(x.toPrecision(digits));
}

/** A copy of a JSON value with every number rounded; non-JSON values become null, as in JSON.stringify. */
export function roundNumbers(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? significant(value) : null;
  if (Array.isArray(value)) return value.map((item) => roundNumbers(item) ?? null);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, roundNumbers(item)]));
}

/** The one locale of the briefing: U+2212 as minus, a narrow no-break space before %. */
export const narrowSpace = "\u202f";
export const noBreakSpace = "\u00a0";
const minus = "\u2212";
export const enDash = "\u2013";

const locale = formatLocale({
  decimal: ".",
  thousands: ",",
  grouping: [3],
  currency: ["$", ""],
  minus,
  percent: `${narrowSpace}%`,
});

/** Units of large numbers. */
export const scales = [
  { size: 1e12, word: "trillion" },
  { size: 1e9, word: "billion" },
  { size: 1e6, word: "million" },
] as const;

/** Whether a sign is written: only if negative, always, or never (for "fell by 5 %"). */
export type Sign = "negative" | "always" | "never";

/** A number with grouped thousands and a fixed number of decimals. */
export function writeNumber(x: number, decimals: number, sign: Sign): string {
  const written = locale.format(`,.${String(decimals)}f`)(roundDecimal(Math.abs(x), decimals));
  const isZero = !/[1-9]/.test(written);
  if (isZero || sign === "never") return written;
  if (x < 0) return minus + written;
  return sign === "always" ? `+${written}` : written;
}

/**
 * Rounds half away from zero, from the number as it leaves the kernel: 0.145 is 15 % and 1.005 is 1.01, although their
 * nearest doubles are slightly below. Rounding the published data by hand gives the same result.
 */
function roundDecimal(x: number, decimals: number): number {
  if (Number.isSafeInteger(x)) return x;
  const [mantissa = "0", exponent = "0"] = x.toExponential(digits - 1).split("e");
  const shifted = Number(`${mantissa}e${String(Number(exponent) + decimals)}`);
  const rounded = Math.sign(shifted) * Math.round(Math.abs(shifted));
  // Beyond the integers that a double represents, nothing is left to round.
  return Number.isSafeInteger(rounded) ? Number(`${String(rounded)}e-${String(decimals)}`) : x;
}
