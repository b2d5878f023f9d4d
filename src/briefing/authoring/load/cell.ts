import { quoted } from "../../lib/quoted.js";
import { dateFormat } from "./date-format.js";
import { DataError } from "./errors.js";
import type { Cell, Field, FieldType } from "./schema.js";
import { inTime } from "./time-limit.js";

export type ParsedCell = { readonly value: Cell } | { readonly expected: string };

export const expectations: Record<FieldType, string> = {
  string: "text",
  integer: "an integer",
  number: "a number",
  boolean: "true or false",
  year: "a year of four digits",
  date: "a date such as 2018-11-01",
  datetime: "a date with a time such as 2018-11-01T14:30:00",
};

/** Valid cells of each type, before constraints. */
export const parsers: Record<FieldType, (text: string) => ParsedCell> = {
  string: (text) => ({ value: text }),
  integer: (text) => {
    const value = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
    return Number.isSafeInteger(value) ? { value } : { expected: expectations.integer };
  },
  number: (text) => {
    const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : NaN;
    return Number.isFinite(value) ? { value } : { expected: expectations.number };
  },
  boolean: (text) => {
    if (/^(true|True|TRUE|1)$/.test(text)) return { value: true };
    return /^(false|False|FALSE|0)$/.test(text) ? { value: false } : { expected: expectations.boolean };
  },
  year: (text) => (/^\d{4}$/.test(text) ? { value: Number(text) } : { expected: expectations.year }),
  date: (text) => (isDate(text) ? { value: text } : { expected: expectations.date }),
  datetime: (text) => (isDateTime(text) ? { value: text } : { expected: expectations.datetime }),
};

/** Valid cells of a field, which may have a format of its own. */
export function fieldParser({ type, format }: Pick<Field, "type" | "format">): (text: string) => ParsedCell {
  if (format === undefined || (type !== "date" && type !== "datetime")) return parsers[type];
  const read = dateFormat(format, type);
  const expected = `${type === "date" ? "a date" : "a date with a time"} in the format ${format}`;
  return (text) => {
    const value = read?.(text);
    return value === undefined ? { expected } : { value };
  };
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const clock = /^T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/;

const isDateTime = (text: string): boolean => isDate(text.slice(0, 10)) && clock.test(text.slice(10));

/** Returns a function from the text of a cell to its value, or to a description of what was expected instead. */
export function createCellParser(field: Field, missing: ReadonlySet<string>): (text: string) => ParsedCell {
  const parse = fieldParser(field);
  const checks = createChecks(field, parse);
  return (text) => {
    if (missing.has(text))
      return field.constraints.required === true ? { expected: "a value" } : { value: null };
    const parsed = parse(text);
    if ("expected" in parsed) return parsed;
    for (const check of checks) {
      const expected = check(parsed.value, text);
      if (expected !== undefined) return { expected };
    }
    return parsed;
  };
}

type Check = (value: Cell, text: string) => string | undefined;

function createChecks(field: Field, parseCell: (text: string) => ParsedCell): readonly Check[] {
  const { name, constraints } = field;
  // Limits of dates with a format of their own may be written like the cells or as in ISO 8601.
  const parse = (text: string): ParsedCell => {
    const parsed = parseCell(text);
    return "value" in parsed ? parsed : parsers[field.type](text);
  };
  const checks: Check[] = [];
  const { pattern, minimum, maximum, minLength, maxLength } = constraints;
  if (constraints.enum !== undefined) {
    const allowed = constraints.enum.map((item) => valueOf(parse(String(item))));
    const list = constraints.enum.join(", ");
    checks.push((value) => (allowed.includes(value) ? undefined : `one of ${list}`));
  }
  if (minimum !== undefined) {
    const limit = valueOf(parse(String(minimum)));
    checks.push((value) => (isBelow(value, limit) ? `at least ${minimum}` : undefined));
  }
  if (maximum !== undefined) {
    const limit = valueOf(parse(String(maximum)));
    checks.push((value) => (isBelow(limit, value) ? `at most ${maximum}` : undefined));
  }
  if (pattern !== undefined) {
    const fits = wholeTextMatcher(pattern, name);
    checks.push((_, text) => (fits(text) ? undefined : `text like ${pattern}`));
  }
  if (minLength !== undefined)
    checks.push((_, text) => (text.length < minLength ? `at least ${minLength} characters` : undefined));
  if (maxLength !== undefined)
    checks.push((_, text) => (text.length > maxLength ? `at most ${maxLength} characters` : undefined));
  return checks;
}

function valueOf(parsed: ParsedCell): Cell {
  return "value" in parsed ? parsed.value : null;
}

function isBelow(a: Cell, b: Cell): boolean {
  return a !== null && b !== null && a < b;
}

/** Characters. Hand-written patterns are far shorter; generated ones may take minutes to compile. */
export const longestPattern = 1000;
const longestMs = 1000;
/** Without a repeated group, no pattern is slow for texts this short. */
const shortText = 100;

/**
 * Whether a column's whole texts match its pattern. One that would take years for some text is abandoned after a second
 * and reported by a DataError.
 */
function wholeTextMatcher(pattern: string, column: string): (text: string) => boolean {
  const whole = new RegExp(`^(?:${pattern})$`, "u");
  const repeatsGroup = /\)[*+{]/.test(pattern);
  return (text) => {
    const fits = (): boolean => whole.test(text);
    if (!repeatsGroup && text.length <= shortText) return fits();
    return inTime(fits, longestMs, (cause): never => {
      const message = `the pattern ${pattern} takes more than ${longestMs / 1000} s for ${quoted(text)}`;
      const hint = "Do not repeat a part that already repeats: write a+ instead of (a+)+";
      throw DataError.at({ path: "data/datapackage.json", field: column, message }, hint, cause);
    });
  };
}
