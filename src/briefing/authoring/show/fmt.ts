/** Formats: each turns a number into a Value, which prints as text and keeps the underlying number. */
import type { EstimatedMeasure, Interval, Measure } from "../../model/measure.js";
import type { Value } from "../../model/value.js";
import { AuthoringError } from "../errors.js";
import { narrowSpace, noBreakSpace, scales, type Sign, writeNumber } from "./number.js";
import { extentOf, type FormatOptions, type Quantity, writeQuantity } from "./quantity.js";
import { text } from "./text.js";
import { currencySigns } from "../../model/currency.js";
import { currencyOf } from "./currency.js";
import { createValue } from "./value.js";
import { own } from "../../lib/own.js";
import { list } from "./words.js";

export { capital, change, type ChangeOptions, choose, date, type Direction, list, part } from "./words.js";

/** A number of things, with grouped thousands: `62,432`; with `significant: 3`, `62,400`. */
export function count(x: Quantity, options: FormatOptions = {}): Value {
  return plain(x, { format: "count", digits: 0 }, options);
}

/** A fraction as a percentage: `0.243` reads `24.3 %`. */
export function percent(x: Quantity, options: FormatOptions = {}): Value {
  const number = hundredths(options);
  return writeQuantity(x, { format: "percent", number, suffix: `${narrowSpace}%`, unit: "%" }, options);
}

/** A fraction as a whole percentage, as sentences print most of them: `0.243` reads `24 %`. */
export function wholePercent(x: Quantity, options: Omit<FormatOptions, "digits"> = {}): Value {
  return percent(x, { ...options, digits: 0 });
}

/** A fraction as a percentage with at least two significant digits: `12 %`, `6.3 %`, `0.0041 %`; zero as `0 %`. */
export function smallPercent(x: Measure): Value {
  const hundredfold = 100 * (x.value ?? 0);
  const decimals = hundredfold > 0 ? 1 - Math.floor(Math.log10(hundredfold)) : 0;
  return percent(x, { digits: Math.min(12, Math.max(0, decimals)) });
}

/** The difference of two shares, in percentage points: `0.032` reads `3.2 points`. */
export function points(x: Quantity, options: FormatOptions = {}): Value {
  const style = { format: "points", suffix: `${noBreakSpace}points`, unit: "percentage points" };
  return writeQuantity(x, { ...style, number: hundredths(options) }, options);
}

/** A number with decimals, by default a ratio: `1.31`; with a unit, `11.9 billion tonnes`. */
export function ratio(x: Quantity, options: FormatOptions = {}): Value {
  return plain(x, { format: "ratio", digits: 2 }, options);
}

/**
 * A measured number with its unit: `number(11.92, { digits: 1, unit: "°C" })` reads `11.9 °C`. Without `digits`, at
 * most two decimals and no trailing zeros: `2.5`, `300`.
 */
export function number(x: Quantity, options: FormatOptions = {}): Value {
  return plain(x, { format: "number", digits: "needed" }, options);
}

/** A change in a number of things, always with its sign: `+1,204`, `−3,886`. */
export function signed(x: Quantity, options: FormatOptions = {}): Value {
  return plain(x, { format: "signed", digits: 0, sign: "always" }, options);
}

/** A number as it is, followed by its unit. */
function plain(
  x: Quantity,
  usual: { readonly format: string; readonly digits: number | "needed"; readonly sign?: Sign },
  options: FormatOptions,
): Value {
  const { digits = usual.digits, sign = usual.sign ?? "negative", unit } = options;
  const suffix = unit === undefined ? "" : noBreakSpace + unit;
  const number = (n: number) =>
    digits === "needed" ? writeNumber(n, 2, sign).replace(/\.?0+$/, "") : writeNumber(n, digits, sign);
  return writeQuantity(x, { format: usual.format, number, suffix }, options);
}

function hundredths({ digits = 1, sign = "negative" }: FormatOptions): (x: number) => string {
  return (x) => writeNumber(100 * x, digits, sign);
}

export interface MoneyOptions extends Omit<FormatOptions, "unit"> {
  /** ISO 4217 code: `EUR`. By default the `currency` of briefing.yml; without that, a call must name its own. */
  readonly currency?: string;
}

/**
 * An amount of money: `$28.9 million`, `€28,900`, `CNY 3.2 billion`. From a million up with one decimal, omitted for
 * whole millions unless `digits` is given. Throws without a currency in the call or in briefing.yml, and for a `unit`.
 */
export function money(x: Quantity, options: MoneyOptions = {}): Value {
  const { digits, sign = "negative" } = options;
  const { unit } = options as FormatOptions;
  if (unit !== undefined)
    throw new AuthoringError(`fmt.money: the unit ${JSON.stringify(unit)} is not printed`, {
      hint: 'The unit of an amount of money is its currency: currency: "EUR". For any other unit, use fmt.number.',
    });
  const currency = currencyOf(options.currency, "fmt.money");
  const prefix = own(currencySigns, currency) ?? currency + noBreakSpace;
  const scale = scaleOf(extentOf(x, "money"), digits ?? 1);
  const number = (n: number) => {
    const written = writeNumber(n / (scale?.size ?? 1), digits ?? (scale === undefined ? 0 : 1), sign);
    return digits === undefined ? written.replace(/\.0$/, "") : written;
  };
  const suffix = scale === undefined ? "" : noBreakSpace + scale.word;
  return writeQuantity(x, { format: "money", number, prefix, suffix, unit: currency }, options);
}

/** Chosen after rounding: 999,960,000 is a billion, not 1,000 million. */
function scaleOf(greatest: number, digits: number): (typeof scales)[number] | undefined {
  const rounded = (size: number) => Number(writeNumber(greatest / size, digits, "never").replaceAll(",", ""));
  return scales.find(({ size }) => greatest >= size || (size > 1e6 && rounded(size / 1000) >= 1000));
}

export interface OrdinalOptions extends Pick<
  FormatOptions,
  "id" | "label" | "source" | "precision" | "early"
> {
  /** `words` spells out the first nine, as in a sentence; `figures` none, as in a table. */
  readonly as?: "words" | "figures";
}

const ranks = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];

/** A rank or an order: `first`, `11th`; with `as: "figures"`, `1st`; tied or bounded ranks `second to third`. */
export function ordinal(x: Quantity, options: OrdinalOptions = {}): Value {
  const number = (n: number) => {
    if (!Number.isInteger(n) || n < 1)
      throw new AuthoringError(`fmt.ordinal: ${n} is not a rank; ranks are whole numbers from 1`);
    return (options.as === "figures" ? undefined : ranks[n - 1]) ?? writeNumber(n, 0, "negative") + ending(n);
  };
  return writeQuantity(x, { format: "ordinal", number, suffix: "" }, options);
}

function ending(n: number): string {
  const lastTwo = n % 100;
  if (lastTwo >= 11 && lastTwo <= 13) return "th";
  return ["th", "st", "nd", "rd"][n % 10] ?? "th";
}

const smallNumbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** A number of things as a sentence spells it: `three`; from ten in figures, `12`. */
export function word(x: number, options: Pick<FormatOptions, "id" | "label" | "source"> = {}): Value {
  if (!Number.isInteger(x) || x < 0)
    throw new AuthoringError(`fmt.word: ${x} is not a number of things; give a whole number from 0`);
  const number = (n: number) => smallNumbers[n] ?? writeNumber(n, 0, "negative");
  return writeQuantity(x, { format: "word", number, suffix: "" }, options);
}

/** A calendar year: `2020`, never grouped. */
export function year(
  x: number | { readonly value: number | null; readonly n: number },
  options: FormatOptions = {},
): Value {
  return calendarYear(x, options);
}

function calendarYear(
  x: Quantity | { readonly value: number | null; readonly n: number },
  options: FormatOptions,
): Value {
  const number = (n: number): string => {
    if (!Number.isInteger(n)) throw new AuthoringError(`fmt.year: ${n} is not a whole year`);
    return String(n);
  };
  return writeQuantity(x, { format: "year", number, suffix: "" }, options);
}

/** Years in a sentence, with consecutive ones joined: `2012–2018 and 2022`. */
export function years(all: readonly number[]): Value {
  const spans: [first: number, last: number][] = [];
  for (const year of [...all].sort((a, b) => a - b)) {
    const span = spans.at(-1);
    if (span?.[1] === year - 1) span[1] = year;
    else spans.push([year, year]);
  }
  return list(
    spans.flatMap(([first, last]) =>
      last - first > 1 ? [range(first, last, "year")] : [...new Set([first, last])].map((one) => year(one)),
    ),
  );
}

/** Formats that write two numbers. */
type RangeFormat = "count" | "percent" | "points" | "ratio" | "number" | "signed" | "money" | "year";

export interface RangeOptions extends FormatOptions {
  /** Of amounts of money, as in `money`. */
  readonly currency?: string;
}

/** From one number to another in the given format: `range(1996, 2022, "year")` reads `1996–2022`. */
export function range(
  lower: number,
  upper: number,
  format: RangeFormat = "count",
  options: RangeOptions = {},
): Value {
  const value = bounds({ lower, upper }, format, options);
  if (options.precision !== undefined) return value;
  // A range is two numbers, not one uncertain number, so it has no precision.
  return createValue({ ...value, precision: undefined });
}

/** A number known only between two bounds: `62,425–62,439`; one number if they are equal. */
export function bounds(interval: Interval, format: RangeFormat = "count", options: RangeOptions = {}): Value {
  const formats = { count, percent, points, ratio, number, signed, money, year: calendarYear };
  return formats[format](interval, options);
}

/** A number followed by its confidence interval: `0.81 (0.78–0.84)`. */
export function estimate({ confidence, ...x }: EstimatedMeasure, options: FormatOptions = {}): Value {
  if (confidence === null) return ratio(x, options);
  return list([ratio(x, options), text`(${bounds(confidence, "ratio")})`], { between: " " });
}
