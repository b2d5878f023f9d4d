/** Words that depend on numbers, so that no sentence becomes outdated. */
import { spokenText } from "../../model/guard.js";
import type { Interval } from "../../model/measure.js";
import { monthNames } from "../../model/month-names.js";
import type { RichText, Value } from "../../model/value.js";
import { earlyPeriods } from "../early-count.js";
import { AuthoringError } from "../errors.js";
import { enDash, narrowSpace, noBreakSpace, significant, writeNumber } from "./number.js";
import { type FormatOptions, knownRange, type Quantity } from "./quantity.js";
import { createValue, isValue, partsOf, plainText } from "./value.js";
import { own } from "../../lib/own.js";

export interface ChangeOptions extends Pick<FormatOptions, "early"> {
  /** Decimals of the percentages; default 0. */
  readonly digits?: number;
  /** Words for the two directions; default "more" and "fewer". */
  readonly words?: { readonly more: string; readonly fewer: string };
  /** Stable id of the value on the page; by default derived from cell and expression. */
  readonly id?: string;
  /** The change, for the panel of the number: `joint papers, 2017 to 2022`. */
  readonly label?: string;
}

/**
 * A relative change, or a range of them, in words: `{ lower: -0.12, upper: -0.06 }` reads `6–12 % fewer`, and −0.03 to
 * 0.05 `between 3 % fewer and 5 % more`.
 */
export function change(x: number | Interval, options: ChangeOptions = {}): Value {
  const { digits = 0, words = { more: "more", fewer: "fewer" } } = options;
  const { lower, upper } = typeof x === "number" ? { lower: x, upper: x } : x;
  if (!(Number.isFinite(lower) && Number.isFinite(upper) && lower <= upper))
    throw new AuthoringError(`fmt.change: expected a change or a range of changes, got ${lower} to ${upper}`);
  const size = (value: number): string => writeNumber(100 * value, digits, "never");
  // A change that rounds to zero has no direction.
  const direction = (value: number): string =>
    value < 0 && /[1-9]/.test(size(value)) ? words.fewer : words.more;
  const [near, far] = Math.abs(lower) <= Math.abs(upper) ? [lower, upper] : [upper, lower];
  const range = size(near) === size(far) ? size(far) : `${size(near)}${enDash}${size(far)}`;
  const isOneWay = lower >= 0 || upper <= 0;
  const text = isOneWay
    ? `${range}${narrowSpace}% ${direction(far)}`
    : `between ${size(lower)}${narrowSpace}% ${words.fewer} and ${size(upper)}${narrowSpace}% ${words.more}`;
  const raw = lower === upper ? significant(lower) : ([significant(lower), significant(upper)] as const);
  const { id, label } = options;
  const early = earlyPeriods(options.early, "fmt.change");
  return createValue({ id, label, early, raw, text, format: "change", unit: "%" });
}

export interface Direction {
  readonly up: string;
  readonly down: string;
  readonly flat: string;
}

/**
 * A word that depends on a number, so that no sentence becomes outdated: `choose(change, { up: "rose", down: "fell",
 * flat: "hardly moved" }, { within: 0.01 })`, or by a boolean or a key: `choose(first === second, { true: "the same
 * year", false: "another year" })`.
 */
export function choose(
  by: Quantity | boolean | string,
  words: Direction | Readonly<Record<string, string>>,
  options: { readonly within?: number; readonly id?: string } = {},
): Value {
  const key =
    typeof by === "string" || typeof by === "boolean" ? String(by) : direction(by, options.within ?? 0);
  const text = own(words as Readonly<Record<string, string>>, key);
  if (text === undefined)
    throw new AuthoringError(
      `fmt.choose: no word for "${key}"; there are words for ${Object.keys(words).join(", ")}`,
    );
  return createValue({ id: options.id, raw: typeof by === "boolean" ? by : key, text, format: "choose" });
}

/** A direction is named only if the whole interval is beyond the tolerance. */
function direction(by: Quantity, within: number): keyof Direction {
  if (!(within >= 0))
    throw new AuthoringError(`fmt.choose: within is ${within}; a tolerance is zero or more`);
  const known = knownRange(by, "choose");
  if (known === undefined)
    throw new AuthoringError("fmt.choose: the indicator has no value, so no word can follow it", {
      hint: "Branch on its reason before choosing a word.",
    });
  if (known.lower > within) return "up";
  return known.upper < -within ? "down" : "flat";
}

/** A date: `2018-11-01` reads `1 November 2018`. */
export function date(iso: string, options: Pick<FormatOptions, "id" | "source"> = {}): Value {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  const month = monthNames[Number(match?.[2]) - 1];
  const isDay = match !== null && new Date(`${iso}T00:00:00Z`).getUTCDate() === Number(match[3]);
  if (!isDay || month === undefined)
    throw new AuthoringError(`fmt.date: expected a date such as 2018-11-01, got "${iso}"`);
  const text = [String(Number(match[3])), month, match[1]].join(noBreakSpace);
  return createValue({ ...options, raw: iso, text, format: "date" });
}

/**
 * Items in a sentence: `2018, 2020 and 2022`; items with commas: `May, 2018; and June, 2020`. `between` sets one
 * separator for all: `between: "; "`. Without items it throws, unless `none` says what to print then.
 */
export function list(
  items: readonly (string | Value | RichText)[],
  options: Pick<FormatOptions, "id"> & { readonly between?: string; readonly none?: string } = {},
): Value {
  const { between: given, none, ...rest } = options;
  if (items.length === 0 && none !== undefined)
    return createValue({ ...rest, raw: none, text: none, format: "list" });
  const words = items.map((item) =>
    typeof item === "string" ? item : isValue(item) ? spokenText(item) : plainText(item),
  );
  const hasCommas = words.some((word) => /[,;]\s/.test(word));
  const between = given ?? (hasCommas ? "; " : ", ");
  const last = given ?? (hasCommas ? "; and " : " and ");
  const before = (index: number) => (index === 0 ? "" : index === items.length - 1 ? last : between);
  const text = words.map((word, index) => before(index) + word).join("");
  if (text === "")
    throw new AuthoringError("fmt.list: the list is empty", {
      hint: 'Say what to print without items: fmt.list(names, { none: "none" }).',
    });
  const parts = items.flatMap((item, index) => [
    ...(index === 0 ? [] : [before(index)]),
    ...(typeof item === "string" ? [item] : isValue(item) ? partsOf(item) : item.parts),
  ]);
  const some = parts.some((part) => typeof part !== "string");
  return createValue({ ...rest, raw: text, text, format: "list", ...(some && { parts }) });
}

/** Words with an initial capital. */
export function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Words for fractions of a whole, each from this lower bound. */
const partWords = [
  [1, "all"],
  [0.9, "nearly all"],
  [2 / 3, "most"],
  [0.55, "more than half"],
  [0.45, "about half"],
  [1 / 3, "fewer than half"],
  [0.1, "some"],
] as const;

/** A fraction of a whole, 0–1, in words: `most`, `about half`, `no`. */
export function part(share: number): string {
  // Shares are averages of fractions, so values just below a bound count as reaching it.
  const found = partWords.find(([from]) => share >= from - 1e-12);
  return found?.[1] ?? (share > 0 ? "few" : "no");
}
