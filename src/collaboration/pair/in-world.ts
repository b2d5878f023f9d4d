/**
 * Two economies in the table of all pairs of the world. A missing row is a zero: a pair without one has no joint papers
 * in that year, and an economy without one has no international papers.
 */
import { MissingDataError } from "../indicators/errors.js";
import { placeIn } from "../indicators/links.js";
import { geometricMean, sum } from "../indicators/statistics.js";
import type { WorldInternationalRow } from "../rows.js";
import { quotedChange } from "../verdict/index.js";
import type { PairContext } from "./context.js";
import type { PairYearCounts } from "./joint-counts.js";
import { order } from "./partner-lists.js";

/**
 * Change from the previous year in the international papers of all economies, added up: a fraction. A paper counts once
 * for each of its economies. Null if one of the years has none.
 */
export function growthOfAll(rows: readonly WorldInternationalRow[], year: number): number | null {
  const [before, now] = [year - 1, year].map((of) =>
    sum(rows.filter((row) => row.year === of).map(({ works }) => works)),
  );
  return before && now ? now / before - 1 : null;
}

/** All partners of an economy in a year, most joint papers first, ties by code; empty if it has none. */
export function partnersInWorld(about: Pick<PairContext, "panel">, economy: string, year: number) {
  const table = about.panel("world").at(year)?.table;
  if (table === undefined) return [];
  const links = table.links[placeIn(table.economies, economy)] ?? [];
  const found = table.economies
    .map((partner, place) => ({ partner, joint: links[place] ?? 0 }))
    .filter(({ joint }) => joint > 0)
    .sort((a, b) => b.joint - a.joint || order(a.partner, b.partner));
  const all = sum(found.map(({ joint }) => joint));
  return found.map((one) => ({
    ...one,
    /** One plus the number of partners with more joint papers; partners may share a rank. */
    place: 1 + found.filter(({ joint }) => joint > one.joint).length,
    /** Other partners with the same count. */
    tied: found.filter(({ joint }) => joint === one.joint).length - 1,
    /** Share of all its links in the year; whole counts of papers overlap, so this is not a share of papers. */
    share: one.joint / all,
  }));
}

/** Throws if the table of all pairs lacks the pair or has no complete year for it. */
export function yearsInWorld(about: Pick<PairContext, "one" | "two" | "counts" | "rule" | "edition">) {
  const { counts, rule } = about;
  /** From the first year to the last complete one, and that year. */
  const complete = counts.filter(({ status }) => status === "complete");
  const now = complete.at(-1);
  if (now === undefined)
    throw new MissingDataError(
      `yearsInWorld: no complete year has counts of ${about.one.code} and ${about.two.code}`,
      { hint: "data/world-pairs counts single economies; aggregates such as EU27 are not in it." },
    );
  const { from, to } = rule.baselines[0];
  const most = Math.max(...complete.map(jointOf));
  return {
    edition: about.edition(now.edition),
    complete,
    now,
    joint: jointOf(now),
    /** Years with early counts. */
    later: counts.filter(({ year }) => year > now.year),
    /** Joint papers of all complete years. */
    total: sum(complete.map(jointOf)),
    /** Complete years without joint papers. */
    empty: complete.filter((row) => jointOf(row) === 0).map(({ year }) => year),
    /** The complete years with the most joint papers; empty if there are no joint papers at all. */
    greatest: complete.filter((row) => most > 0 && jointOf(row) === most),
    /** The years of the rule's first baseline, and an equally long period up to the last complete year. */
    spans: [spanOf(complete, from, to), spanOf(complete, now.year - (to - from), now.year)] as const,
  };
}

/** Joint papers and international papers of each, summed over some years; each paper is counted in its own year. */
function spanOf(counts: readonly PairYearCounts[], from: number, to: number) {
  const rows = counts.filter(({ year }) => year >= from && year <= to);
  const all = (of: (row: PairYearCounts) => number) => sum(rows.map(of));
  return { from, to, joint: all(jointOf), x: all(({ x }) => x ?? 0), y: all(({ y }) => y ?? 0) };
}

/** The pair's years with the results of the rule. */
export function pairInWorld(about: Parameters<typeof yearsInWorld>[0] & Pick<PairContext, "assessment">) {
  const years = yearsInWorld(about);
  const { rule, assessment } = about;
  const tooFew = years.complete.filter(
    (row) =>
      jointOf(row) < rule.leastPapers &&
      rule.baselines.some((baseline) => row.year >= baseline.from && row.year <= baseline.to),
  );
  const settled = assessment.complete;
  /** Joint papers and propensity relative to the first baseline; null unless the years are comparable. */
  const change =
    settled === null || settled.verdict === "no-verdict" ? null : quotedChange(assessment, settled.year);
  /** `none`: no joint papers in any complete year. `few`: too few for the rule to compute R. */
  const situation: "none" | "few" | "compared" =
    years.total === 0 ? "none" : change === null ? "few" : "compared";
  return {
    ...years,
    change,
    situation,
    /** Years of the rule's baselines with fewer joint papers than the rule requires. */
    tooFew: tooFew.map(({ year }) => year),
  };
}

function jointOf({ joint }: PairYearCounts): number {
  return joint.lower;
}

/** A count so far above or below its neighbours that the source may be wrong. */
const standsOutAt = 1.5;
/** Smaller counts jump by chance alone. */
const leastCount = 100;

/** Years with at least 1.5 times the joint papers of their neighbours (geometric mean), or at most two thirds. */
export function yearsThatStandOut(counts: readonly PairYearCounts[]): readonly number[] {
  const at = (wanted: number) => counts.find(({ year }) => year === wanted)?.joint.lower ?? null;
  return counts
    .filter((row) => {
      const around = geometricMean([at(row.year - 1), at(row.year + 1)]);
      if (around === null || Math.max(around, jointOf(row)) < leastCount) return false;
      const times = jointOf(row) / around;
      return times >= standsOutAt || times <= 1 / standsOutAt;
    })
    .map(({ year }) => year);
}
