/**
 * Two economies in the table of all pairs of the world, in which a missing row is a zero: a pair without one has no joint
 * papers in that year, an economy without one no international papers.
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
import { order } from "./partner-lists.js";

/** What the context of a pair knows of it. */
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

/** A row for every year of the newest edition, with the zeros; empty where the table does not count one of the two at all. */
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
  const sizes = new Map(
    international
      .filter((row) => row.edition === edition && [x, y].includes(row.economy))
      .map((row) => [`${row.economy} ${String(row.year)}`, row.works]),
  );
  return [...years]
    .sort((a, b) => a - b)
    .map((year) => {
      const works = joint.get(year) ?? 0;
      const of = (code: string): number => sizes.get(`${code} ${String(year)}`) ?? 0;
      return {
        ...{ edition, source, year, joint: { lower: works, upper: works } },
        ...{ x: of(x), y: of(y), world: null },
        ...observation(year, about, options),
      };
    });
}

/**
 * By how much the international papers of all economies, added up, changed from the year before: a fraction. A paper counts
 * once for each of its economies. Null where one of the years has none.
 */
export function growthOfAll(rows: readonly WorldInternationalRow[], year: number): number | null {
  const [before, now] = [year - 1, year].map((of) =>
    sum(rows.filter((row) => row.year === of).map(({ works }) => works)),
  );
  return before && now ? now / before - 1 : null;
}

/** An economy that another has joint papers with in a year. */
export interface WorldPartner {
  readonly partner: string;
  readonly joint: number;
  /** One more than there are partners with more joint papers; several partners may share a place. */
  readonly place: number;
  /** Other partners with as many. */
  readonly tied: number;
  /** Of all its links of the year; whole counts of papers overlap, so this is no share of papers. */
  readonly share: number;
}

/** All partners of an economy in a year, most joint papers first, equal ones by code; empty where it has none. */
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

/** Joint papers and international papers of each over some years; a paper of one year is counted in that year alone. */
interface SpanOfYears {
  readonly from: number;
  readonly to: number;
  readonly joint: number;
  readonly x: number;
  readonly y: number;
}

/** The years of two economies in the table of all pairs, and how many joint papers they have. */
export interface YearsInWorld {
  readonly edition: EditionsRow;
  /** From the first year to the last complete one. */
  readonly complete: readonly PairYearCounts[];
  /** Years that were counted early. */
  readonly later: readonly PairYearCounts[];
  /** The last complete year, and its joint papers. */
  readonly now: PairYearCounts;
  readonly joint: number;
  /** Joint papers of all complete years. */
  readonly total: number;
  /** Complete years without joint papers. */
  readonly empty: readonly number[];
  /** The complete years with the most joint papers; empty where no year has any. */
  readonly greatest: readonly PairYearCounts[];
  /** The years of the rule's first baseline, and as many up to the last complete one. */
  readonly spans: readonly [before: SpanOfYears, after: SpanOfYears];
}

/** Throws for a pair that the table of all pairs does not count: where it is missing or has no complete year. */
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
  /** `none`: no joint papers in any complete year. `few`: the rule gives no R. */
  readonly situation: "none" | "few" | "compared";
  /** Years of the rule's baselines with fewer joint papers than it asks for. */
  readonly tooFew: readonly number[];
  /** Joint papers and propensity against the first baseline; null unless they can be compared. */
  readonly change: QuotedChange | null;
}

/** The same with what the rule says of them. */
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

/** A count so many times as great as those around it, or as small, that the source may be wrong. */
const standsOutAt = 1.5;
/** Chance alone makes smaller counts jump. */
const leastCount = 100;

/**
 * Years with at least one and a half times as many joint papers as their neighbours have (their geometric mean), or at
 * most two thirds of them.
 */
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
