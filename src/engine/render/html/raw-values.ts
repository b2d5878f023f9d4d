/** What the CSV of a table has in place of the printed texts: numbers and dates as they are, units in the head. */
import type { TableCell } from "../../../model/display.js";
import { markup, type Html } from "./template.js";

/** Undefined where the printed text says it all; bounds are two numbers. */
export function rawAttribute(cell: TableCell | undefined, unit: string | undefined): Html | undefined {
  const raw = cell && rawText(cell, unit);
  return raw === undefined || raw === cell?.text ? undefined : markup` data-raw="${raw}"`;
}

function rawText({ raw, text }: TableCell, unit: string | undefined): string | undefined {
  if (typeof raw === "string") return /^\d{4}-\d{2}(?:-\d{2})?$/.test(raw) ? raw : undefined;
  const numbers = typeof raw === "number" ? [raw] : isBounds(raw) ? raw : [];
  if (numbers.length === 0) return undefined;
  const isHundredths = /%|points/.test(unit ?? printedUnit(text) ?? "");
  return numbers
    .map((number) => (isHundredths && isNearer(100 * number, number, text) ? hundredfold(number) : number))
    .join(" ");
}

const isBounds = (raw: TableCell["raw"]): raw is readonly [number, number] => Array.isArray(raw);

/** Percent is kept as a fraction, and printed as it is read. */
const hundredfold = (number: number): number => Number((100 * number).toPrecision(12));

function isNearer(one: number, other: number, text: string): boolean {
  const printed = numbersIn(text);
  const distance = (number: number) => Math.min(...printed.map((each) => Math.abs(each - number)));
  return distance(one) <= distance(other);
}

function numbersIn(text: string): readonly number[] {
  const found = text.replaceAll(",", "").matchAll(/([-−]?)(\d+(?:\.\d+)?)/g);
  return [...found].map(([, sign, digits]) => (sign === "" ? 1 : -1) * Number(digits));
}

/** The unit that every number of a column prints, where its head has none. */
export function unitAttribute(cells: readonly (TableCell | undefined)[]): Html | undefined {
  const numbers = cells.filter((cell) => typeof cell?.raw === "number" || Array.isArray(cell?.raw));
  const [unit, ...others] = new Set(numbers.map((cell) => printedUnit(cell?.text ?? "")));
  return unit === undefined || others.length > 0 ? undefined : markup` data-unit="${unit}"`;
}

function printedUnit(text: string): string | undefined {
  return /\d[\u00a0\u202f ](%|points)$/.exec(text)?.[1];
}
