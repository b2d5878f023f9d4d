import { formatLocale } from "d3-format";
import type { Amount, NumberDelta } from "../kinds/shapes.js";
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
 * smaller, and both numbers are given with their signs; undefined where they stand with them.
 */
function signWords(before: Amount, after: Amount, wording: Wording): string | undefined {
  if (typeof before !== "number" || typeof after !== "number") return undefined;
  const [earlier = "", later = ""] = wording.texts;
  const leftOut = [isUnsigned(before, earlier), isUnsigned(after, later)] as const;
  if (!leftOut[0] && !leftOut[1]) return undefined;
  const bothAreSizes = (leftOut[0] || before === 0) && (leftOut[1] || after === 0);
  const { absolute, relative } = bothAreSizes ? changeOf(-before, -after) : changeOf(before, after);
  const both = `${leftOut[0] ? minus : ""}${earlier} → ${leftOut[1] ? minus : ""}${later}`;
  return `${words(absolute, relative, wording)}${bothAreSizes ? " in size" : ""}; with its sign ${both}`;
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

/** Digits that a number of a figure's data is told with, where nothing says how many its source carries. */
const digits = 5;
const most = 17;

/** Two numbers as a person reads them: few digits, but all of whole numbers, and as many as tell the two apart. */
export function readable(before: number, after: number): readonly [string, string] {
  for (let precision = digits; precision < most; precision += 1) {
    const texts = [written(before, precision), written(after, precision)] as const;
    if (texts[0] !== texts[1]) return texts;
  }
  return [String(before), String(after)];
}

function written(x: number, precision: number): string {
  const whole = String(Math.trunc(Math.abs(x))).length;
  return Math.abs(x) >= 1e15 ? String(x) : String(Number(x.toPrecision(Math.max(precision, whole))));
}
