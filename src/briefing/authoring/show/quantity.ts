import type { Interval, Measure } from "../../model/measure.js";
import type { Precision, Value } from "../../model/value.js";
import { type EarlyCounts, earlyPeriods } from "../early-count.js";
import { AuthoringError } from "../errors.js";
import { enDash, type Sign, significant } from "./number.js";
import { createValue } from "./value.js";

/** Input of `fmt.*`: a number, an interval, or the result of an indicator (which may have no value). */
export type Quantity = number | Interval | Measure;

export interface FormatOptions {
  /** Decimals; each format has its default. */
  readonly digits?: number;
  /** Round to this many significant digits first: 62,432 with 3 reads 62,400. */
  readonly significant?: number;
  /** Whether a sign is written: only the minus (the default), always, or never (“fell by 5 %”). */
  readonly sign?: Sign;
  /** Printed after the number, with a no-break space: `papers`. */
  readonly unit?: string;
  /** Description of the number, for its panel: `joint papers of the United States and China in 2021`. */
  readonly label?: string;
  /** Stable id of the value on the page; by default derived from cell and expression. */
  readonly id?: string;
  /** Source of the number: a key of references.bib or a table of data/. */
  readonly source?: string;
  /** How precisely the number is known, for its panel. */
  readonly precision?: Precision;
  /**
   * The rows that it was computed from, with their `year` and `status`, or the years that were counted early: the panel
   * says that later entries of these years are missing.
   */
  readonly early?: EarlyCounts | undefined;
}

/** How a format writes the number alone, and the suffix that follows once, even after a range. */
export interface Style {
  readonly format: string;
  readonly number: (x: number) => string;
  /** Prefix after the sign and before the digits, once even before a range: a currency. */
  readonly prefix?: string;
  readonly suffix: string;
  readonly unit?: string;
}

type Known = { readonly lower: number; readonly upper: number; readonly middle: number };

/** Text for an indicator without a value; the author's sentence explains the reason. */
const unavailable = "not available";

/** One number, or `lower–upper` if the bounds differ after rounding. */
export function writeQuantity(quantity: Quantity, style: Style, options: FormatOptions): Value {
  checkDigits(options, style.format);
  const known = knownRange(quantity, style.format);
  const { unit = style.unit, id, source, label } = options;
  const early = earlyPeriods(options.early, `fmt.${style.format}`);
  const shared = { format: style.format, unit, id, source, label, early };
  if (known === undefined) return createValue({ ...shared, raw: null, text: unavailable });

  const write = (x: number) =>
    style.number(options.significant === undefined ? x : Number(x.toPrecision(options.significant)));
  const lower = write(known.lower);
  const upper = write(known.upper);
  const prefixed = (written: string) => withPrefix(written, style.prefix ?? "");
  const exact = known.lower === known.upper;
  const precision = options.precision ?? (exact ? undefined : "bounds");
  const plain = /^[\d.,]+$/.test(lower + upper);
  const both = plain ? prefixed(lower) + enDash + upper : `${prefixed(lower)} to ${prefixed(upper)}`;
  return createValue({
    ...shared,
    precision,
    raw: exact ? significant(known.middle) : [significant(known.lower), significant(known.upper)],
    text: (lower === upper ? prefixed(write(known.middle)) : both) + style.suffix,
  });
}

/** `−3.2` and `$` give `−$3.2`. */
function withPrefix(written: string, prefix: string): string {
  const sign = /^[+\u2212]?/.exec(written)?.[0] ?? "";
  return sign + prefix + written.slice(sign.length);
}

function checkDigits({ digits, significant: figures }: FormatOptions, format: string): void {
  const wrong = (x: number | undefined, least: number) =>
    x !== undefined && !(Number.isInteger(x) && x >= least && x <= 12);
  if (wrong(digits, 0))
    throw new AuthoringError(`fmt.${format}: digits is ${String(digits)}; expected 0 to 12 decimals`);
  if (wrong(figures, 1))
    throw new AuthoringError(`fmt.${format}: significant is ${String(figures)}; expected 1 to 12 digits`);
}

/** The largest absolute value of a quantity, 0 without one; formats choose their scale by it. */
export function extentOf(quantity: Quantity, format: string): number {
  const known = knownRange(quantity, format);
  return known === undefined ? 0 : Math.max(Math.abs(known.lower), Math.abs(known.upper));
}

/** Bounds and midpoint of a printable quantity; undefined for an indicator without a value. */
export function knownRange(quantity: Quantity, format: string): Known | undefined {
  if (typeof quantity === "number")
    return finite({ lower: quantity, upper: quantity, middle: quantity }, format);
  // Cells of a notebook may be JavaScript, so values are checked whatever their type.
  const given = quantity as Partial<Interval & Measure> | null | undefined;
  if (given !== null && typeof given === "object") {
    if (given.value === null) return undefined;
    const middle = given.value ?? ((given.lower ?? NaN) + (given.upper ?? NaN)) / 2;
    const { lower = middle, upper = middle } = given;
    return finite({ lower, upper, middle }, format);
  }
  throw new AuthoringError(
    `fmt.${format}: expected a number, got ${typeof given === "string" ? JSON.stringify(given) : String(given)}`,
    {
      hint: "Pass a number, { lower, upper } or the result of an indicator; look for a row that was not found.",
    },
  );
}

function finite(known: Known, format: string): Known {
  for (const x of [known.lower, known.upper, known.middle])
    // From here on, JavaScript itself writes exponents.
    if (!(Math.abs(x) < 1e21))
      throw new AuthoringError(`fmt.${format}: ${x} is not a number that can be printed`, {
        hint: "Compute it with an indicator of this package: those return null with a reason, never NaN or Infinity.",
      });
  if (known.lower > known.upper)
    throw new AuthoringError(`fmt.${format}: lower bound ${known.lower} is above upper bound ${known.upper}`);
  return known;
}
