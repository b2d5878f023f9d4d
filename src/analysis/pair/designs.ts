import { gapBand } from "../indicators/change.js";
import { syntheticControl } from "../indicators/inference.js";
import type { Interval } from "../../model/measure.js";
import type { Comparison, PairPath } from "./comparison.js";

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
  const options = { treated: path.key, from, scale: "log", placebos: "without treated" } as const;
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
