/** Formats: each turns a number into a Value, which prints as text and keeps the number behind it. */
import type { Interval } from "../model/measure.js";
import type { Value } from "../model/value.js";
import { AuthoringError } from "./errors.js";
import { narrowSpace, writeNumber } from "./locale.js";
import { type FormatOptions, type Quantity, writeQuantity } from "./quantity.js";
import { createValue } from "./value.js";

const noBreakSpace = "\u00a0";

/** A number of things, thousands grouped: `62,432`; with `significant: 3`, `62,400`. */
export function count(x: Quantity, options: FormatOptions = {}): Value {
  const { digits = 0, sign = "negative", unit } = options;
  const suffix = unit === undefined ? "" : noBreakSpace + unit;
  return writeQuantity(x, { format: "count", number: (n) => writeNumber(n, digits, sign), suffix }, options);
}

/** A fraction as percent: `0.243` reads `24.3 %`. */
export function percent(x: Quantity, options: FormatOptions = {}): Value {
  const { digits = 1, sign = "negative" } = options;
  const number = (n: number) => writeNumber(100 * n, digits, sign);
  return writeQuantity(x, { format: "percent", number, suffix: `${narrowSpace}%`, unit: "%" }, options);
}

/** The difference of two shares, in percentage points: `0.032` reads `3.2 points`. */
export function points(x: Quantity, options: FormatOptions = {}): Value {
  const { digits = 1, sign = "negative" } = options;
  const number = (n: number) => writeNumber(100 * n, digits, sign);
  const style = { format: "points", number, suffix: `${noBreakSpace}points`, unit: "percentage points" };
  return writeQuantity(x, style, options);
}

/** How many times as much: `1.31`. */
export function ratio(x: Quantity, options: FormatOptions = {}): Value {
  const { digits = 2, sign = "negative" } = options;
  return writeQuantity(
    x,
    { format: "ratio", number: (n) => writeNumber(n, digits, sign), suffix: "" },
    options,
  );
}

/** A change in a number of things, always with its sign: `+1,204`, `−3,886`. */
export function signed(x: Quantity, options: FormatOptions = {}): Value {
  const { digits = 0, unit } = options;
  const suffix = unit === undefined ? "" : noBreakSpace + unit;
  const number = (n: number) => writeNumber(n, digits, options.sign ?? "always");
  return writeQuantity(x, { format: "signed", number, suffix }, options);
}

/** A calendar year: `2020`, never grouped. */
export function year(
  x: number | { readonly value: number | null; readonly n: number },
  options: FormatOptions = {},
): Value {
  return writeQuantity(x, { format: "year", number: wholeYear, suffix: "" }, options);
}

/** From one number to another in the given format: `range(1996, 2022, "year")` reads `1996–2022`. */
export function range(
  lower: number,
  upper: number,
  format: "count" | "percent" | "points" | "ratio" | "year" = "count",
  options: FormatOptions = {},
): Value {
  const {
    raw,
    text,
    format: name,
    unit,
    source,
  } = { count, percent, points, ratio, year: years }[format]({ lower, upper }, options);
  // A range is two numbers, not one uncertain number: no precision of its own.
  return createValue({
    raw,
    text,
    format: name,
    ...(unit === undefined ? {} : { unit }),
    ...(source === undefined ? {} : { source }),
    ...(options.id === undefined ? {} : { id: options.id }),
    ...(options.precision === undefined ? {} : { precision: options.precision }),
  });
}

/** A number known only between two bounds: `62,425–62,439`; one number where they are equal. */
export function bounds(
  interval: Interval,
  format: "count" | "percent" | "points" | "ratio" = "count",
  options: FormatOptions = {},
): Value {
  return { count, percent, points, ratio }[format](interval, options);
}

/** A date: `2018-11-01` reads `1 November 2018`. */
export function date(iso: string, options: Pick<FormatOptions, "id" | "source"> = {}): Value {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  const month = months[Number(match?.[2]) - 1];
  if (match === null || month === undefined)
    throw new AuthoringError(`fmt.date: expected a date such as 2018-11-01, got "${iso}"`);
  const text = [String(Number(match[3])), month, match[1]].join(noBreakSpace);
  return createValue({ ...options, raw: iso, text, format: "date" });
}

/** Items in a sentence: `2018, 2020 and 2022`. */
export function list(items: readonly (string | Value)[], options: Pick<FormatOptions, "id"> = {}): Value {
  const words = items.map((item) => (typeof item === "string" ? item : item.text));
  const text =
    words.length < 2
      ? words.join("")
      : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1] ?? ""}`;
  if (text === "") throw new AuthoringError("fmt.list: the list is empty");
  return createValue({ ...options, raw: text, text, format: "list" });
}

export interface Direction {
  readonly up: string;
  readonly down: string;
  readonly flat: string;
}

/**
 * A word that follows the number, so that no sentence goes stale:
 * `choose(change, { up: "rose", down: "fell", flat: "hardly moved" }, { within: 0.01 })`, or by a boolean or a key:
 * `choose(first === second, { true: "the same year", false: "another year" })`.
 */
export function choose(
  by: Quantity | boolean | string,
  words: Direction | Readonly<Record<string, string>>,
  options: { readonly within?: number; readonly id?: string } = {},
): Value {
  const key =
    typeof by === "string" || typeof by === "boolean" ? String(by) : direction(by, options.within ?? 0);
  const text = (words as Readonly<Record<string, string>>)[key];
  if (text === undefined)
    throw new AuthoringError(
      `fmt.choose: no word for "${key}"; there are words for ${Object.keys(words).join(", ")}`,
    );
  const id = options.id === undefined ? {} : { id: options.id };
  return createValue({ ...id, raw: typeof by === "boolean" ? by : key, text, format: "choose" });
}

/** The whole interval must lie beyond the tolerance for a direction to be named. */
function direction(by: Quantity, within: number): keyof Direction {
  const { raw } = ratio(by);
  const [lower, upper] =
    typeof raw === "number" ? [raw, raw] : Array.isArray(raw) ? (raw as [number, number]) : [NaN, NaN];
  if (Number.isNaN(lower))
    throw new AuthoringError("fmt.choose: the indicator has no value, so no word can follow it", {
      hint: "Branch on its reason before choosing a word.",
    });
  if (lower > within) return "up";
  return upper < -within ? "down" : "flat";
}

function years(x: Interval, options: FormatOptions): Value {
  return writeQuantity(x, { format: "year", number: wholeYear, suffix: "" }, options);
}

function wholeYear(x: number): string {
  if (!Number.isInteger(x)) throw new AuthoringError(`fmt.year: ${x} is not a whole year`);
  return String(x);
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
