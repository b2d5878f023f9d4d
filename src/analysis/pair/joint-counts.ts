import type { Interval } from "../../model/measure.js";
import { share } from "../indicators/counting.js";
import { AnalysisError } from "../indicators/errors.js";
import { missing } from "../indicators/interval.js";
import type { CopublicationsRow, EditionsRow, InternationalRow, NsfPairsRow, PairsRow } from "../rows.js";
import { samePair } from "../verdict/index.js";
import { editionOf, observation, type Observation, type ObservationOptions } from "./editions.js";
import { lookup } from "./lookup.js";

/** Tables with joint papers of pairs; tables that are not given are not read. */
export interface PairTables {
  readonly editions: readonly EditionsRow[];
  readonly international: readonly InternationalRow[];
  readonly copublications?: readonly CopublicationsRow[];
  readonly "nsf-pairs"?: readonly NsfPairsRow[];
  readonly pairs?: readonly PairsRow[];
}

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
  const [works, reverse] = [row.works, row.reverse ?? row.works];
  return { lower: Math.min(works, reverse), upper: Math.max(works, reverse) };
}

interface JointCount {
  readonly edition: string;
  readonly year: number;
  readonly joint: Interval;
  readonly table: string;
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
  const given = (["copublications", "nsf-pairs", "pairs"] as const).flatMap((table) =>
    ((tables[table] ?? []) as readonly CountedPair[])
      .filter((row) => samePair(codesOf(row), [x, y]))
      .map((row) => ({ edition: row.edition, year: row.year, joint: countIn(row), table })),
  );
  return merged(x, y, given)
    .map(({ edition, year, joint }) => {
      const of = (economy: string) => international({ edition, year, economy })?.works ?? null;
      const about = editionOf(edition, tables.editions);
      return {
        ...{ edition, source: about.source, year, joint, x: of(x), y: of(y), world: of("WORLD") },
        ...observation(year, about, options),
      };
    })
    .sort((a, b) => (a.edition === b.edition ? a.year - b.year : a.edition < b.edition ? -1 : 1));
}

/** One count per year and edition, within the bounds of every table that has it. */
function merged(x: string, y: string, given: readonly JointCount[]): readonly JointCount[] {
  const found = new Map<string, JointCount>();
  for (const count of given) {
    const key = JSON.stringify([count.edition, count.year]);
    const other = found.get(key);
    if (other === undefined) {
      found.set(key, count);
      continue;
    }
    const lower = Math.max(count.joint.lower, other.joint.lower);
    const upper = Math.min(count.joint.upper, other.joint.upper);
    if (lower > upper)
      throw new AnalysisError(
        `pair: the joint papers of ${x} and ${y} in ${count.year} (${count.edition}) are ${written(other.joint)} in ${other.table} and ${written(count.joint)} in ${count.table}`,
        { hint: "The tables contradict each other: one of the rows is wrong." },
      );
    found.set(key, { ...other, joint: { lower, upper } });
  }
  return [...found.values()];
}

function written({ lower, upper }: Interval): string {
  return lower === upper ? String(lower) : `${lower}–${upper}`;
}

/**
 * Joint papers as shares of all international papers of x and of y, which contain them.
 *
 * Units: fraction. Range: 0–1. Null with the reason if the denominator is missing or zero. Source: Luukkonen et al.
 * 1993.
 */
export function jointShares({ joint, x, y }: Pick<PairYearCounts, "joint" | "x" | "y">) {
  const of = (whole: number | null) =>
    whole === null ? missing("insufficient_data", 0) : share(joint, whole);
  return { ofX: of(x), ofY: of(y) };
}
