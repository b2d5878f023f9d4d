import { formatLocale } from "d3-format";
import type { Tolerance } from "./briefing.js";
import type { NumberDelta } from "./kinds/shapes.js";
import { own } from "../../lib/own.js";

/** A number, or the bounds between which it lies. */
type Amount = number | readonly [lower: number, upper: number];

/** A number or bounds, where a raw value is one. */
export function amountOf(raw: unknown): Amount | undefined {
  if (typeof raw === "number") return raw;
  if (!Array.isArray(raw) || raw.length !== 2) return undefined;
  const [lower, upper] = raw as readonly unknown[];
  return typeof lower === "number" && typeof upper === "number" ? [lower, upper] : undefined;
}

interface AmountChange {
  /** After minus before, of the end that changed most (bounds: lower end if both did alike). */
  readonly absolute: number;
  /** Null where the number before is 0, or so close to it that the share is no number. */
  readonly relative: number | null;
  /** The number before at that end. */
  readonly from: number;
}

function changeOf(before: Amount, after: Amount): AmountChange {
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
    absolute,
    relative,
    text: signWords(before, after, wording) ?? words(absolute, relative, wording),
  };
}

/** How a raw value changed: undefined within the tolerance, without a delta where one side is no number. */
export function rawChange(
  before: unknown,
  after: unknown,
  tolerance: Tolerance,
  wording: Wording,
): { readonly delta?: NumberDelta } | undefined {
  const [from, to] = [amountOf(before), amountOf(after)];
  if (from === undefined || to === undefined || isSameRaw(before, after)) return {};
  return isWithin(from, to, tolerance) ? undefined : { delta: numberDelta(from, to, wording) };
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
  const written = signed(absolute / (own(scales, scale) ?? 1), Math.max(...texts.map(decimalsOf)));
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

/** Digits of a number of a figure's data, where nothing says how many its source carries. */
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
