/** Joint papers in fields of technology by year, in number and allowing for size. */
import { linkCounts, links, observedToExpected } from "../indicators/affinity.js";
import type { EtoPairsRow } from "../rows.js";
import { samePair, type YearStatus } from "../verdict/index.js";
import { requireOneEdition } from "./editions.js";

/** One field and year of two economies. */
export interface TechnologyYear {
  readonly field: string;
  readonly year: number;
  /** Joint papers. */
  readonly joint: number;
  /** Joint papers over those expected from the two economies' links in the field: 1 = as many as from size alone. */
  readonly affinity: number;
  /** Joint papers of all pairs of the field together. */
  readonly links: number;
  readonly status: YearStatus;
}

/**
 * Joint papers of two economies in a field, year by year. Years in which the table lacks the pair are omitted.
 *
 * Formula of affinity: n·2T/(L_x·L_y), with L all links of an economy in the field and year and T all links, each
 * counted once. Units: papers, and none. Pairs omitted by the source (fewer than 25 papers) are in neither L nor T.
 */
export function technologyCourse(
  rows: readonly EtoPairsRow[],
  field: string,
  [x, y]: readonly [string, string],
): readonly TechnologyYear[] {
  requireOneEdition(rows, "technologyCourse");
  const inField = rows.filter((row) => row.field === field);
  return inField
    .filter(({ a, b }) => samePair([a, b], [x, y]))
    .sort((one, two) => one.year - two.year)
    .map(({ year, works, status }) => {
      const ofYear = inField.filter((row) => row.year === year);
      const pairs = ofYear.map(({ a, b, works: papers }) => ({ x: a, y: b, papers }));
      const counts = linkCounts(links(pairs, { absent: "zero" }), x, y);
      const total = ofYear.reduce((sum, row) => sum + row.works, 0);
      // Each link is in the sums of both its ends.
      const { value } = observedToExpected({ ...counts, total: 2 * total });
      return { field, year, joint: works, affinity: value ?? NaN, links: total, status };
    });
}

/** The course of two economies' joint papers in a field, over complete years only. */
export interface TechnologyPeak {
  /** The year with the most joint papers. */
  readonly peak: TechnologyYear;
  /** The last complete year. */
  readonly now: TechnologyYear;
  /** Joint papers of the last complete year over those of the peak. */
  readonly ofPeak: number;
  /** Affinity of the last complete year over that of the peak. */
  readonly affinityOfPeak: number;
}

/** Null if the table has no complete year of the pair in the field. */
export function technologyPeak(course: readonly TechnologyYear[]): TechnologyPeak | null {
  const complete = course.filter(({ status }) => status === "complete");
  const now = complete.at(-1);
  if (now === undefined) return null;
  const peak = complete.reduce((most, one) => (one.joint > most.joint ? one : most), now);
  return { peak, now, ofPeak: now.joint / peak.joint, affinityOfPeak: now.affinity / peak.affinity };
}

/** Joint papers of two economies, in the alphabetical order of their codes; null if the source publishes none. */
export interface PairCount {
  readonly edition: string;
  readonly a: string;
  readonly b: string;
  readonly works: number | null;
}

/** The joint papers of a pair in one edition; null if no number was published. */
export function papersOfPair(rows: readonly PairCount[], pair: readonly [string, string]): number | null {
  requireOneEdition(rows, "papersOfPair");
  return rows.find(({ a, b }) => samePair([a, b], pair))?.works ?? null;
}
