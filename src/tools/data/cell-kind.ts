/** What the text of one cell looks like. What a column is follows from all of its cells. */
import { parsers } from "../../authoring/load/cell.js";

export type CellKind =
  | "empty"
  /** Stands for a missing value in many files: NA, n/a, a dash. */
  | "token"
  /** Zero or one, which may stand for false and true. */
  | "bit"
  | "year"
  | "integer"
  | "decimal"
  /** 1.234: a decimal where points are decimal signs, a thousand where commas are. */
  | "pointThousand"
  /** A code, which would lose its zeros as a number: 01001. */
  | "leadingZero"
  /** More digits than a number holds. */
  | "long"
  | "boolean"
  | "date"
  | "otherDate"
  /** 1,234: a thousand or a decimal. */
  | "comma"
  /** The comma can only be a decimal sign: 12,5. */
  | "commaDecimal"
  /** The comma can only separate thousands: 1,234,567. */
  | "commaGroups"
  /** The point can only separate thousands: 1.234.567. */
  | "pointGroups"
  /** Blanks or apostrophes separate thousands: 1 234. */
  | "spacedGroups"
  | "text";

const tokens = new Set(
  "NA N/A n/a na n.a. N.A. n.d. NaN nan NULL Null null None #N/A - -- – — .. ... … . : ?".split(" "),
);

/** A cell's text without blanks around it and with the sign that JavaScript reads. */
export function tidied(text: string): string {
  const trimmed = text.trim();
  return trimmed.startsWith("\u2212") ? trimmed.replace(/^.(?=[\d.])/, "-") : trimmed;
}

const blank = "[ \\u00a0\\u2009\\u202f'’]";
const whole = "[+-]?[1-9]\\d{0,2}";
const forms: readonly (readonly [CellKind, RegExp])[] = [
  ["comma", new RegExp(`^${whole},\\d{3}$`)],
  ["commaGroups", new RegExp(`^${whole}(?:(?:,\\d{3}){2,}|(?:,\\d{3})+\\.\\d+)$`)],
  ["pointGroups", new RegExp(`^${whole}(?:\\.\\d{3}){2,}$`)],
  ["spacedGroups", new RegExp(`^${whole}(?:${blank}\\d{3})+(?:\\.\\d+)?$`)],
  [
    "commaDecimal",
    new RegExp(`^(?:[+-]?\\d+|${whole}(?:(?:${blank}\\d{3})+|(?:\\.\\d{3})+)),\\d+(?:[eE][+-]?\\d+)?$`),
  ],
  ["otherDate", /^\d{1,4}([./-])\d{1,2}\1\d{1,4}\.?(?:[ T]\S*)?$|^\d{4}-\d\d(?:-\d\dT.*)?$/],
];

/** @param text tidied */
export function kindOf(text: string): CellKind {
  if (text === "") return "empty";
  const first = text.charCodeAt(0);
  const isNumeric = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  if (!isNumeric)
    return tokens.has(text) ? "token" : /^(?:true|false)$/i.test(text) ? wordKind(text) : "text";
  if (/^[+-]?\d+$/.test(text)) return digitsKind(text);
  if ("value" in parsers.number(text)) {
    if (/^[+-]?0\d/.test(text)) return "leadingZero";
    return /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(text) ? "pointThousand" : "decimal";
  }
  if ("value" in parsers.date(text)) return "date";
  if (tokens.has(text)) return "token";
  return forms.find(([, form]) => form.test(text))?.[0] ?? "text";
}

const wordKind = (text: string): CellKind => ("value" in parsers.boolean(text) ? "boolean" : "text");

function digitsKind(text: string): CellKind {
  if (text === "0" || text === "1") return "bit";
  if (/^[+-]?0\d/.test(text)) return "leadingZero";
  const value = Number(text);
  if (!Number.isSafeInteger(value)) return "long";
  return /^\d{4}$/.test(text) && value >= 1500 && value <= 2100 ? "year" : "integer";
}

/** How a file writes numbers: what separates the whole part from the rest. */
export type DecimalSign = "point" | "comma";

/** A number as JavaScript reads it; any other text as it is. */
export function plainNumber(text: string, decimal: DecimalSign): string {
  const tidy = tidied(text);
  const kind = kindOf(tidy);
  const isNumber = kind === "pointThousand" || forms.some(([name]) => name === kind && name !== "otherDate");
  if (!isNumber) return tidy;
  const groups = decimal === "comma" ? `\\.|${blank}` : `,|${blank}`;
  return tidy.replace(new RegExp(groups, "g"), "").replace(",", ".");
}
