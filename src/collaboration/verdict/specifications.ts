import { geometricMean } from "../indicators/statistics.js";
import type { Baseline, ClassOfR, VerdictRule } from "./rule.js";
import { say } from "./words.js";
import { expectedIn, type PairSeries, propensityIn, statusOf, type YearOfPair } from "./series.js";

/** One way to compute R: a series, a baseline and a definition of China. */
export interface Specification {
  readonly series: PairSeries;
  readonly baseline: Baseline;
  /** Years of the baseline that every series has. */
  readonly years: readonly number[];
  /** Propensity of the baseline, A(B): the geometric mean of its years; null with the reason. */
  readonly base: { readonly value: number } | { readonly value: null; readonly reason: string };
  /** Joint papers of the baseline: the geometric mean of its years, as for A(B). */
  readonly baseJoint: number;
}

/** R of one specification in one year. */
export interface Ratio {
  readonly specification: Specification;
  readonly year: number;
  /** Propensity over that of the baseline. */
  readonly value: number | null;
  /** Why it is missing. */
  readonly reason?: string;
  readonly class: ClassOfR | null;
  /** Relative change of joint papers from their mean in the baseline. */
  readonly jointChange: number;
}

/** Comparable series and the years they share. */
export type Comparable = Readonly<ReturnType<typeof comparable>>;

/** The years that all series share: two sources are compared for the same years, or not at all. */
export function comparable(rule: VerdictRule, given: readonly PairSeries[]) {
  const [{ from, to }] = rule.baselines;
  const why = ({ years }: PairSeries): string | undefined => {
    if (!years.some(({ year }) => year >= from && year <= to)) return say(rule, "no-baseline", { from, to });
    return years.some(({ year }) => year > to) ? undefined : say(rule, "no-later-year", { to });
  };
  const series = given.filter((one) => why(one) === undefined);
  /** Series that lack the baseline or every later year, and why. */
  const leftOut = given.flatMap((one) => {
    const reason = why(one);
    return reason === undefined ? [] : { id: one.choice.id, reason };
  });
  const [first] = series;
  /** Years that every series has. */
  const years = (first?.years ?? [])
    .map(({ year }) => year)
    .filter((year) => series.every((one) => yearOf(one, year) !== undefined));
  const isComplete = (year: number) =>
    series.every((one) => {
      const point = yearOf(one, year);
      return point !== undefined && statusOf(point, rule) === "complete";
    });
  /** Last year that is complete in every source. */
  const complete = years.findLast((year) => year > to && isComplete(year)) ?? null;
  /** Last later year that every source has, counted early in at least one. */
  const early = years.findLast((year) => year > (complete ?? to)) ?? null;
  const skips = series.flatMap((one) => skipped(one).map((year) => ({ source: one.choice.source, year })));
  /** Missing years of a series that has years around them at its usual interval. */
  const gaps = [...new Map(skips.map((gap) => [`${gap.source} ${gap.year}`, gap])).values()];
  /** Years that every series has in the first baseline. */
  const baselineYears = years.filter((year) => year >= from && year <= to);
  return { series, leftOut, gaps, years, baselineYears, complete, early };
}

/** A biennial source has no missing years; a year that breaks a source's regular interval is missing. */
function skipped({ years }: PairSeries): readonly number[] {
  const steps = years.slice(1).map(({ year }, index) => year - (years[index]?.year ?? NaN));
  const usual = [...new Set(steps)].sort(
    (a, b) => steps.filter((step) => step === b).length - steps.filter((step) => step === a).length || a - b,
  )[0];
  if (usual === undefined) return [];
  return years.slice(1).flatMap(({ year }, index) => {
    const before = years[index]?.year ?? NaN;
    return Array.from({ length: Math.ceil((year - before) / usual) - 1 }, (_, i) => before + (i + 1) * usual);
  });
}

/** Every series with every baseline, each on the common years; duplicates of series and years are merged. */
export function specifications(rule: VerdictRule, { series, years }: Comparable): readonly Specification[] {
  const found = new Map<string, Specification>();
  for (const one of series)
    for (const baseline of rule.baselines) {
      const own = years.filter((year) => year >= baseline.from && year <= baseline.to);
      const key = JSON.stringify([one.choice.id, one.territory, own]);
      if (own.length === 0 || found.has(key)) continue;
      found.set(key, specification(rule, one, baseline, own));
    }
  return [...found.values()];
}

function specification(
  rule: VerdictRule,
  series: PairSeries,
  baseline: Baseline,
  years: readonly number[],
): Specification {
  const points = years.flatMap((year) => yearOf(series, year) ?? []);
  const baseJoint = geometricMean(points.map(({ joint }) => joint)) ?? 0;
  const few = points.find(({ joint }) => joint < rule.leastPapers);
  const mean = geometricMean(points.map((point) => propensityIn(point)));
  const base =
    few !== undefined
      ? { value: null, reason: say(rule, "few-papers", { least: rule.leastPapers, year: few.year }) }
      : mean === null
        ? { value: null, reason: say(rule, "nothing-expected-then") }
        : { value: mean };
  return { series, baseline, years, base, baseJoint };
}

/** Those whose baseline ends before the year, so that no year is compared with itself. */
export function before(all: readonly Specification[], year: number): readonly Specification[] {
  return all.filter(({ baseline }) => baseline.to < year);
}

/** R in a year that the series has; a factor multiplies the joint papers of that year. */
export function ratioIn(rule: VerdictRule, specification: Specification, year: number, factor = 1): Ratio {
  const { series, base, baseJoint } = specification;
  const point = yearOf(series, year);
  const jointChange = point === undefined ? NaN : (factor * point.joint) / baseJoint - 1;
  const none = (reason: string): Ratio => ({
    specification,
    year,
    value: null,
    reason,
    class: null,
    jointChange,
  });
  if (point === undefined) return none(say(rule, "no-count", { year }));
  if (base.value === null) return none(base.reason);
  const expected = expectedIn(point, factor);
  if (expected === null) return none(say(rule, "nothing-expected", { year }));
  if (base.value * expected < rule.leastPapers)
    return none(say(rule, "too-small", { year, least: rule.leastPapers }));
  const value = (factor * point.joint) / (base.value * expected);
  return { specification, year, value, class: classOf(rule, value, jointChange), jointChange };
}

/** Full decoupling also needs fewer joint papers than in the baseline, or a pair that others outgrew would qualify. */
export function classOf(
  { limits }: Pick<VerdictRule, "limits">,
  value: number,
  jointChange: number,
): ClassOfR {
  if (value <= limits.full && jointChange < 0) return "full";
  if (value < limits.partial) return "partial";
  return value <= limits.recoupled ? "none" : "recoupled";
}

export function yearOf({ years }: PairSeries, year: number): YearOfPair | undefined {
  return years.find((one) => one.year === year);
}

/** Joint papers of a year that the propensity of the baseline would add to the observed ones. */
export type MissingPapers = Readonly<NonNullable<ReturnType<typeof missingPapers>>>;

/**
 * Missing papers in the source that counts papers, or else in the first series on links, where the links of a pair are
 * its joint papers.
 *
 * Formula: c·(1/R − 1) with actual totals.
 * Unit: papers.
 * Undefined: null if a baseline has no propensity, or if no expected count exists for the year.
 */
export function missingPapers(specifications: readonly Specification[], year: number) {
  const own = withMissingPapers(specifications);
  const [first] = own;
  const point = first === undefined ? undefined : yearOf(first.series, year);
  if (first === undefined || point === undefined) return null;
  const expected = expectedIn(point);
  const found = own.flatMap(({ base }) =>
    base.value === null || expected === null ? [] : [base.value * expected - point.joint],
  );
  const [quoted] = found;
  if (quoted === undefined || found.length < own.length) return null;
  const least = Math.min(...found);
  const most = Math.max(...found);
  const ofExpected = (missing: number) => missing / (point.joint + missing);
  return {
    /** Over the rule's baselines, with each country's actual international papers; negative: more than expected. */
    least,
    most,
    /** Both numbers as fractions of the joint papers expected at the propensity of the baseline. */
    ofExpected: { lower: ofExpected(least), upper: ofExpected(most) },
    /** For the first baseline. */
    quoted,
  };
}

/** The computations whose missing papers are listed: one series with all its baselines. */
export function withMissingPapers(specifications: readonly Specification[]): readonly Specification[] {
  const papers = specifications.filter(({ series }) => series.choice.counted === "papers");
  const [first] = specifications;
  return papers.length > 0 ? papers : specifications.filter(({ series }) => series === first?.series);
}
