/** Changes of numbers: their size, whether they are within a tolerance, and how to word them in their own format. */
import { formatLocale } from "d3-format";
import type { Tolerance } from "./briefing.js";
import type { NumberDelta } from "./shapes.js";
import { own } from "../../lib/own.js";

/** The bounds of a number; for an exact number, both are equal. */
export type Amount = readonly [lower: number, upper: number];

/** A number or bounds, if the raw value is one. */
export function amountOf(raw: unknown): Amount | undefined {
  const [lower, upper] = (Array.isArray(raw) ? raw : [raw, raw]) as readonly unknown[];
  const areTwo = !Array.isArray(raw) || raw.length === 2;
  return areTwo && typeof lower === "number" && typeof upper === "number" ? [lower, upper] : undefined;
}

/** `relative` is null if the earlier number is 0, or so close to it that the ratio is meaningless. */
type AmountChange = Omit<NumberDelta, "text">;

/** After minus before, at the end that changed most (for bounds: the lower end in case of a tie). */
function changeOf(before: Amount, after: Amount): AmountChange {
  const lower = after[0] - before[0];
  const upper = after[1] - before[1];
  const end = Math.abs(upper) > Math.abs(lower) ? 1 : 0;
  const absolute = tidy(after[end] - before[end]);
  const relative = absolute / Math.abs(before[end]);
  return { absolute, relative: Number.isFinite(relative) ? tidy(relative) : null };
}

/** To 12 significant digits: rounding errors of decimal subtraction are not changes. */
function tidy(x: number): number {
  return Number(x.toPrecision(12));
}

/** Relative to the larger side, so that a change and its inverse are treated alike. */
export function isWithin(before: Amount, after: Amount, { relative = 0, absolute = 0 }: Tolerance): boolean {
  const isClose = (one: number, two: number) => {
    const difference = Math.abs(one - two);
    return difference <= absolute || difference <= relative * Math.max(Math.abs(one), Math.abs(two));
  };
  return isClose(before[0], after[0]) && isClose(before[1], after[1]);
}

/** Whether two raw values are the same number, word or bounds. */
export function isSameRaw(before: unknown, after: unknown): boolean {
  return before === after || JSON.stringify(before) === JSON.stringify(after);
}

/** Size of a relative change, for sorting: words before all numbers, and changes from zero before all others. */
export function relativeSize(delta: NumberDelta | undefined): number {
  if (delta === undefined) return Number.POSITIVE_INFINITY;
  return delta.relative === null ? Number.MAX_VALUE : Math.abs(delta.relative);
}

export function greatestSize(changes: readonly { readonly delta?: NumberDelta | undefined }[]): number {
  return changes.reduce(
    (greatest, { delta }) => Math.max(greatest, Math.min(relativeSize(delta), Number.MAX_VALUE)),
    0,
  );
}

export type CountedTolerance = Tolerance & { readonly onWithin: () => void };

/** How a raw value changed: undefined within the tolerance, without a delta if one side is not a number. */
export function rawChange(
  before: unknown,
  after: unknown,
  tolerance: CountedTolerance,
  wording: Wording,
): { readonly delta?: NumberDelta } | undefined {
  const from = amountOf(before);
  const to = amountOf(after);
  if (from === undefined || to === undefined || isSameRaw(before, after)) return {};
  if (!isWithin(from, to, tolerance)) return { delta: numberDelta(from, to, wording) };
  tolerance.onWithin();
  return undefined;
}

const minus = "\u2212";
const narrowSpace = "\u202f";
const noBreakSpace = "\u00a0";
const minusSign = /[-\u2212](?=\D?\d)/;
const locale = formatLocale({ decimal: ".", thousands: ",", grouping: [3], currency: ["$", ""], minus });

/** How a number is written: its format, its unit, and how the page prints it. */
interface Wording {
  readonly format: string;
  readonly unit?: string | undefined;
  readonly texts: readonly string[];
}

/** A change of a number, worded in its format. */
export function numberDelta(before: Amount, after: Amount, wording: Wording): NumberDelta {
  const change = changeOf(before, after);
  return { ...change, text: signWords(before, after, wording) ?? words(change, wording) };
}

/**
 * If the page prints a number without its minus sign ("fell by 7.9 %"), the change is described by size, as readers see
 * it, and both numbers are given with their signs; undefined if the page prints the signs.
 */
function signWords(before: Amount, after: Amount, wording: Wording): string | undefined {
  const [earlier = "", later = ""] = wording.texts;
  const isUnsigned = ([x, y]: Amount, text: string) =>
    x === y && x < 0 && /[1-9]/.test(text) && !minusSign.test(text);
  const one = isUnsigned(before, earlier);
  const two = isUnsigned(after, later);
  if (!one && !two) return undefined;
  const areSizes = (one || before[0] === 0) && (two || after[0] === 0);
  const size = ([x, y]: Amount): Amount => (areSizes ? [-x, -y] : [x, y]);
  const said = words(changeOf(size(before), size(after)), wording);
  const signed = `${one ? minus : ""}${earlier} → ${two ? minus : ""}${later}`;
  return `${said}${areSizes ? " in size" : ""}; with its sign ${signed}`;
}

/** Two numbers as printed, with signs if one rose above zero and the page expresses that in words ("more", "fewer"). */
export function signedTexts(
  [one, before]: readonly [raw: unknown, text: string],
  [two, after]: readonly [raw: unknown, text: string],
): readonly [string, string] {
  const isOtherSign = typeof one === "number" && typeof two === "number" && one * two < 0;
  if (!isOtherSign || [before, after].some((text) => /[-+\u2212]/.test(text))) return [before, after];
  return one < 0 ? [minus + before, `+${after}`] : [`+${before}`, minus + after];
}

/** A difference alone, in its format: `−1.1 points`. */
export const differenceWords = (absolute: number, wording: Wording): string =>
  words({ absolute: tidy(absolute), relative: null }, wording);

function words({ absolute, relative }: AmountChange, { format, unit, texts }: Wording): string {
  const decimals = Math.max(...texts.map(decimalsOf));
  const share = relative === null ? "" : ` (${signed(100 * relative, 1)}${narrowSpace}%)`;
  const counted = (word: string) =>
    `${signed(absolute, 0)}${noBreakSpace}${Math.abs(absolute) === 1 ? word : `${word}s`}`;
  switch (format) {
    case "percent":
      return `${signed(100 * absolute, decimals)}${noBreakSpace}points${share}`;
    case "points":
      return `${signed(100 * absolute, decimals)}${noBreakSpace}points`;
    case "year":
      return counted("year");
    case "ordinal":
      return counted("place");
    case "money":
      return money(absolute, unit, texts) + share;
    default: {
      const suffix = unit === undefined || unit === "%" ? "" : noBreakSpace + unit;
      return `${signed(absolute, decimals)}${suffix}${share}`;
    }
  }
}

const scales: Readonly<Record<string, number>> = { trillion: 1e12, billion: 1e9, million: 1e6 };
const currencySymbols: Readonly<Record<string, string>> = { USD: "$", EUR: "€", GBP: "£" };

function money(absolute: number, currency: string | undefined, texts: readonly string[]): string {
  const scale = /trillion|billion|million/.exec(texts.join(" "))?.[0] ?? "";
  const written = signed(absolute / (own(scales, scale) ?? 1), Math.max(...texts.map(decimalsOf)));
  const symbol = own(currencySymbols, currency ?? "") ?? `${currency ?? ""}${noBreakSpace}`;
  const sign = written.slice(0, 1);
  const amount = written.slice(1);
  return `${sign}${symbol}${amount}${scale === "" ? "" : noBreakSpace + scale}`;
}

function decimalsOf(text: string): number {
  return Math.max(0, ...[...text.matchAll(/\d\.(\d+)/g)].map(([, digits = ""]) => digits.length));
}

/** With as many decimals as on the page, or as many more as it takes to see that the number is not zero. */
function signed(x: number, decimals: number): string {
  const written = locale.format(`,.${decimals}f`)(Math.abs(x));
  const shown = /[1-9]/.test(written) || x === 0 ? written : locale.format(",.2~r")(Math.abs(x));
  return x < 0 ? minus + shown : `+${shown}`;
}

/** Digits of a number in a figure's data if its source's precision is unknown. */
const digits = 5;
const most = 17;

/** Two readable numbers: few digits, but all digits of whole numbers, and as many as distinguish the two. */
export function readable(before: number, after: number): readonly [string, string] {
  for (let precision = digits; precision < most; precision += 1) {
    const one = written(before, precision);
    const two = written(after, precision);
    if (one !== two) return [one, two];
  }
  return [String(before), String(after)];
}

/** Whether two numbers are the same in as many digits as readers see. */
export const isSamePrinted = (before: number, after: number): boolean =>
  written(before, digits) === written(after, digits);

function written(x: number, precision: number): string {
  const whole = String(Math.trunc(Math.abs(x))).length;
  return Math.abs(x) >= 1e15 ? String(x) : String(Number(x.toPrecision(Math.max(precision, whole))));
}
