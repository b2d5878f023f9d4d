/** Joint papers in fields of technology by year, in number and allowing for size. */
import {
  linkCounts,
  type LinkTable,
  links,
  observedToExpected,
  quasiIndependence,
} from "../indicators/affinity.js";
import { linksBetween, placeIn } from "../indicators/links.js";
import type { CoronavirusPairsRow, EtoPairsRow } from "../rows.js";
import { samePair } from "../verdict/index.js";
import { requireOneEdition } from "./editions.js";

/** One field and year of two economies. */
type TechnologyYear = Readonly<ReturnType<typeof technologyCourse>[number]>;

/**
 * Joint papers of two economies in a field, year by year. Years in which the table lacks the pair are omitted.
 *
 * Formula of affinity: n·2T/(L_x·L_y), with L all links of an economy in the field and year and T all links, each
 * counted once: joint papers over those expected, 1 = as many as from size alone. Units: papers, and none. Pairs omitted
 * by the source (fewer than 25 papers) are in neither L nor T.
 *
 * Formula of fitted: joint papers over those expected from a fit to the links of all pairs in the field and year, without
 * links to oneself, as for the pairs of the world. Where the largest two hold a good part of all links, as here, the two
 * measures can disagree. NaN if the fit does not converge.
 */
export function technologyCourse(
  rows: readonly EtoPairsRow[],
  field: string,
  [x, y]: readonly [string, string],
) {
  requireOneEdition(rows, "technologyCourse");
  const inField = rows.filter((row) => row.field === field);
  return inField
    .filter(({ a, b }) => samePair([a, b], [x, y]))
    .sort((one, two) => one.year - two.year)
    .map(({ year, works, status }) => {
      const ofYear = inField.filter((row) => row.year === year);
      const pairs = ofYear.map(({ a, b, works: papers }) => ({ x: a, y: b, papers }));
      const table = links(pairs, { absent: "zero" });
      const counts = linkCounts(table, x, y);
      const total = ofYear.reduce((sum, row) => sum + row.works, 0);
      // Each link is in the sums of both its ends.
      const { value } = observedToExpected({ ...counts, total: 2 * total });
      /** `links`: joint papers of all pairs of the field together. */
      return {
        field,
        year,
        joint: works,
        affinity: value ?? NaN,
        fitted: observedToFitted(table, x, y),
        links: total,
        status,
      };
    });
}

function observedToFitted(table: LinkTable, x: string, y: string): number {
  const { economies, factors } = quasiIndependence(table);
  const factorOf = (code: string) => factors?.[placeIn(economies, code)] ?? NaN;
  return linksBetween(table, x, y) / (factorOf(x) * factorOf(y));
}

/**
 * Null if the table has no complete year of the pair in the field. Otherwise the complete year with the most joint
 * papers and the last one, whose joint papers, affinity and fitted are divided by those of the peak.
 */
export function technologyPeak(course: readonly TechnologyYear[]) {
  const complete = course.filter(({ status }) => status === "complete");
  const now = complete.at(-1);
  if (now === undefined) return null;
  const peak = complete.reduce((most, one) => (one.joint > most.joint ? one : most), now);
  return {
    peak,
    now,
    ofPeak: now.joint / peak.joint,
    affinityOfPeak: now.affinity / peak.affinity,
    fittedOfPeak: now.fitted / peak.fitted,
  };
}

/** The joint papers of a pair in one edition; null if no number was published. */
export function papersOfPair(
  rows: readonly Pick<CoronavirusPairsRow, "edition" | "a" | "b" | "works">[],
  pair: readonly [string, string],
): number | null {
  requireOneEdition(rows, "papersOfPair");
  return rows.find(({ a, b }) => samePair([a, b], pair))?.works ?? null;
}
