/** Output of economies by field, and how it changed. Papers are divided among authors. */
import type { BoundedMeasure } from "../../model/measure.js";
import { relative } from "../indicators/change.js";
import { share } from "../indicators/counting.js";
import { AnalysisError } from "../indicators/errors.js";
import { missing } from "../indicators/interval.js";
import type { FieldOutputRow } from "../rows.js";
import type { YearSpan } from "../verdict/rule.js";
import { requireOneEdition } from "./editions.js";

/** Shares of two economies in the world's output of a field. */
interface FieldOfBoth {
  readonly field: string;
  readonly one: number;
  readonly two: number;
}

/** The output of two economies side by side, in one year. */
interface SharesOfBoth {
  /** All fields together. */
  readonly all: FieldOfBoth;
  /** The single fields, in the order of the rows. */
  readonly fields: readonly FieldOfBoth[];
  /** The fields in which the second of the two has the larger output, and the others. */
  readonly ahead: readonly FieldOfBoth[];
  readonly behind: readonly FieldOfBoth[];
}

/**
 * Shares of two economies in the world's output by field. Papers are divided among the economies of their authors.
 * Throws if the year lacks a field of one of them or of the world, or a row for all fields together.
 */
export function sharesOfBoth(
  rows: readonly FieldOutputRow[],
  [x, y]: readonly [string, string],
  year: number,
): SharesOfBoth {
  requireOneEdition(rows, "sharesOfBoth");
  const ofYear = rows.filter((row) => row.year === year);
  const papers = (field: string, economy: string) => {
    const found = ofYear.find((row) => row.field === field && row.economy === economy);
    if (found !== undefined) return found.fractional;
    throw new AnalysisError(`sharesOfBoth: data/field-output.csv lacks ${field}, ${economy}, ${year}`);
  };
  const found = [...new Set(["all", ...ofYear.map(({ field }) => field)])].map((field) => ({
    field,
    one: papers(field, x) / papers(field, "WORLD"),
    two: papers(field, y) / papers(field, "WORLD"),
  }));
  const [all, ...fields] = found as [FieldOfBoth, ...FieldOfBoth[]];
  const isAhead = ({ one, two }: FieldOfBoth) => two > one;
  return { all, fields, ahead: fields.filter(isAhead), behind: fields.filter((each) => !isAhead(each)) };
}

/** Output of one economy in one field; papers are divided among the economies of their authors. */
export interface OutputOfField {
  readonly field: string;
  readonly economy: string;
  /** From the first to the last year, relative to the first. */
  readonly change: BoundedMeasure;
  /** Share of the world's output in each of the two years. */
  readonly before: BoundedMeasure;
  readonly after: BoundedMeasure;
}

/**
 * How the output of an economy in a field changed between two years of one edition.
 *
 * Units: fractions. Undefined: the table lacks one of the numbers (`insufficient_data`). This is not their joint
 * output.
 */
export function outputOfField(
  rows: readonly FieldOutputRow[],
  { field, economy, from, to }: Pick<OutputOfField, "field" | "economy"> & YearSpan,
): OutputOfField {
  requireOneEdition(rows, "outputOfField");
  const papers = (code: string, year: number) =>
    rows.find((row) => row.field === field && row.economy === code && row.year === year)?.fractional ?? null;
  const [first, last] = [papers(economy, from), papers(economy, to)];
  const [worldFirst, worldLast] = [papers("WORLD", from), papers("WORLD", to)];
  if (first === null || last === null || worldFirst === null || worldLast === null) {
    const none = missing("insufficient_data", 0);
    return { field, economy, change: none, before: none, after: none };
  }
  return {
    field,
    economy,
    change: relative(first, last),
    before: share(first, worldFirst),
    after: share(last, worldLast),
  };
}
