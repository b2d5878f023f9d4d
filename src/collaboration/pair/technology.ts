/** Joint papers in fields of technology by year, in number and allowing for size. */
import { linkCounts, links, observedToExpected, quasiIndependence } from "../indicators/affinity.js";
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
    .map(({ year, status }) => {
      const ofYear = measuresOf(inField.filter((row) => row.year === year));
      const { joint, affinity, fitted } = ofYear.of([x, y]);
      /** `links`: joint papers of all pairs of the field together. */
      return { field, year, joint, affinity, fitted, links: ofYear.links, status };
    });
}

/** Both measures of every pair in one year of a field, with one fit for all of them. */
function measuresOf(ofYear: readonly EtoPairsRow[]) {
  const pairs = ofYear.map(({ a, b, works: papers }) => ({ x: a, y: b, papers }));
  const table = links(pairs, { absent: "zero" });
  const total = ofYear.reduce((sum, row) => sum + row.works, 0);
  const { economies, factors } = quasiIndependence(table);
  const factorOf = (code: string) => factors?.[placeIn(economies, code)] ?? NaN;
  return {
    /** Joint papers of all pairs together. */
    links: total,
    of([x, y]: readonly [string, string]) {
      const joint = linksBetween(table, x, y);
      // Each link is in the sums of both its ends.
      const { value } = observedToExpected({ ...linkCounts(table, x, y), total: 2 * total });
      return { joint, affinity: value ?? NaN, fitted: joint / (factorOf(x) * factorOf(y)) };
    },
  };
}

/** Two years of a field, and how many joint papers a pair needs in the first of them. */
interface TechnologySpan {
  readonly from: number;
  readonly to: number;
  readonly least: number;
}

/**
 * How the joint papers of all pairs in a field changed between two years. Every result is the number in the second
 * year divided by that in the first: `papers` in joint papers, `affinity` and `fitted` in the two measures of
 * technologyCourse. Units: none.
 *
 * `pairs` has the pairs with at least `least` joint papers in the first year; `missing` counts those among them that the
 * source does not list in the second (fewer than 25 papers). `links` compares the joint papers of all `listedInBoth` pairs
 * that the source lists in both years, so that a longer list is no growth.
 */
export function technologyChanges(
  rows: readonly EtoPairsRow[],
  field: string,
  { from, to, least }: TechnologySpan,
) {
  requireOneEdition(rows, "technologyChanges");
  const then = rows.filter((row) => row.field === field && row.year === from);
  const now = rows.filter((row) => row.field === field && row.year === to);
  const listedThen = then.map((row) => ({
    row,
    later: now.find(({ a, b }) => samePair([a, b], [row.a, row.b])),
  }));
  const inBoth = listedThen.flatMap(({ row, later }) =>
    later === undefined ? [] : [{ row, papers: later.works }],
  );
  const large = inBoth.filter(({ row }) => row.works >= least);
  const measuresThen = measuresOf(then);
  const measuresNow = measuresOf(now);
  const before = inBoth.reduce((sum, { row }) => sum + row.works, 0);
  const after = inBoth.reduce((sum, { papers }) => sum + papers, 0);
  return {
    pairs: large.map(({ row, papers }) => {
      const first = measuresThen.of([row.a, row.b]);
      const second = measuresNow.of([row.a, row.b]);
      return {
        a: row.a,
        b: row.b,
        papers: papers / row.works,
        affinity: second.affinity / first.affinity,
        fitted: second.fitted / first.fitted,
      };
    }),
    missing: listedThen.filter(({ row, later }) => row.works >= least && later === undefined).length,
    listedInBoth: inBoth.length,
    links: after / before,
  };
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
