import { formatLocale } from "d3-format";
import { roundDecimal } from "./significant.js";

/** The one locale of the briefing, independent of the machine: U+2212 as minus, a narrow no-break space before %. */
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

/** How a sign is written: only where negative, always, or never (for "fell by 5 %"). */
export type Sign = "negative" | "always" | "never";

/** A number with grouped thousands and a fixed number of decimals. */
export function writeNumber(x: number, digits: number, sign: Sign): string {
  const written = locale.format(`,.${String(digits)}f`)(roundDecimal(Math.abs(x), digits));
  const isZero = !/[1-9]/.test(written);
  if (isZero || sign === "never") return written;
  if (x < 0) return minus + written;
  return sign === "always" ? `+${written}` : written;
}
