import { monthsObserved } from "../indicators/change.js";
import { AnalysisError, MissingDataError } from "../indicators/errors.js";
import type { EditionsRow } from "../rows.js";

/** How long late entries of a year have had to arrive, and what follows for its use. */
export interface Observation {
  /** Months between the end of the year and the month in which it was counted; negative for a year that was not over. */
  readonly months: number;
  readonly status: "complete" | "incomplete";
  /**
   * Part of the year's papers that the edition holds: 1 where late entries no longer matter; `unknown` where they may;
   * for a year that was not over, the part of it that had passed.
   */
  readonly completeness: number | "unknown";
}

export interface ObservationOptions {
  /** A year counted sooner after its end than this many months is incomplete; default 12. */
  readonly indexingMonths?: number;
}

const sourceNames: Partial<Record<string, string>> = { nsf: "NSF", openalex: "OpenAlex" };

/** `OpenAlex` for `openalex`; a source without a name is called by its id. */
export function sourceName(source: string): string {
  return sourceNames[source] ?? source;
}

export function observation(
  year: number,
  { collected }: EditionsRow,
  { indexingMonths = 12 }: ObservationOptions,
): Observation {
  if (!(indexingMonths >= 0))
    throw new AnalysisError(`pair: indexingMonths must be 0 or more, got ${indexingMonths}`);
  const months = monthsObserved(year, collected);
  if (months < 0) return { months, status: "incomplete", completeness: Math.max(0, (12 + months) / 12) };
  return months < indexingMonths
    ? { months, status: "incomplete", completeness: "unknown" }
    : { months, status: "complete", completeness: 1 };
}

/** The edition that a row names. */
export function editionOf(id: string, editions: readonly EditionsRow[]): EditionsRow {
  const edition = editions.find((row) => row.edition === id);
  if (edition === undefined)
    throw new AnalysisError(`pair: the table editions has no edition "${id}"`, {
      hint: `It has ${editions.map((row) => row.edition).join(", ") || "none"}.`,
    });
  return edition;
}

/** The edition that was counted last, of those named; undefined where none is. */
export function newestOf(ids: readonly string[], editions: readonly EditionsRow[]): EditionsRow | undefined {
  return [...new Set(ids)]
    .map((id) => editionOf(id, editions))
    .sort((a, b) => (a.collected < b.collected ? 1 : -1))[0];
}

/**
 * The years of a table, sorted, that were counted late enough in the newest edition among its rows. Throws, naming the
 * table, where there is none.
 */
export function completeYears(
  table: string,
  rows: readonly { readonly edition: string; readonly year: number }[],
  editions: readonly EditionsRow[],
  options: ObservationOptions = {},
): readonly [number, ...number[]] {
  const edition = newestOf(
    rows.map((row) => row.edition),
    editions,
  );
  const years = rows.filter((row) => row.edition === edition?.edition).map(({ year }) => year);
  const [first, ...others] = [...new Set(years)]
    .filter((year) => edition !== undefined && observation(year, edition, options).status === "complete")
    .sort((a, b) => a - b);
  if (first === undefined)
    throw new MissingDataError(
      `pair: data/${table}.csv has no complete year${edition === undefined ? "" : ` in ${edition.edition}`}`,
    );
  return [first, ...others];
}
