import { normalDistribution, normalQuantile, toLevel } from "../distributions.js";
import { AnalysisError } from "../errors.js";
import { type ConfidenceInterval, type Modelled, noResult } from "../estimate.js";
import { quantile, sum } from "../numeric/statistics.js";
import { seeded } from "../numeric/random.js";

/** Resamples drawn by a seed, or given one by one as indices of the sample. */
export type Resampling =
  | { readonly seed: number; readonly resamples?: number }
  | { readonly indices: readonly (readonly number[])[] };

export interface BiasCorrected {
  readonly confidence: ConfidenceInterval;
  /** Bias correction, z₀ = Φ⁻¹ of the part of resamples below the estimate (equal ones count half). */
  readonly bias: number;
  readonly acceleration: number;
  /** Probabilities whose quantiles the bounds are. */
  readonly probabilities: readonly [number, number];
}

export interface Bootstrap {
  /** Standard deviation over the resamples, with n − 1. */
  readonly standardError: number;
  readonly percentile: ConfidenceInterval;
  /** Percentile interval mirrored at the estimate. */
  readonly basic: ConfidenceInterval;
  /** Null where all resamples lie on one side of the estimate, or leaving out one observation changes nothing. */
  readonly bca: BiasCorrected | null;
  /** Standard error of the jackknife. */
  readonly jackknifeStandardError: number;
  readonly resamples: number;
}

/**
 * Bootstrap of a statistic: intervals from resamples of the observations. Only where observations (works, authors) are
 * a sample: a published table has none.
 *
 * Formula: percentile: quantiles (type 7) of the resampled statistics; basic: 2θ̂ less those; BCa: quantiles at
 * Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))), a = Σd³/(6(Σd²)^1.5) of the jackknife, d = mean − leave-one-out.
 * Unit: that of the statistic; `value` is the statistic of the sample, `n` its observations.
 * Range: that of the statistic.
 * Undefined: fewer than two observations (`insufficient_data`). Indices out of range, fewer than two resamples, and a
 * statistic that is no number throw. 2,000 resamples by default.
 * Source: Efron 1979, 1987.
 */
export function bootstrap<T>(
  sample: readonly T[],
  statistic: (sample: readonly T[]) => number,
  resampling: Resampling,
  { level = 0.95 }: { readonly level?: number } = {},
): Modelled<Bootstrap> {
  toLevel(level, "bootstrap");
  const n = sample.length;
  const draws = drawsOf(resampling, n);
  if (n < 2) return noResult("insufficient_data", n);
  const of = (items: readonly T[], which: string): number => {
    const value = statistic(items);
    if (!Number.isFinite(value))
      throw new AnalysisError(
        `bootstrap: the statistic of ${which} is not a finite number: ${String(value)}`,
      );
    return value;
  };
  const value = of(sample, "the sample");
  const replicates = draws.map((indices, b) =>
    of(
      indices.map((index) => sample[index] as T),
      `resample ${b}`,
    ),
  );
  const tail = (1 - level) / 2;
  const [lower, upper] = [quantile(replicates, tail), quantile(replicates, 1 - tail)];
  const jackknife = sample.map((_, left) =>
    of(
      sample.filter((__, index) => index !== left),
      `the sample without observation ${left}`,
    ),
  );
  const mean = sum(jackknife) / n;
  const gaps = jackknife.map((one) => mean - one);
  const squares = sum(gaps.map((gap) => gap * gap));
  return {
    value,
    n,
    standardError: deviation(replicates),
    percentile: { lower, upper, level },
    basic: { lower: 2 * value - upper, upper: 2 * value - lower, level },
    bca: biasCorrected(value, replicates, gaps, level),
    jackknifeStandardError: Math.sqrt(((n - 1) / n) * squares),
    resamples: draws.length,
  };
}

function biasCorrected(
  value: number,
  replicates: readonly number[],
  gaps: readonly number[],
  level: number,
): BiasCorrected | null {
  const below = replicates.filter((one) => one < value).length;
  const equal = replicates.filter((one) => one === value).length;
  const part = (below + equal / 2) / replicates.length;
  const squares = sum(gaps.map((gap) => gap * gap));
  if (part <= 0 || part >= 1 || squares === 0) return null;
  const bias = normalQuantile(part);
  const acceleration = sum(gaps.map((gap) => gap ** 3)) / (6 * Math.pow(squares, 1.5));
  const adjusted = (z: number): number =>
    normalDistribution(bias + (bias + z) / (1 - acceleration * (bias + z)));
  const z = normalQuantile((1 + level) / 2);
  const probabilities = [adjusted(-z), adjusted(z)] as const;
  const [lower, upper] = probabilities.map((p) => quantile(replicates, p)) as [number, number];
  return { confidence: { lower, upper, level }, bias, acceleration, probabilities };
}

function drawsOf(resampling: Resampling, n: number): readonly (readonly number[])[] {
  if ("indices" in resampling) {
    if (resampling.indices.length < 2) throw new AnalysisError("bootstrap: expected at least two resamples");
    for (const [b, indices] of resampling.indices.entries())
      for (const index of indices)
        if (!Number.isInteger(index) || index < 0 || index >= n)
          throw new AnalysisError(`bootstrap: resample ${b} has the index ${index}, the sample has ${n}`);
    return resampling.indices;
  }
  const { seed, resamples = 2000 } = resampling;
  if (!Number.isInteger(resamples) || resamples < 2)
    throw new AnalysisError(`bootstrap: expected at least two resamples, got ${resamples}`);
  const random = seeded(seed, "bootstrap");
  return Array.from({ length: resamples }, () => Array.from({ length: n }, () => Math.floor(random() * n)));
}

function deviation(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
}
