import { gapBand } from "../analysis/change.js";
import { AnalysisError } from "../analysis/errors.js";
import { syntheticControl } from "../analysis/inference.js";
import type { Interval } from "../model/measure.js";
import type { Comparison, PairPath } from "./comparison.js";

/** How far a pair lies from where four forecasts would have put it. */
export interface ForecastGaps extends Interval {
  /** Forecasts: straight line, straight line of logarithms, random walk with drift, Holt. */
  readonly n: number;
}

/**
 * Observed over forecast propensity in the year of the verdict, less one; the least and the greatest of the forecasts,
 * each from the years before `from`. It says nothing about other pairs: what hits all of them breaks forecasts too.
 * Throws where there are too few years.
 */
export function forecastGaps({ path, year, edition }: Comparison, from: number): ForecastGaps {
  const points = path.points.filter((point) => point.year <= year);
  const found = gapBand(
    points.map((point) => ({ year: point.year, value: point.ratio })),
    { from },
  );
  const gaps = "reason" in found ? [] : found.models.flatMap(({ years }) => years.at(-1)?.relative ?? []);
  if (gaps.length === 0)
    throw new AnalysisError(`${edition}: too few years of ${path.key} for a forecast from ${from} on`);
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
 * Throws where there are no donors or too few years. Source: Abadie, Diamond and Hainmueller 2010.
 */
export function mixtureOf(comparison: Comparison, from: number): Mixture {
  const { path, others, year: last, edition } = comparison;
  const donors = others.filter((one) => !one.pair.some((code) => path.pair.includes(code)));
  const rows = [path, ...donors].flatMap(({ key, points }) =>
    points.flatMap(({ year, ratio }) =>
      year > last ? [] : [{ unit: key, year, value: ratio > 0 ? ratio : null }],
    ),
  );
  const options = { treated: path.key, from, scale: "log", placebos: "without treated" } as const;
  const found = syntheticControl(rows, options);
  if ("reason" in found || found.test === null)
    throw new AnalysisError(`${edition}: no mixture of other pairs can be compared with ${path.key}`);
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
