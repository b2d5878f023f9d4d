import { segregationOfIndices } from "../indicators/citation.js";
import { ratio } from "../indicators/counting.js";
import { MissingDataError } from "../indicators/errors.js";
import { measure } from "../indicators/interval.js";
import type { CitationIndexRow, EditionsRow, FieldsRow } from "../rows.js";
import type { BoundedMeasure, Measure } from "../../model/measure.js";
import type { PairContext } from "./context.js";
import { newestOf } from "./editions.js";

/** Relative citation indices of two economies in one field and year; 1 = cited as size alone would have it. */
interface CitationsOfYear {
  /** x cites y. */
  readonly xToY: number;
  readonly yToX: number;
  /** How many times as readily x cites its own as y's papers, size apart: xToX/xToY. Their product is the odds ratio. */
  readonly preferenceOfX: BoundedMeasure;
  /** The same of y: yToY/yToX. */
  readonly preferenceOfY: BoundedMeasure;
  /** How strongly each keeps to its own: 1 = not at all; null where one of the indices between the two is zero. */
  readonly oddsRatio: BoundedMeasure;
}

export interface CitationsOfField {
  readonly field: FieldsRow;
  readonly before: CitationsOfYear;
  readonly after: CitationsOfYear;
  /** ln(odds ratio after / before); null without both. */
  readonly logChange: number | null;
}

/** One year of citing articles and the edition that prints it. */
interface CitationYear {
  readonly year: number;
  readonly edition: string;
}

export interface CitationChange {
  readonly before: CitationYear;
  readonly after: CitationYear;
  /** All fields together. */
  readonly all: CitationsOfField;
  /** The single fields that both years have whole, the most segregated last year first. */
  readonly fields: readonly CitationsOfField[];
}

export interface CitationTables {
  readonly "citation-index": readonly CitationIndexRow[];
  readonly editions: readonly EditionsRow[];
  readonly fields: readonly FieldsRow[];
}

/**
 * How two economies cite each other and themselves in the first and the last year of the table, by field. A year that
 * stands in several editions is read from the newest.
 *
 * Units: none. A field without all four indices in both years is left out. Throws where the table has fewer than two
 * years, and where all fields together are missing: one year alone says nothing of a change.
 */
export function citationChange(x: string, y: string, tables: CitationTables): CitationChange {
  const rows = tables["citation-index"];
  const years = [...new Set(rows.map(({ year }) => year))].sort((a, b) => a - b);
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined || first === last)
    throw new MissingDataError(
      `data/citation-index.csv has ${first === undefined ? "no year" : `${first} alone`}: a change needs two years`,
      { hint: "Add the edition that is missing, or leave out the chapter that reads it." },
    );
  const [before, after] = [first, last].map((year) => ({ year, edition: editionOfYear(year, tables) })) as [
    CitationYear,
    CitationYear,
  ];
  const indices = new Map(rows.map((row) => [keyOf(row), row.index]));
  const found = tables.fields.flatMap((field): readonly CitationsOfField[] => {
    const one = squareOf(field.field, x, y, before, indices);
    const two = squareOf(field.field, x, y, after, indices);
    if (one === null || two === null) return [];
    return [{ field, before: one, after: two, logChange: logChange(one.oddsRatio, two.oddsRatio) }];
  });
  const all = found.find(({ field }) => field.aggregate);
  if (all === undefined)
    throw new MissingDataError(
      `data/citation-index.csv lacks an index of ${x} and ${y} in all fields together, ${before.year} (${before.edition}) or ${after.year} (${after.edition})`,
    );
  const fields = found
    .filter(({ field }) => !field.aggregate)
    .sort((a, b) => (b.after.oddsRatio.value ?? 0) - (a.after.oddsRatio.value ?? 0));
  return { before, after, all, fields };
}

/** How the two cite each other and themselves in the first and the last year of the table, by field. */
export function citationsOf(about: Pick<PairContext, "one" | "two" | "rows">): CitationChange {
  const { one, two, rows } = about;
  const both = [one.code, two.code];
  return citationChange(one.code, two.code, {
    "citation-index": rows("citation-index", { citing: both, cited: both }),
    editions: rows("editions"),
    fields: rows("fields"),
  });
}

/** How one of the two cites the other in a field, in both years. */
export interface CrossCitation {
  readonly field: FieldsRow;
  readonly citing: "x" | "y";
  readonly before: number;
  readonly after: number;
}

/** The indices between the two in some fields, x citing y before y citing x, in the order of the change. */
export function crossCitations(
  { fields }: Pick<CitationChange, "fields">,
  wanted: readonly string[],
): readonly CrossCitation[] {
  return fields
    .filter(({ field }) => wanted.includes(field.field))
    .flatMap(({ field, before, after }) => [
      { field, citing: "x", before: before.xToY, after: after.xToY },
      { field, citing: "y", before: before.yToX, after: after.yToX },
    ]);
}

/**
 * Mean change of the odds ratio over fields, each counted once.
 *
 * Formula: exp(mean of ln(after/before)) − 1. Unit: fraction; `n`: fields. Range: −1–∞. Undefined: no field has both
 * years (`insufficient_data`).
 */
export function meanChange(fields: readonly CitationsOfField[], without: readonly string[] = []): Measure {
  const changes = fields
    .filter(({ field }) => !without.includes(field.field))
    .flatMap((each) => (each.logChange === null ? [] : [each.logChange]));
  const sum = changes.reduce((total, change) => total + change, 0);
  return measure(
    changes.length === 0 ? "insufficient_data" : Math.expm1(sum / changes.length),
    changes.length,
  );
}

function editionOfYear(year: number, tables: CitationTables): string {
  const rows = tables["citation-index"].filter((row) => row.year === year);
  return newestOf(rows, tables.editions)?.edition ?? "";
}

type Cell = Pick<CitationIndexRow, "field" | "citing" | "cited" | "year" | "edition">;

function keyOf({ field, citing, cited, year, edition }: Cell): string {
  return JSON.stringify([field, citing, cited, year, edition]);
}

function squareOf(
  field: string,
  x: string,
  y: string,
  at: CitationYear,
  indices: ReadonlyMap<string, number>,
): CitationsOfYear | null {
  const of = (citing: string, cited: string) => indices.get(keyOf({ field, citing, cited, ...at })) ?? null;
  const [xToX, xToY, yToX, yToY] = [of(x, x), of(x, y), of(y, x), of(y, y)];
  if (xToX === null || xToY === null || yToX === null || yToY === null) return null;
  return {
    ...{ xToY, yToX },
    preferenceOfX: ratio(xToX, xToY),
    preferenceOfY: ratio(yToY, yToX),
    oddsRatio: segregationOfIndices({ xToX, xToY, yToX, yToY }),
  };
}

function logChange({ value: before }: Measure, { value: after }: Measure): number | null {
  return before === null || after === null || before === 0 || after === 0 ? null : Math.log(after / before);
}
