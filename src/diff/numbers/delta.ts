import type { Amount, NumberDelta } from "../kinds/shapes.js";
import { formatLocale } from "d3-format";
import { changeOf } from "./amounts.js";

const minus = "\u2212";
const narrowSpace = "\u202f";
const noBreakSpace = "\u00a0";
const locale = formatLocale({ decimal: ".", thousands: ",", grouping: [3], currency: ["$", ""], minus });

/** How a number is written: its format, its unit, and how it stands on the page. */
export interface Wording {
  readonly format: string;
  readonly unit?: string | undefined;
  readonly texts: readonly string[];
}

/** A change of a number with words in which its format would say it. */
export function numberDelta(before: Amount, after: Amount, wording: Wording): NumberDelta {
  const { absolute, relative } = changeOf(before, after);
  return {
    was: before,
    is: after,
    absolute,
    relative,
    text: signWords(before, after, wording) ?? words(absolute, relative, wording),
  };
}

/**
 * Where the page leaves out the minus of a number ("fell by 7.9 %"), what a reader sees become smaller is said to be
 * smaller, and both numbers are told with their signs; undefined where they stand with them.
 */
function signWords(before: Amount, after: Amount, wording: Wording): string | undefined {
  if (typeof before !== "number" || typeof after !== "number") return undefined;
  const [earlier = "", later = ""] = wording.texts;
  const leftOut = [isUnsigned(before, earlier), isUnsigned(after, later)] as const;
  if (!leftOut[0] && !leftOut[1]) return undefined;
  const bothAreSizes = (leftOut[0] || before === 0) && (leftOut[1] || after === 0);
  const { absolute, relative } = bothAreSizes ? changeOf(-before, -after) : changeOf(before, after);
  const told = `${leftOut[0] ? minus : ""}${earlier} → ${leftOut[1] ? minus : ""}${later}`;
  return `${words(absolute, relative, wording)}${bothAreSizes ? " in size" : ""}; with its sign ${told}`;
}

function isUnsigned(x: number, text: string): boolean {
  return x < 0 && /[1-9]/.test(text) && !/[-\u2212](?=\D?\d)/.test(text);
}

/** A share of one as percent, always with its sign: `+1.9 %`. */
function signedPercent(fraction: number): string {
  return `${signed(100 * fraction, 1)}${narrowSpace}%`;
}

function words(absolute: number, relative: number | null, { format, unit, texts }: Wording): string {
  const decimals = Math.max(...texts.map(decimalsOf));
  const share = relative === null ? "" : ` (${signedPercent(relative)})`;
  switch (format) {
    case "percent":
      return `${signed(100 * absolute, decimals)}${noBreakSpace}points${share}`;
    case "points":
      return `${signed(100 * absolute, decimals)}${noBreakSpace}points`;
    case "year":
      return `${signed(absolute, 0)}${noBreakSpace}${Math.abs(absolute) === 1 ? "year" : "years"}`;
    case "ordinal":
      return `${signed(absolute, 0)}${noBreakSpace}${Math.abs(absolute) === 1 ? "place" : "places"}`;
    case "money":
      return money(absolute, unit, texts) + share;
    default: {
      const suffix = unit === undefined || unit === "%" ? "" : noBreakSpace + unit;
      return `${signed(absolute, decimals)}${suffix}${share}`;
    }
  }
}

const scales: Readonly<Record<string, number>> = { trillion: 1e12, billion: 1e9, million: 1e6 };

function money(absolute: number, currency: string | undefined, texts: readonly string[]): string {
  const scale = /trillion|billion|million/.exec(texts.join(" "))?.[0] ?? "";
  const written = signed(absolute / (scales[scale] ?? 1), Math.max(...texts.map(decimalsOf)));
  const sign = written.slice(0, 1);
  const symbol = { USD: "$", EUR: "€", GBP: "£" }[currency ?? ""] ?? (currency ?? "") + noBreakSpace;
  return `${sign}${symbol}${written.slice(1)}${scale === "" ? "" : noBreakSpace + scale}`;
}

function decimalsOf(text: string): number {
  return Math.max(0, ...[...text.matchAll(/\d\.(\d+)/g)].map(([, digits = ""]) => digits.length));
}

/** With as many decimals as the page has, or as many more as it takes to see that it is not zero. */
function signed(x: number, decimals: number): string {
  const written = locale.format(`,.${decimals}f`)(Math.abs(x));
  const shown = /[1-9]/.test(written) || x === 0 ? written : locale.format(",.2~r")(Math.abs(x));
  return x < 0 ? minus + shown : `+${shown}`;
}
