/** Output of economies by field, and how it changed. Papers are divided among authors. */
import { AnalysisError, missing, relative } from "briefing/analysis";
import { share } from "../indicators/counting.js";
import type { FieldOutputRow } from "../rows.js";
import type { YearSpan } from "../verdict/rule.js";
import { requireOneEdition } from "./editions.js";

/**
 * Shares of two economies in the world's output by field. Papers are divided among the economies of their authors.
 * Throws if the year lacks a field of one of them or of the world, or a row for all fields together.
 */
export function sharesOfBoth(
  rows: readonly FieldOutputRow[],
  [x, y]: readonly [string, string],
  year: number,
) {
  requireOneEdition(rows, "sharesOfBoth");
  const ofYear = rows.filter((row) => row.year === year);
  const papers = (field: string, economy: string) => {
    const found = ofYear.find((row) => row.field === field && row.economy === economy);
    if (found !== undefined) return found.fractional;
    throw new AnalysisError(`sharesOfBoth: data/field-output.csv lacks ${field}, ${economy}, ${year}`);
  };
  const sharesIn = (field: string) => {
    const of = (economy: string) => papers(field, economy) / papers(field, "WORLD");
    return { field, one: of(x), two: of(y) };
  };
  const all = sharesIn("all");
  const names = new Set(ofYear.map(({ field }) => field).filter((field) => field !== "all"));
  /** The single fields, in the order of the rows. */
  const fields = [...names].map(sharesIn);
  /** Those in which the second has the larger output. */
  const ahead = fields.filter(({ one, two }) => two > one);
  return { all, fields, ahead, behind: fields.filter(({ one, two }) => two <= one) };
}

/**
 * How the output of an economy in a field changed between two years of one edition.
 *
 * Units: fractions. Undefined: the table lacks one of the numbers (`insufficient_data`). This is not their joint
 * output.
 */
export function outputOfField(
  rows: readonly FieldOutputRow[],
  { field, economy, from, to }: Pick<FieldOutputRow, "field" | "economy"> & YearSpan,
) {
  requireOneEdition(rows, "outputOfField");
  const papers = (code: string, year: number) =>
    rows.find((row) => row.field === field && row.economy === code && row.year === year)?.fractional ?? null;
  const first = papers(economy, from);
  const last = papers(economy, to);
  const worldFirst = papers("WORLD", from);
  const worldLast = papers("WORLD", to);
  if (first === null || last === null || worldFirst === null || worldLast === null) {
    const none = missing("insufficient_data", 0);
    return { field, economy, change: none, before: none, after: none };
  }
  return {
    field,
    economy,
    /** From the first to the last year, relative to the first. */
    change: relative(first, last),
    /** Share of the world's output in each of the two years. */
    before: share(first, worldFirst),
    after: share(last, worldLast),
  };
}
