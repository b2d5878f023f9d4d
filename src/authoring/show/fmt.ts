/** Formats: each turns a number into a Value, which prints as text and keeps the number behind it. */
import { spokenText } from "../../model/guard.js";
import type { Interval } from "../../model/measure.js";
import type { Value } from "../../model/value.js";
import { AuthoringError } from "./errors.js";
import { narrowSpace, noBreakSpace, writeNumber } from "./locale.js";
import { money, type MoneyOptions } from "./money.js";
import { type FormatOptions, type Quantity, writeQuantity } from "./quantity.js";
import { createValue, partsOf } from "./value.js";

export { change, type ChangeOptions } from "./change.js";
export { choose, type Direction } from "./choose.js";
export { date } from "./date.js";
export { money, type MoneyOptions } from "./money.js";
export { ordinal, type OrdinalOptions } from "./ordinal.js";

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

/** A number with decimals, how many times as much by default: `1.31`; with a unit, `11.9 billion tonnes`. */
export function ratio(x: Quantity, options: FormatOptions = {}): Value {
  const { digits = 2, sign = "negative", unit } = options;
  const suffix = unit === undefined ? "" : noBreakSpace + unit;
  return writeQuantity(x, { format: "ratio", number: (n) => writeNumber(n, digits, sign), suffix }, options);
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

/** Formats that write two numbers. */
type RangeFormat = "count" | "percent" | "points" | "ratio" | "signed" | "money" | "year";

/** From one number to another in the given format: `range(1996, 2022, "year")` reads `1996–2022`. */
export function range(
  lower: number,
  upper: number,
  format: RangeFormat = "count",
  options: MoneyOptions = {},
): Value {
  const value = bounds({ lower, upper }, format, options);
  if (options.precision !== undefined) return value;
  // A range is two numbers, not one uncertain number: no precision of its own.
  return createValue(
    Object.fromEntries(
      Object.entries(value).filter(([key]) => key !== "precision"),
    ) as unknown as typeof value,
  );
}

/** A number known only between two bounds: `62,425–62,439`; one number where they are equal. */
export function bounds(interval: Interval, format: RangeFormat = "count", options: MoneyOptions = {}): Value {
  const formats = { count, percent, points, ratio, signed, money, year: years };
  if (!Object.hasOwn(formats, format))
    throw new AuthoringError(`fmt: no format "${format}" for two numbers`, {
      hint: `There are ${Object.keys(formats).join(", ")}.`,
    });
  return formats[format](interval, options);
}

/** Items in a sentence: `2018, 2020 and 2022`; those that hold commas themselves: `May, 2018; and June, 2020`. */
export function list(items: readonly (string | Value)[], options: Pick<FormatOptions, "id"> = {}): Value {
  const words = items.map((item) => (typeof item === "string" ? item : spokenText(item)));
  const [between, last] = words.some((word) => /[,;]\s/.test(word)) ? ["; ", "; and "] : [", ", " and "];
  const before = (index: number) => (index === 0 ? "" : index === items.length - 1 ? last : between);
  const text = words.map((word, index) => before(index) + word).join("");
  if (text === "") throw new AuthoringError("fmt.list: the list is empty");
  const parts = items.flatMap((item, index) => [
    ...(index === 0 ? [] : [before(index)]),
    ...(typeof item === "string" ? [item] : partsOf(item)),
  ]);
  const some = parts.some((part) => typeof part !== "string");
  return createValue({ ...options, raw: text, text, format: "list", ...(some && { parts }) });
}

function years(x: Interval, options: FormatOptions): Value {
  return writeQuantity(x, { format: "year", number: wholeYear, suffix: "" }, options);
}

function wholeYear(x: number): string {
  if (!Number.isInteger(x)) throw new AuthoringError(`fmt.year: ${x} is not a whole year`);
  return String(x);
}
