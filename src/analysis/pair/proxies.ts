import { relative } from "../indicators/change.js";
import { share } from "../indicators/counting.js";
import { MissingDataError } from "../indicators/errors.js";
import { missing } from "../indicators/interval.js";
import type { Co2Row, EconomiesRow, FieldOutputRow } from "../rows.js";
import type { BoundedMeasure } from "../../model/measure.js";

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

/** The same of two economies in several fields. */
export interface OutputsOfField {
  readonly field: string;
  readonly x: OutputOfField;
  readonly y: OutputOfField;
}

/** How the output of two economies changed in some fields, as `outputOfField` has it. */
export function outputsOfFields(
  rows: readonly FieldOutputRow[],
  [x, y]: readonly [string, string],
  { fields, ...years }: { readonly fields: readonly string[]; readonly from: number; readonly to: number },
): readonly OutputsOfField[] {
  const of = (field: string, economy: string) => outputOfField(rows, { field, economy, ...years });
  return fields.map((field) => ({ field, x: of(field, x), y: of(field, y) }));
}

/** An economy's carbon dioxide in one year. */
export interface Emitter {
  readonly economy: string;
  /** 1 for the greatest; equal emissions share the better place. */
  readonly place: number;
  readonly tonnes: number;
  readonly ofWorld: BoundedMeasure;
}

/**
 * Economies by what they emitted in a year, the greatest first; aggregates are left out. Units: tonnes of carbon
 * dioxide. Throws where the table lacks the world in that year.
 */
export function emitters(
  rows: readonly Co2Row[],
  economies: readonly EconomiesRow[],
  year: number,
): readonly Emitter[] {
  const held = rows.filter((row) => row.year === year);
  const world = held.find(({ economy }) => economy === "WORLD");
  if (world === undefined)
    throw new MissingDataError(`data/co2.csv has no emissions of the world in ${year}`);
  const single = new Set(economies.filter(({ kind }) => kind === "economy").map(({ code }) => code));
  const own = held.filter(({ economy }) => single.has(economy));
  return own
    .map(({ economy, tonnes }) => ({
      economy,
      place: own.filter((other) => other.tonnes > tonnes).length + 1,
      tonnes,
      ofWorld: share(tonnes, world.tonnes),
    }))
    .sort((a, b) => b.tonnes - a.tonnes || (a.economy < b.economy ? -1 : 1));
}

/** Emissions as points of lines, a line for each economy; in billions of tonnes. */
export function emissionLines(rows: readonly Co2Row[]) {
  return rows.map(({ economy, year, tonnes }) => {
    const value = tonnes / 1e9;
    return { series: economy, year, status: "complete" as const, lower: value, upper: value };
  });
}
