/** The column that says to which year, quarter, month, week or day the rows of a table belong. */
import type { Cell, Field } from "../../authoring/load/schema.js";
import { isNameOfYears } from "./infer-types.js";

const periodOfYear = /^\d{4}-?(?:0[1-9]|1[0-2]|Q[1-4]|W[0-5]\d)$/;

/**
 * Whether a column is one of periods, which sort by time: years, dates, or texts such as 2024-03, 2024-Q1 and 2024W07.
 *
 * @param first its cell in the first row
 */
export function isPeriod({ name, type }: Field, first: Cell | undefined): boolean {
  if (type === "year" || type === "date") return true;
  if (type === "integer") return isNameOfYears(name);
  return type === "string" && typeof first === "string" && periodOfYear.test(first);
}

/** The years from one period to another; NaN if one is not a period. */
export const yearsBetween = (from: Cell, to: Cell): number => yearOf(to) - yearOf(from);

const yearOf = (period: Cell): number =>
  typeof period === "number" ? period : Number.parseInt(String(period).slice(0, 4), 10);

/** Its month, quarter, week or day: `-03` of 2024-03; empty for a year. */
export const partOfYear = (period: Cell): string => (typeof period === "string" ? period.slice(4) : "");
