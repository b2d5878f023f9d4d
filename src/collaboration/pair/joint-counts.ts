import { AnalysisError, type Interval, missing, type Tables } from "briefing/analysis";
import { share } from "../indicators/counting.js";
import { samePair } from "../verdict/index.js";
import { editionOf, newestOf, observation, type Observation, type ObservationOptions } from "./editions.js";

/** Rows of some tables, by name. */
export type TableRows<Name extends keyof Tables> = { readonly [Each in Name]: readonly Tables[Each][] };

/** Tables with joint papers of pairs; tables that are not given are not read. */
export type PairTables = TableRows<"editions" | "international"> &
  Partial<TableRows<"copublications" | "nsf-pairs" | "pairs">>;

/** Counts of papers of a pair in one year of one edition. */
export interface PairYearCounts extends Observation {
  readonly edition: string;
  readonly source: string;
  readonly year: number;
  readonly joint: Interval;
  /** International papers of x, of y and of the world; null if the edition has none. */
  readonly x: number | null;
  readonly y: number | null;
  readonly world: number | null;
}

/** Joint papers of two economies: a row of `partners`, `nsf-pairs`, `pairs` or `copublications`. */
export type CountedPair = {
  readonly edition: string;
  readonly year: number;
} & (
  | { readonly a: string; readonly b: string }
  /** Rows listed from one side: all partners of the reporter, but not all of the partner's. */
  | { readonly reporter: string; readonly partner: string }
) &
  (
    | { readonly works: number; readonly reverse?: number | null }
    | { readonly lower: number; readonly upper: number }
  );

export function codesOf(row: CountedPair): readonly [string, string] {
  return "reporter" in row ? [row.reporter, row.partner] : [row.a, row.b];
}

/** Bounds, or the source's two counts, if it reported different ones for the two directions. */
export function countIn(row: CountedPair): Interval {
  if ("lower" in row) return { lower: row.lower, upper: row.upper };
  const works = row.works;
  const reverse = row.reverse ?? row.works;
  return { lower: Math.min(works, reverse), upper: Math.max(works, reverse) };
}

/**
 * The joint papers of two economies, in either order, with the international papers of each. One row for each edition
 * and year that has a joint count, sorted by edition and year. Whole counts.
 *
 * Throws if two tables disagree about a count, or if the table editions lacks an edition.
 */
export function counts(
  x: string,
  y: string,
  tables: PairTables,
  options: ObservationOptions = {},
): readonly PairYearCounts[] {
  if (x === y) throw new AnalysisError(`pair: "${x}" is paired with itself`);
  const international = lookup(tables.international, ["edition", "year", "economy"]);
  const found = new Map<string, JointCount>();
  for (const table of ["copublications", "nsf-pairs", "pairs"] as const)
    for (const row of (tables[table] ?? []) as readonly CountedPair[]) {
      if (!samePair(codesOf(row), [x, y])) continue;
      const count = { edition: row.edition, year: row.year, joint: countIn(row), table };
      const key = JSON.stringify([row.edition, row.year]);
      found.set(key, merged([x, y], found.get(key), count));
    }
  return [...found.values()]
    .map(({ edition, year, joint }) => {
      const of = (economy: string) => international({ edition, year, economy })?.works ?? null;
      const about = editionOf(edition, tables.editions);
      return {
        edition,
        source: about.source,
        year,
        joint,
        x: of(x),
        y: of(y),
        world: of("WORLD"),
        ...observation(year, about, options),
      };
    })
    .sort((a, b) => (a.edition === b.edition ? a.year - b.year : a.edition < b.edition ? -1 : 1));
}

interface JointCount extends Pick<PairYearCounts, "edition" | "year" | "joint"> {
  readonly table: string;
}

/** The count within the bounds of both tables. */
function merged(
  [x, y]: readonly [string, string],
  before: JointCount | undefined,
  count: JointCount,
): JointCount {
  if (before === undefined) return count;
  const lower = Math.max(count.joint.lower, before.joint.lower);
  const upper = Math.min(count.joint.upper, before.joint.upper);
  if (lower > upper)
    throw new AnalysisError(
      `pair: the joint papers of ${x} and ${y} in ${count.year} (${count.edition}) are ${written(before.joint)} in ${before.table} and ${written(count.joint)} in ${count.table}`,
      { hint: "The tables contradict each other: one of the rows is wrong." },
    );
  return { ...before, joint: { lower, upper } };
}

function written({ lower, upper }: Interval): string {
  return lower === upper ? String(lower) : `${lower}–${upper}`;
}

/**
 * The same from the table of all pairs of the world: one row for every year of the newest edition, including zeros;
 * empty if the table does not count one of the two.
 */
export function countsInWorld(
  [x, y]: readonly [string, string],
  tables: TableRows<"editions" | "world-pairs" | "world-international">,
  options: ObservationOptions = {},
): readonly PairYearCounts[] {
  const about = newestOf(tables["world-pairs"], tables.editions);
  if (about === undefined) return [];
  const { edition, source } = about;
  const years = new Set<number>();
  const economies = new Set<string>();
  const joint = new Map<number, number>();
  for (const row of tables["world-pairs"]) {
    if (row.edition !== edition) continue;
    years.add(row.year);
    economies.add(row.a).add(row.b);
    if (samePair([row.a, row.b], [x, y])) joint.set(row.year, row.works);
  }
  if (![x, y].every((code) => economies.has(code))) return [];
  const ofBoth = tables["world-international"].filter(({ economy }) => [x, y].includes(economy));
  const sizes = lookup(ofBoth, ["edition", "economy", "year"]);
  return [...years]
    .sort((a, b) => a - b)
    .map((year) => {
      const works = joint.get(year) ?? 0;
      const of = (economy: string): number => sizes({ edition, economy, year })?.works ?? 0;
      return {
        edition,
        source,
        year,
        joint: { lower: works, upper: works },
        x: of(x),
        y: of(y),
        world: null,
        ...observation(year, about, options),
      };
    });
}

/**
 * Joint papers as shares of all international papers of x and of y, which contain them.
 *
 * Units: fraction. Range: 0–1. Null with the reason if the denominator is missing or zero. Source: Luukkonen et al.
 * 1993.
 */
export function jointShares({ joint, x, y }: Pick<PairYearCounts, "joint" | "x" | "y">) {
  return { ofX: shareOf(joint, x), ofY: shareOf(joint, y) };
}

/** The same of one whole. */
export const shareOf = (joint: Interval, whole: number | null) =>
  whole === null ? missing("insufficient_data", 0) : share(joint, whole);

/** Finds the row of a table with given values in some columns; undefined if it has none, the last if it has several. */
export function lookup<Row, Column extends keyof Row>(
  rows: readonly Row[],
  columns: readonly Column[],
): (key: Pick<Row, Column>) => Row | undefined {
  const keyText = (key: Pick<Row, Column>) => JSON.stringify(columns.map((column) => key[column]));
  const found = new Map(rows.map((row) => [keyText(row), row]));
  return (key) => found.get(keyText(key));
}
