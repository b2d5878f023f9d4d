/** The possible types of one cell's text. The type of a column follows from all of its cells. */
import { parsers } from "../../authoring/load/cell.js";
import { type DateKind, writtenDate } from "./date-forms.js";

export type CellKind =
  | "empty"
  /** Means a missing value in many files: NA, n/a, a dash. */
  | "missing"
  /** Zero or one, which may mean false and true. */
  | "bit"
  | "year"
  | "integer"
  /** A number as load() reads it: 12.5. */
  | "decimal"
  /** A code, whose leading zeros a number would lose: 01001. */
  | "leadingZero"
  /** 1.234: a decimal, or a thousand in files with decimal commas. */
  | "pointThousand"
  /** 1,234: a thousand or a decimal. */
  | "commaThousand"
  /** Only with decimal points: 1,234.5 or 1,234,567. */
  | "pointNumber"
  /** Only with decimal commas: 12,5 or 1.234.567. */
  | "commaNumber"
  /** Spaces or apostrophes separate thousands: 1 234. */
  | "spacedNumber"
  | "boolean"
  /** As load() reads them: 2018-11-01, 2018-11-01T14:30:00. */
  | "date"
  | "datetime"
  | DateKind
  /** 31.12.22: the century is not written. */
  | "shortDate"
  /** Two capitals, as in country codes. */
  | "code"
  | "text";

type Rule = readonly [kind: CellKind, fits: (text: string) => boolean];
const rule = (kind: CellKind, pattern: RegExp): Rule => [kind, (text) => pattern.test(text)];

const blank = "[ \\u00a0\\u2009\\u202f'’]";
const whole = "[+-]?[1-9]\\d{0,2}";
/** For texts that begin like a number; the first match counts. */
const numberRules: readonly Rule[] = [
  rule("bit", /^[01]$/),
  rule("year", /^(?:1[5-9]\d\d|20\d\d|2100)$/),
  rule("leadingZero", /^[+-]?0\d+(?:\.\d+)?$/),
  rule("integer", /^[+-]?\d{1,15}$/),
  // More digits than a number can represent.
  rule("text", /^[+-]?\d+$/),
  rule("pointThousand", new RegExp(`^${whole}\\.\\d{3}$`)),
  ["decimal", (text) => "value" in parsers.number(text)],
  ["date", (text) => "value" in parsers.date(text)],
  ["datetime", (text) => "value" in parsers.datetime(text)],
  rule("commaThousand", new RegExp(`^${whole},\\d{3}$`)),
  rule(
    "pointNumber",
    new RegExp(`^${whole}(?:(?:,\\d{3}){2,}|(?:(?:,\\d{3})+|(?:${blank}\\d{3})+)\\.\\d+)$`),
  ),
  rule("spacedNumber", new RegExp(`^${whole}(?:${blank}\\d{3})+$`)),
  rule(
    "commaNumber",
    new RegExp(
      `^(?:${whole}(?:\\.\\d{3}){2,}|(?:[+-]?\\d+|${whole}(?:(?:${blank}\\d{3})+|(?:\\.\\d{3})+)),\\d+(?:[eE][+-]?\\d+)?)$`,
    ),
  ),
  rule("shortDate", /^\d{1,2}([-/.])\d{1,2}\1\d\d$/),
];
const wordRules: readonly Rule[] = [
  ["boolean", (text) => "value" in parsers.boolean(text)],
  rule("code", /^[A-Z]{2}$/),
];

const missingWords = new Set([
  ..."NA N/A n/a na n.a. N.A. n.d. NaN nan NULL Null null None #N/A - -- – — .. ... … . : ?".split(" "),
  // In German: no statement, not available, not known, and the error of a spreadsheet.
  "k.A.",
  "k. A.",
  "k.A",
  "k. A",
  "kA",
  "k.a.",
  "k. a.",
  "keine Angabe",
  "keine Angaben",
  "n. a.",
  "n.v.",
  "n. v.",
  "n.b.",
  "n. b.",
  "#NV",
]);

/** @param text with its spaces and signs normalised */
export function kindOf(text: string): CellKind {
  if (text === "") return "empty";
  if (missingWords.has(text)) return "missing";
  const rules = /^[+\-.\d]/.test(text) ? numberRules : wordRules;
  return rules.find(([, fits]) => fits(text))?.[0] ?? writtenDate(text)?.kind ?? "text";
}

/** As load() reads them. */
export const isoDates = ["date", "datetime"] as const;
/** As people write them. */
export const localDates = ["plainDate", "dayFirst", "monthFirst", "eitherOrder", "dottedDate"] as const;

/** As load() reads them. */
export const plainNumbers = ["bit", "year", "integer", "decimal", "pointThousand"] as const;
/** As people write them. */
export const localNumbers = ["commaThousand", "pointNumber", "commaNumber", "spacedNumber"] as const;

/** A cell's text without surrounding spaces, and with the minus sign that JavaScript reads. */
export function tidied(text: string): string {
  const trimmed = text.trim();
  return trimmed.startsWith("\u2212") ? trimmed.replace(/^.(?=[\d.])/, "-") : trimmed;
}

/** How a file writes numbers: the decimal sign. */
export type DecimalSign = "point" | "comma";

const separators = { point: new RegExp(`,|${blank}`, "g"), comma: new RegExp(`\\.|${blank}`, "g") };

/** A number as load() reads it; any other text unchanged. */
export function plainNumber(text: string, decimal: DecimalSign): string {
  const tidy = tidied(text);
  const kind = kindOf(tidy);
  const isNumber = kind === "pointThousand" || localNumbers.some((name) => name === kind);
  return isNumber ? tidy.replace(separators[decimal], "").replace(",", ".") : tidy;
}
