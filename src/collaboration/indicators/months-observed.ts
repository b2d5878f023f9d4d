import { AnalysisError } from "briefing/analysis";

/**
 * Months from the end of a year to the month of its count: the time allowed for late entries.
 *
 * Formula: 12·(year counted − year − 1) + month counted.
 * Unit: months.
 * Range: −∞–∞, negative if the year was not over.
 * Undefined: never; throws unless the month is written like 2023-04.
 * Source: arithmetic.
 */
export function monthsObserved(year: number, collected: string): number {
  const match = /^(\d{4})-(\d\d)/.exec(collected);
  const month = Number(match?.[2]);
  if (!Number.isSafeInteger(year) || match === null || month < 1 || month > 12)
    throw new AnalysisError(
      `monthsObserved: expected a year and a month such as 2023-04, got ${year} and "${collected}"`,
    );
  return (Number(match[1]) - year - 1) * 12 + month;
}
