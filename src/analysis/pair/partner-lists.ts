import { MissingDataError } from "../indicators/errors.js";
import type { EditionsRow, NsfPairsRow, PartnersRow } from "../rows.js";
import { newestOf, observation, type ObservationOptions } from "./observation.js";
import { type CountedPair, type PartnerCount, partnerCounts } from "./partner-counts.js";

/** Tables that list all partners of an economy, or as many as the source counts. */
export interface ListTables {
  readonly editions: readonly EditionsRow[];
  readonly partners: readonly PartnersRow[];
  readonly "nsf-pairs": readonly NsfPairsRow[];
}

/** All partners of one of two economies in the newest edition of a source. */
export interface PartnerList {
  /** Whose partners. */
  readonly economy: string;
  /** The other of the two. */
  readonly partner: string;
  readonly source: string;
  readonly edition: string;
  readonly counts: readonly PartnerCount[];
  /** Years in which the list has the other of the two; sorted. */
  readonly years: readonly number[];
  /** Those of them that were counted late enough. */
  readonly completeYears: readonly number[];
}

/**
 * The lists of partners of x and of y: OpenAlex first, then NSF, x before y. A source is left out where it lists the two
 * as partners of each other in no year; throws where every source does.
 */
export function partnerLists(
  x: string,
  y: string,
  tables: ListTables,
  options: ObservationOptions = {},
): readonly PartnerList[] {
  const lists = [tables.partners, tables["nsf-pairs"]].flatMap((rows: readonly CountedPair[]) => {
    const edition = newestOf(
      rows.filter((row) => isOfBoth(row, x, y)).map((row) => row.edition),
      tables.editions,
    );
    if (edition === undefined) return [];
    const own = rows.filter((row) => row.edition === edition.edition);
    return [listOf(x, y, own, edition, options), listOf(y, x, own, edition, options)];
  });
  if (lists.length === 0)
    throw new MissingDataError(
      `partnerLists: neither data/partners.csv nor data/nsf-pairs.csv lists ${x} and ${y} as partners`,
    );
  return lists;
}

function isOfBoth(row: CountedPair, x: string, y: string): boolean {
  const codes = "reporter" in row ? [row.reporter, row.partner] : [row.a, row.b];
  return codes.includes(x) && codes.includes(y);
}

function listOf(
  economy: string,
  partner: string,
  rows: readonly CountedPair[],
  edition: EditionsRow,
  options: ObservationOptions,
): PartnerList {
  const counts = partnerCounts(economy, rows);
  const years = [...new Set(counts.filter((count) => count.partner === partner).map(({ year }) => year))];
  const isComplete = (year: number) => observation(year, edition, options).status === "complete";
  return {
    ...{ economy, partner, source: edition.source, edition: edition.edition, counts, years },
    completeYears: years.filter(isComplete),
  };
}
