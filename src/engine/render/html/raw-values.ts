/** What the CSV of a table has in place of the printed texts: numbers and dates as they are, units in the head. */
import type { TableCell } from "../../../model/display.js";
import { markup, type Html } from "./template.js";

/** Of each cell of a column; undefined where the printed text says it all. Bounds are two numbers. */
export function rawAttributes(
  cells: readonly (TableCell | undefined)[],
  unit: string | undefined,
): readonly (Html | undefined)[] {
  const inHundredths = (cell: TableCell | undefined) =>
    cell !== undefined && /%|points/.test(unit ?? printedUnit(cell.text) ?? "");
  const areFractions = holdFractions(cells.filter(inHundredths));
  return cells.map((cell) => {
    const raw = cell && rawText(cell, areFractions && inHundredths(cell) ? hundredfold : asIs);
    return raw === undefined || raw === cell?.text ? undefined : markup` data-raw="${raw}"`;
  });
}

function rawText({ raw }: TableCell, asRead: (number: number) => number): string | undefined {
  if (typeof raw === "string") return /^\d{4}-\d{2}(?:-\d{2})?$/.test(raw) ? raw : undefined;
  const numbers = numbersOf(raw);
  return numbers.length === 0 ? undefined : numbers.map(asRead).join(" ");
}

function numbersOf(raw: TableCell["raw"]): readonly number[] {
  if (typeof raw === "number") return [raw];
  return isBounds(raw) ? raw : [];
}

const isBounds = (raw: TableCell["raw"]): raw is readonly [number, number] => Array.isArray(raw);

const asIs = (number: number): number => number;
const hundredfold = (number: number): number => Number((100 * number).toPrecision(12));

/**
 * Percent is kept as a fraction and printed as it is read, unless an author put the sign after a number of percent. The
 * largest number of the column decides for all of them: small ones are rounded away.
 */
function holdFractions(cells: readonly (TableCell | undefined)[]): boolean {
  const raw = largest(cells.flatMap((cell) => numbersOf(cell?.raw ?? null)));
  const printed = largest(cells.flatMap((cell) => numbersIn(cell?.text ?? "")));
  return printed === 0 || Math.abs(100 * raw - printed) <= Math.abs(raw - printed);
}

const largest = (numbers: readonly number[]): number =>
  numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);

/** Without their signs, which may be said in words. */
const numbersIn = (text: string): readonly number[] =>
  [...text.replaceAll(",", "").matchAll(/\d+(?:\.\d+)?/g)].map(([digits]) => Number(digits));

/** The unit that every number of a column prints, where its head has none. */
export function unitAttribute(cells: readonly (TableCell | undefined)[]): Html | undefined {
  const numbers = cells.filter((cell) => typeof cell?.raw === "number" || Array.isArray(cell?.raw));
  const [unit, ...others] = new Set(numbers.map((cell) => printedUnit(cell?.text ?? "")));
  return unit === undefined || others.length > 0 ? undefined : markup` data-unit="${unit}"`;
}

function printedUnit(text: string): string | undefined {
  return /\d[\u00a0\u202f ](%|points)$/.exec(text)?.[1];
}
