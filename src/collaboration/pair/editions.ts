/** Which edition of a source is read, and whether it counted a year late enough. */
import type { YearStatus } from "../verdict/index.js";
import { monthsObserved } from "../indicators/months-observed.js";
import { AnalysisError, own, type Tables } from "briefing/analysis";
import { MissingDataError } from "../indicators/errors.js";
import type { EditionsRow } from "../rows.js";
import { statusOf } from "../verdict/series.js";

/** How long late entries of a year had to arrive, and how the year may be used. */
export interface Observation {
  /** Months from the end of the year to the month of the count; negative for a year that was not over. */
  readonly months: number;
  readonly status: YearStatus;
}

export interface ObservationOptions {
  /** A year counted fewer than this many months after its end is incomplete; contexts use the verdict rule's value. */
  readonly completeAfterMonths?: number;
}

/** Rows of tables that hold several editions. */
export interface Edited {
  readonly edition: string;
}

const sourceNames: Partial<Record<string, string>> = { nsf: "NSF", openalex: "OpenAlex" };

/** Tables whose rows name an edition. */
export type EditedTable = {
  [Name in keyof Tables]: Tables[Name] extends { readonly edition: string } ? Name : never;
}[keyof Tables];

/** `OpenAlex` for `openalex`; a source without a name goes by its id. */
export function sourceName(source: string): string {
  return own(sourceNames, source) ?? source;
}

export function observation(
  year: number,
  { collected }: EditionsRow,
  { completeAfterMonths = 12 }: ObservationOptions,
): Observation {
  if (!(completeAfterMonths >= 0))
    throw new AnalysisError(`pair: completeAfterMonths must be 0 or more, got ${completeAfterMonths}`);
  const months = monthsObserved(year, collected);
  return { months, status: statusOf({ months }, { completeAfterMonths }) };
}

/** The edition that a row names. */
export function editionOf(id: string, editions: readonly EditionsRow[]): EditionsRow {
  const edition = editions.find((row) => row.edition === id);
  if (edition !== undefined) return edition;
  throw new AnalysisError(`pair: the table editions has no edition "${id}"`, {
    hint: `It has ${editions.map((row) => row.edition).join(", ") || "none"}.`,
  });
}

/** The edition as a source line names it, with its citation. */
export function citationOf({ name, reference, citation }: EditionsRow): string {
  // Some references start with the source's name.
  const words = reference.startsWith(name) ? reference : `${name}, ${reference}`;
  return `${words} [@${citation}]`;
}

/** The most recently counted of the editions named in the rows; undefined without rows. */
export function newestOf(rows: readonly Edited[], editions: readonly EditionsRow[]): EditionsRow | undefined {
  const named = new Set<string>();
  for (const { edition } of rows) named.add(edition);
  return [...named]
    .map((id) => editionOf(id, editions))
    .sort((a, b) => (a.collected < b.collected ? 1 : -1))[0];
}

/** The rows of the most recently counted edition. */
export function newestRows<Row extends Edited>(
  rows: readonly Row[],
  editions: readonly EditionsRow[],
): readonly Row[] {
  const newest = newestOf(rows, editions);
  return rows.filter(({ edition }) => edition === newest?.edition);
}

/** Throws for rows of several editions, because their numbers do not belong in one table. */
export function requireOneEdition(rows: readonly Edited[], what: string): void {
  const editions = [...new Set(rows.map(({ edition }) => edition))];
  if (editions.length > 1)
    throw new AnalysisError(`${what}: the rows are of several editions, ${editions.sort().join(", ")}`, {
      hint: "Pass the rows of one edition: context.newestRows(TABLE).",
    });
}

/**
 * The years of a table that were counted late enough in the newest edition of its rows, sorted. Throws an error that
 * names the table if it has no edition.
 */
export function completeYears(
  table: string,
  rows: readonly (Edited & { readonly year: number })[],
  editions: readonly EditionsRow[],
  options: ObservationOptions = {},
): readonly [number, ...number[]] {
  const edition = newestOf(rows, editions);
  const years = newestRows(rows, editions).map(({ year }) => year);
  const [first, ...others] = [...new Set(years)]
    .filter((year) => edition !== undefined && observation(year, edition, options).status === "complete")
    .sort((a, b) => a - b);
  if (first === undefined)
    throw new MissingDataError(
      `pair: data/${table}.csv has no complete year${edition === undefined ? "" : ` in ${edition.edition}`}`,
    );
  return [first, ...others];
}
