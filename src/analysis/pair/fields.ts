/** What economies publish by field: their profiles, and how their output changed. Papers are divided among authors. */
import type { BoundedMeasure, Measure } from "../../model/measure.js";
import { relative } from "../indicators/change.js";
import { share } from "../indicators/counting.js";
import { AnalysisError } from "../indicators/errors.js";
import * as fields from "../indicators/fields.js";
import { measure, missing } from "../indicators/interval.js";
import { spearman } from "../indicators/turnover.js";
import type { FieldOutputRow } from "../rows.js";
import { requireOneEdition } from "./editions.js";

/** One field in the output of an economy. Fractional counts. */
export interface FieldProfile {
  readonly economy: string;
  readonly field: string;
  readonly year: number;
  readonly papers: number;
  /** Of the world's papers in the field: a fraction. */
  readonly ofWorld: number;
  /** The field's part in the economy's output over its part in the world's; 1 is as in the world. */
  readonly advantage: Measure;
  /** The same, from −1 to 1 with 0 as in the world: twice and half lie as far from 0. */
  readonly symmetric: Measure;
}

/** The row that holds all fields. */
const all = "all";

/**
 * The profile of an economy over the fields of one year, in the order of the rows; all fields together have the field
 * "all". Throws where the year lacks a field of the economy or of the world.
 */
export function fieldProfile(
  rows: readonly FieldOutputRow[],
  economy: string,
  year: number,
): readonly FieldProfile[] {
  const papers = papersOf(rows, year);
  return fieldsOf(rows, year).map((field) => {
    const advantage = fields.rca({
      papers: papers(field, economy),
      economy: papers(all, economy),
      field: papers(field, "WORLD"),
      total: papers(all, "WORLD"),
    });
    return {
      ...{ economy, field, year, advantage, papers: papers(field, economy) },
      ofWorld: papers(field, economy) / papers(field, "WORLD"),
      symmetric: fields.rsca(advantage),
    };
  });
}

/** One field in the output of two economies. */
interface FieldOfBoth {
  readonly field: string;
  readonly one: FieldProfile;
  readonly two: FieldProfile;
}

/** The profiles of two economies side by side, in one year. */
interface ProfilesOfBoth {
  /** All fields together. */
  readonly all: FieldOfBoth;
  /** The single fields, in the order of the rows. */
  readonly fields: readonly FieldOfBoth[];
  /** Those in which the second of the two has the greater output, and the others. */
  readonly ahead: readonly FieldOfBoth[];
  readonly behind: readonly FieldOfBoth[];
}

/** Throws as `fieldProfile`, and where the year has no row for all fields together. */
export function profilesOfBoth(
  rows: readonly FieldOutputRow[],
  [x, y]: readonly [string, string],
  year: number,
): ProfilesOfBoth {
  const ofY = new Map(fieldProfile(rows, y, year).map((two) => [two.field, two]));
  const found = fieldProfile(rows, x, year).flatMap((one): readonly FieldOfBoth[] => {
    const two = ofY.get(one.field);
    return two === undefined ? [] : [{ field: one.field, one, two }];
  });
  const together = found.find(({ field }) => field === all);
  if (together === undefined)
    throw new AnalysisError(`profilesOfBoth: data/field-output.csv has no row of all fields in ${year}`);
  const fieldsOnly = found.filter((each) => each !== together);
  const isAhead = ({ one, two }: FieldOfBoth) => two.ofWorld > one.ofWorld;
  return {
    ...{ all: together, fields: fieldsOnly, ahead: fieldsOnly.filter(isAhead) },
    behind: fieldsOnly.filter((each) => !isAhead(each)),
  };
}

/** The fields whose part in the output of an economy is at least so many times their part in the world's; greatest first. */
export function strengthsOf(profile: readonly FieldProfile[], least: number): readonly FieldProfile[] {
  const times = ({ advantage: { value } }: FieldProfile) => value ?? 0;
  return profile
    .filter((each) => each.field !== all && times(each) >= least)
    .sort((a, b) => times(b) - times(a));
}

/**
 * Whether two economies put their weight in the same fields: Spearman's coefficient of the two orders of fields, by the
 * field's part in the economy's output over its part in that of all economies but the two. So neither stands in the
 * yardstick of the other.
 *
 * Unit: none; `n`: fields. Range: −1–1, 1 = the same order. Undefined: a field without papers elsewhere
 * (`zero_denominator`), and as `spearman`.
 */
export function profileCorrelation(
  rows: readonly FieldOutputRow[],
  [x, y]: readonly [string, string],
  year: number,
): Measure {
  const papers = papersOf(rows, year);
  const names = fieldsOf(rows, year).filter((field) => field !== all);
  const elsewhere = (field: string) => papers(field, "WORLD") - papers(field, x) - papers(field, y);
  if (names.some((field) => elsewhere(field) <= 0)) return measure("zero_denominator", names.length);
  const weights = (economy: string) =>
    new Map(names.map((field) => [field, papers(field, economy) / elsewhere(field)]));
  return spearman(weights(x), weights(y));
}

function fieldsOf(rows: readonly FieldOutputRow[], year: number): readonly string[] {
  return [...new Set(rows.filter((row) => row.year === year).map(({ field }) => field))];
}

function papersOf(rows: readonly FieldOutputRow[], year: number): (field: string, economy: string) => number {
  requireOneEdition(rows, "fieldProfile");
  const own = rows.filter((row) => row.year === year);
  const cells = new Map(own.map((row) => [JSON.stringify([row.field, row.economy]), row.fractional]));
  return (field, economy) => {
    const found = cells.get(JSON.stringify([field, economy]));
    if (found !== undefined) return found;
    throw new AnalysisError(
      `fieldProfile: data/field-output.csv has no fractional count of ${field}, ${economy}, ${year}`,
    );
  };
}

/** Output of one economy in one field, papers divided among the economies of their authors. */
export interface OutputOfField {
  readonly field: string;
  readonly economy: string;
  /** From the first year to the last, relative to the first. */
  readonly change: BoundedMeasure;
  /** Of the world's output, in each of the two years. */
  readonly before: BoundedMeasure;
  readonly after: BoundedMeasure;
}

/**
 * How the output of an economy in a field changed between two years of one edition.
 *
 * Units: fractions. Undefined: the table lacks one of the numbers (`insufficient_data`). What each publishes is not what they publish together.
 */
export function outputOfField(
  rows: readonly FieldOutputRow[],
  {
    field,
    economy,
    from,
    to,
  }: Pick<OutputOfField, "field" | "economy"> & { readonly from: number; readonly to: number },
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
