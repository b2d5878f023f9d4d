/**
 * Two economies in the table of all pairs of the world. A missing row is a zero: a pair without one has no joint papers
 * in that year, and an economy without one has no international papers.
 */
import { MissingDataError } from "../indicators/errors.js";
import { placeIn } from "../indicators/links.js";
import { geometricMean, sum } from "../indicators/statistics.js";
import type { EconomiesRow, EditionsRow, WorldInternationalRow, WorldPairsRow } from "../rows.js";
import {
  type Assessment,
  type Panel,
  type QuotedChange,
  quotedChange,
  samePair,
  type VerdictRule,
} from "../verdict/index.js";
import { newestOf, observation, type ObservationOptions } from "./editions.js";
import type { PairYearCounts } from "./joint-counts.js";
import { lookup } from "./lookup.js";
import { order } from "./partner-lists.js";

/** Fields of the pair's context that are read here. */
interface KnownPair {
  readonly one: EconomiesRow;
  readonly two: EconomiesRow;
  readonly counts: readonly PairYearCounts[];
  readonly rule: VerdictRule;
  readonly assessment: Assessment;
  edition(id: string): EditionsRow;
  panel(id: Panel["id"]): Panel;
}

export interface WorldTables {
  readonly editions: readonly EditionsRow[];
  readonly "world-pairs": readonly WorldPairsRow[];
  readonly "world-international": readonly WorldInternationalRow[];
}

/** One row for every year of the newest edition, including zeros; empty if the table does not count one of the two. */
export function countsInWorld(
  [x, y]: readonly [string, string],
  { editions, "world-pairs": pairs, "world-international": international }: WorldTables,
  options: ObservationOptions = {},
): readonly PairYearCounts[] {
  const about = newestOf(pairs, editions);
  if (about === undefined) return [];
  const { edition, source } = about;
  const years = new Set<number>();
  const economies = new Set<string>();
  const joint = new Map<number, number>();
  for (const row of pairs) {
    if (row.edition !== edition) continue;
    years.add(row.year);
    economies.add(row.a).add(row.b);
    if (samePair([row.a, row.b], [x, y])) joint.set(row.year, row.works);
  }
  if (![x, y].every((code) => economies.has(code))) return [];
  const ofBoth = international.filter(({ economy }) => [x, y].includes(economy));
  const sizes = lookup(ofBoth, ["edition", "economy", "year"]);
  return [...years]
    .sort((a, b) => a - b)
    .map((year) => {
      const works = joint.get(year) ?? 0;
      const of = (economy: string): number => sizes({ edition, economy, year })?.works ?? 0;
      return {
        ...{ edition, source, year, joint: { lower: works, upper: works } },
        ...{ x: of(x), y: of(y), world: null },
        ...observation(year, about, options),
      };
    });
}

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

/** A partner of an economy in one year. */
export interface WorldPartner {
  readonly partner: string;
  readonly joint: number;
  /** One plus the number of partners with more joint papers; partners may share a rank. */
  readonly place: number;
  /** Other partners with the same count. */
  readonly tied: number;
  /** Share of all its links in the year; whole counts of papers overlap, so this is not a share of papers. */
  readonly share: number;
}

/** All partners of an economy in a year, most joint papers first, ties by code; empty if it has none. */
export function partnersInWorld(
  about: Pick<KnownPair, "panel">,
  economy: string,
  year: number,
): readonly WorldPartner[] {
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
    place: 1 + found.filter(({ joint }) => joint > one.joint).length,
    tied: found.filter(({ joint }) => joint === one.joint).length - 1,
    share: one.joint / all,
  }));
}

/** Joint papers and international papers of each, summed over some years; each paper is counted in its own year. */
interface SpanOfYears {
  readonly from: number;
  readonly to: number;
  readonly joint: number;
  readonly x: number;
  readonly y: number;
}

/** The years of two economies in the table of all pairs, and their joint papers. */
export interface YearsInWorld {
  readonly edition: EditionsRow;
  /** From the first year to the last complete one. */
  readonly complete: readonly PairYearCounts[];
  /** Years with early counts. */
  readonly later: readonly PairYearCounts[];
  /** The last complete year, and its joint papers. */
  readonly now: PairYearCounts;
  readonly joint: number;
  /** Joint papers of all complete years. */
  readonly total: number;
  /** Complete years without joint papers. */
  readonly empty: readonly number[];
  /** The complete years with the most joint papers; empty if there are no joint papers at all. */
  readonly greatest: readonly PairYearCounts[];
  /** The years of the rule's first baseline, and an equally long period up to the last complete year. */
  readonly spans: readonly [before: SpanOfYears, after: SpanOfYears];
}

/** Throws if the table of all pairs lacks the pair or has no complete year for it. */
export function yearsInWorld(about: Omit<KnownPair, "panel" | "assessment">): YearsInWorld {
  const { counts, rule } = about;
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
    ...{ edition: about.edition(now.edition), complete, now, joint: jointOf(now) },
    later: counts.filter(({ year }) => year > now.year),
    total: sum(complete.map(jointOf)),
    empty: complete.filter((row) => jointOf(row) === 0).map(({ year }) => year),
    greatest: complete.filter((row) => most > 0 && jointOf(row) === most),
    spans: [spanOf(complete, from, to), spanOf(complete, now.year - (to - from), now.year)],
  };
}

function spanOf(counts: readonly PairYearCounts[], from: number, to: number): SpanOfYears {
  const rows = counts.filter(({ year }) => year >= from && year <= to);
  const all = (of: (row: PairYearCounts) => number) => sum(rows.map(of));
  return { from, to, joint: all(jointOf), x: all(({ x }) => x ?? 0), y: all(({ y }) => y ?? 0) };
}

/** Whether the verdict rule can compare the years of two economies. */
export interface PairInWorld extends YearsInWorld {
  /** `none`: no joint papers in any complete year. `few`: too few for the rule to compute R. */
  readonly situation: "none" | "few" | "compared";
  /** Years of the rule's baselines with fewer joint papers than the rule requires. */
  readonly tooFew: readonly number[];
  /** Joint papers and propensity relative to the first baseline; null unless the years are comparable. */
  readonly change: QuotedChange | null;
}

/** The pair's years with the results of the rule. */
export function pairInWorld(about: Omit<KnownPair, "panel">): PairInWorld {
  const years = yearsInWorld(about);
  const { rule, assessment } = about;
  const tooFew = years.complete.filter(
    (row) =>
      jointOf(row) < rule.leastPapers &&
      rule.baselines.some((baseline) => row.year >= baseline.from && row.year <= baseline.to),
  );
  const settled = assessment.complete;
  const change =
    settled === null || settled.verdict === "no-verdict" ? null : quotedChange(assessment, settled.year);
  return {
    ...years,
    situation: years.total === 0 ? "none" : change === null ? "few" : "compared",
    tooFew: tooFew.map(({ year }) => year),
    change,
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
