import type { Interval } from "../../model/measure.js";
import { gapBand, interrupted, type Observation } from "../indicators/change.js";
import { AnalysisError } from "../indicators/errors.js";
import { holm, syntheticControl } from "../indicators/inference.js";
import { geometricMean } from "../indicators/numeric/statistics.js";
import {
  type Assessment,
  completeVerdict,
  fittedIn,
  jointIn,
  largePairs,
  type OwnChange,
  type PairOfCodes,
  type Panel,
  type PanelTurn,
  ratioOfPair,
  samePair,
  type YearStatus,
} from "../verdict/index.js";
import { statusOf } from "../verdict/series.js";

interface PathPoint {
  readonly year: number;
  /** Propensity over that of the baseline: R of the verdict rule. */
  readonly ratio: number;
  readonly status: YearStatus;
}

/** The propensity of a pair, year by year, against its own baseline. */
export interface PairPath {
  /** `CN–US` */
  readonly key: string;
  readonly pair: PairOfCodes;
  readonly points: readonly PathPoint[];
}

/** A pair beside all other large pairs of a panel, by the measure and the years of the verdict rule. */
export interface Comparison {
  readonly panel: Panel["id"];
  readonly edition: string;
  /** Year of the verdict: the last that is complete in every source. */
  readonly year: number;
  readonly baseline: readonly number[];
  /** Joint works that a large pair has in every year of the baseline. */
  readonly leastWorks: number;
  readonly own: OwnChange;
  /** The change of course that the rule looks for. */
  readonly turn: PanelTurn;
  /** Joint works of the pair in that year over their geometric mean in the baseline, less one. Range: −1–∞. */
  readonly jointChange: number;
  readonly path: PairPath;
  /** Other large pairs, the one with the lowest ratio in the year of the verdict first. */
  readonly others: readonly PairPath[];
}

/** What a comparison is made of; `pair.context` has it. */
export interface ComparisonSource {
  readonly assessment: Assessment;
  readonly evidence: { readonly pair: PairOfCodes };
  panel(id: Panel["id"]): Panel;
}

/**
 * The pair beside the other large pairs of a panel. Ranks and turns are those of the verdict; nothing is tested twice.
 * Throws where no year after the baseline is complete in every source, and where the panel has no other large pair or
 * too few years.
 */
export function comparisonIn(about: ComparisonSource, id: Panel["id"]): Comparison {
  const { rule, comparable } = about.assessment;
  const complete = completeVerdict(about.assessment);
  const { pair } = about.evidence;
  const panel = about.panel(id);
  const own = complete.own.find((one) => one.panel === id);
  const turn = complete.turns.find((one) => one.panel === id);
  if (own === undefined || turn === undefined)
    throw new AnalysisError(
      `${panel.edition}, ${complete.year}: ${keyOf(pair)} has no other large pairs to compare with, or too few years`,
    );
  const baseline = comparable.baselineYears;
  const leastWorks = rule.standing.own.leastPapers;
  const years = panel.years.filter((year) => year >= rule.standing.turn.from);
  const pathOf = (one: PairOfCodes): PairPath => ({
    key: keyOf(one),
    pair: one,
    points: years.flatMap((year) => {
      const ratio = ratioOfPair(panel, one, { year, baseline });
      const counted = panel.at(year);
      return ratio === null || counted === undefined
        ? []
        : [{ year, ratio, status: statusOf(counted, rule) }];
    }),
  });
  const others = largePairs(panel, baseline, leastWorks)
    .filter((one) => !samePair(one, pair))
    .map(pathOf)
    .sort((a, b) => ratioAt(a, complete.year) - ratioAt(b, complete.year));
  return {
    ...{ panel: id, edition: panel.edition, year: complete.year, baseline, leastWorks, own, others },
    ...{ turn, path: pathOf(pair), jointChange: jointChange(panel, pair, { year: complete.year, baseline }) },
  };
}

/** Propensity of the pair from the first year of the panel to the year of the verdict. */
export function propensityToVerdict(
  about: ComparisonSource,
  id: Panel["id"],
): readonly { readonly year: number; readonly value: number }[] {
  const { complete } = about.assessment;
  const panel = about.panel(id);
  return panel.years.flatMap((year) => {
    const value =
      complete === null || year > complete.year ? null : fittedIn(panel, about.evidence.pair, year);
    return value === null || value <= 0 ? [] : [{ year, value }];
  });
}

function jointChange(
  panel: Panel,
  pair: PairOfCodes,
  { year, baseline }: { readonly year: number; readonly baseline: readonly number[] },
): number {
  const before = geometricMean(baseline.map((one) => jointIn(panel, pair, one)));
  return (jointIn(panel, pair, year) ?? NaN) / (before ?? NaN) - 1;
}

function keyOf([a, b]: PairOfCodes): string {
  return `${a}–${b}`;
}

function ratioAt({ points }: PairPath, year: number): number {
  return points.find((point) => point.year === year)?.ratio ?? Infinity;
}

/** How far a pair lies from where four forecasts would have put it. */
export interface ForecastGaps extends Interval {
  /** Forecasts: straight line, straight line of logarithms, random walk with drift, Holt. */
  readonly n: number;
}

/**
 * Observed over forecast propensity in the year of the verdict, less one; the least and the greatest of the forecasts,
 * each from the years before `from`. It says nothing about other pairs: what hits all of them breaks forecasts too.
 * Null where there are too few years, before or from then on.
 */
export function forecastGaps({ path, year }: Comparison, from: number): ForecastGaps | null {
  const points = path.points.filter((point) => point.year <= year);
  if (!points.some((point) => point.year >= from)) return null;
  const found = gapBand(
    points.map((point) => ({ year: point.year, value: point.ratio })),
    { from },
  );
  const gaps = "reason" in found ? [] : found.models.flatMap(({ years }) => years.at(-1)?.relative ?? []);
  if (gaps.length === 0) return null;
  return { n: gaps.length, lower: Math.min(...gaps), upper: Math.max(...gaps) };
}

/** A mixture of other pairs that moved as the pair did before a year, and how far the pair went from it. */
export interface Mixture {
  /** Pairs without either of the two: work diverted from the pair may have raised the others. */
  readonly donors: number;
  /** Donors with a weight of at least 0.05, the heaviest first. */
  readonly parts: readonly { readonly pair: PairPath["pair"]; readonly weight: number }[];
  /** Relative distance from the mixture, year by year from then on: −0.1 is a tenth below. */
  readonly after: readonly { readonly year: number; readonly distance: number }[];
  /** Typical relative distance before. Range: 0–∞. */
  readonly fit: number;
  /** Part of the donors that left their own mixtures at least as far, each by its own fit before. */
  readonly asFar: number;
}

/**
 * Synthetic control on the logarithms, each pair against its own baseline, from a year on up to that of the verdict.
 * Null where there are no donors or too few years. Source: Abadie, Diamond and Hainmueller 2010.
 */
export function mixtureOf({ path, others, year: last }: Comparison, from: number): Mixture | null {
  const donors = others.filter((one) => !one.pair.some((code) => path.pair.includes(code)));
  const rows = [path, ...donors].flatMap(({ key, points }) =>
    points.flatMap(({ year, ratio }) =>
      year > last ? [] : [{ unit: key, year, value: ratio > 0 ? ratio : null }],
    ),
  );
  const options = { treated: path.key, from, scale: "log", placebos: "without-treated" } as const;
  const found = syntheticControl(rows, options);
  if ("reason" in found || found.test === null) return null;
  const { weights, years, preRmspe, test } = found;
  return {
    donors: donors.length,
    parts: donors
      .map(({ key, pair }) => ({ pair, weight: weights.find(({ unit }) => unit === key)?.weight ?? 0 }))
      .filter(({ weight }) => weight >= 0.05)
      .sort((a, b) => b.weight - a.weight),
    after: years
      .filter(({ year }) => year >= from)
      .map(({ year, gap }) => ({ year, distance: Math.expm1(gap) })),
    fit: Math.expm1(preRmspe),
    asFar: (test.rank - 1) / (test.of - 1),
  };
}

/** Years that can be named, and those at which a test with a named date signals a change of slope. */
export interface NamedDates {
  readonly tested: readonly number[];
  readonly signals: readonly number[];
}

/**
 * An interrupted series on the logarithms, with the same number of years before and after whichever year is named, p
 * after Holm over all years. A test that signals a change in most years cannot tell one of them from the next.
 */
export function namedDates(
  series: readonly Observation[],
  {
    before,
    after,
    significance,
  }: { readonly before: number; readonly after: number; readonly significance: number },
): NamedDates {
  const points = series.flatMap(({ year, value }) =>
    typeof value === "number" && value > 0 ? [{ year, value: Math.log(value) }] : [],
  );
  const tests = points.flatMap(({ year: from }) => {
    const around = points.filter(({ year }) => year >= from - before && year < from + after);
    if (around.length < before + after) return [];
    const found = interrupted(around, { from });
    return "reason" in found || found.slopeChange.p === null ? [] : [{ from, p: found.slopeChange.p }];
  });
  const adjusted = holm(tests.map(({ p }) => p));
  return {
    tested: tests.map(({ from }) => from),
    signals: tests.filter((_, index) => (adjusted[index] ?? 1) < significance).map(({ from }) => from),
  };
}
