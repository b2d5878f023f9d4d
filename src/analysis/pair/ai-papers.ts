/** Joint papers on single topics, which sources print by pair, and the output behind those on artificial intelligence. */
import type { BoundedMeasure, Measure } from "../../model/measure.js";
import { observedToExpected } from "../indicators/affinity.js";
import { relative } from "../indicators/change.js";
import { AnalysisError } from "../indicators/errors.js";
import type { AiOutputRow, AiPairsRow, EditionsRow } from "../rows.js";
import { samePair, type YearStatus } from "../verdict/index.js";
import {
  editionOf,
  newestRows,
  observation,
  type ObservationOptions,
  requireOneEdition,
} from "./editions.js";

/** Joint papers of two economies, in the alphabetical order of their codes; null where the source prints none. */
export interface PairCount {
  readonly edition: string;
  readonly a: string;
  readonly b: string;
  readonly works: number | null;
}

/** The place of a pair among all pairs of a table. */
interface PlaceOfPair {
  readonly works: number;
  /** 1 for the greatest; equal counts share the better place. */
  readonly place: number;
  /** Pairs with a printed number. */
  readonly printed: number;
}

/** Where a pair stands among the pairs of one edition, the greatest count first; null where it has no printed number. */
export function placeOfPair(rows: readonly PairCount[], pair: readonly [string, string]): PlaceOfPair | null {
  requireOneEdition(rows, "placeOfPair");
  const counts = rows.flatMap(({ works }) => works ?? []);
  const works = rows.find(({ a, b }) => samePair([a, b], pair))?.works ?? null;
  if (works === null) return null;
  return { works, place: 1 + counts.filter((count) => count > works).length, printed: counts.length };
}

/** Papers on artificial intelligence of one economy in one year, whole counts. */
interface AiYear {
  readonly economy: string;
  readonly year: number;
  readonly papers: number;
  /** Those with authors in two or more economies. */
  readonly international: number;
  /** International papers as a fraction of all. */
  readonly share: number;
  readonly status: YearStatus;
}

/** How the papers of one economy changed between two complete years. */
interface AiCourse {
  readonly economy: string;
  readonly years: readonly AiYear[];
  readonly before: AiYear;
  readonly after: AiYear;
  /** The last year of the table, which may be an early count. */
  readonly last: AiYear;
  /** Relative changes, and the change of the share in fractions of one. */
  readonly papersChange: BoundedMeasure;
  readonly internationalChange: BoundedMeasure;
  readonly shareChange: number;
}

interface AiTables {
  readonly "ai-output": readonly AiOutputRow[];
  readonly "ai-pairs": readonly AiPairsRow[];
  readonly editions: readonly EditionsRow[];
}

/**
 * Papers on artificial intelligence of an economy in the newest edition, and how they changed since a year, up to the
 * last that is no early count. A year that the table lacks is replaced by the next that it has. Throws where the table
 * has no two complete years from then on.
 */
export function aiCourse(
  economy: string,
  { "ai-output": rows, editions }: Pick<AiTables, "ai-output" | "editions">,
  { since, ...options }: ObservationOptions & { readonly since: number },
): AiCourse {
  const newest = newestRows(rows, editions);
  const years = newest
    .filter((row) => row.economy === economy && row.total > 0)
    .map((row): AiYear => ({
      economy,
      year: row.year,
      papers: row.total,
      international: row.international,
      share: row.international / row.total,
      status: observation(row.year, editionOf(row.edition, editions), options).status,
    }))
    .sort((one, two) => one.year - two.year);
  const complete = years.filter(({ year, status }) => year >= since && status === "complete");
  const [before, after, last] = [complete[0], complete.at(-1), years.at(-1)];
  if (before === undefined || after === undefined || last === undefined || before === after)
    throw new AnalysisError(
      `data/ai-output.csv has no two complete years of ${economy} from ${since} on in ${newest[0]?.edition ?? "any edition"}`,
    );
  return {
    ...{ economy, years, before, after, last },
    papersChange: relative(before.papers, after.papers),
    internationalChange: relative(before.international, after.international),
    shareChange: after.share - before.share,
  };
}

/** Joint papers of two economies on artificial intelligence, all years of the table together. */
interface AiPair {
  readonly edition: string;
  readonly from: number;
  readonly to: number;
  readonly joint: number;
  /** 1 where no pair has more. */
  readonly place: number;
  /** The greatest other pair with no more joint papers; null where there is none. */
  readonly next: AiPairsRow | null;
  /** Joint papers over what international papers of the two would give by size alone; null where a year is missing. */
  readonly propensity: Measure;
}

/** Where two economies stand among all pairs of the newest edition. Throws where the table lacks the pair. */
export function aiPair(x: string, y: string, tables: AiTables): AiPair {
  const pairs = newestRows(tables["ai-pairs"], tables.editions);
  const ours = pairs.find(({ a, b }) => samePair([a, b], [x, y]));
  if (ours === undefined)
    throw new AnalysisError(
      `data/ai-pairs.csv has no pair of ${x} and ${y} in ${pairs[0]?.edition ?? "any edition"}`,
    );
  const others = pairs.filter((row) => row !== ours && row.works <= ours.works);
  return {
    ...{ edition: ours.edition, from: ours.from, to: ours.to, joint: ours.works },
    place: 1 + pairs.filter((row) => row.works > ours.works).length,
    next: [...others].sort((a, b) => b.works - a.works)[0] ?? null,
    propensity: propensityOf(ours, [x, y, "WORLD"], tables["ai-output"]),
  };
}

function propensityOf(
  { edition, from, to, works }: AiPairsRow,
  economies: readonly [string, string, string],
  rows: readonly AiOutputRow[],
): Measure {
  const sums = economies.map((economy) => {
    const years = rows.filter(
      (row) => row.economy === economy && row.edition === edition && from <= row.year && row.year <= to,
    );
    return years.length === to - from + 1 ? years.reduce((sum, row) => sum + row.international, 0) : null;
  });
  const [one, two, world] = sums;
  if (one == null || two == null || world == null)
    return { value: null, reason: "insufficient_data", n: works };
  return observedToExpected({ universe: "papers", joint: works, x: one, y: two, total: world });
}
