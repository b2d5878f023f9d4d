import type { EstimatedMeasure, MissingReason } from "../../../model/measure.js";
import { betaQuantile, normalQuantile, toLevel } from "../distributions.js";
import { AnalysisError } from "../errors.js";
import { toNumber } from "../interval.js";
import { sum } from "../numeric/statistics.js";
import type { ConfidenceOptions, Proportion } from "./shares.js";

/**
 * How many times as great one share is as another, with a Wald interval on the log scale.
 *
 * Formula: RR = (x₁/n₁)/(x₀/n₀) (after over before); se(ln RR) = √(1/x₁ − 1/n₁ + 1/x₀ − 1/n₀).
 * Unit: ratio; `n` is the sum of the wholes.
 * Range: 0–∞, 1 = the same share.
 * Undefined: a whole or the part before of zero (`zero_denominator`); a part after of zero (`log_of_zero`); a part above
 * its whole throws.
 * Source: Katz et al. 1978.
 */
export function riskRatio(
  before: Proportion,
  after: Proportion,
  { level = 0.95 }: ConfidenceOptions = {},
): EstimatedMeasure {
  const [x0, n0] = checked(before, "riskRatio: before");
  const [x1, n1] = checked(after, "riskRatio: after");
  if (n0 === 0 || n1 === 0 || x0 === 0) return none("zero_denominator", n0 + n1, level);
  if (x1 === 0) return none("log_of_zero", n0 + n1, level);
  const variance = 1 / x1 - 1 / n1 + (1 / x0 - 1 / n0);
  return onLogScale(Math.log(x1 / n1) - Math.log(x0 / n0), variance, n0 + n1, level, "riskRatio");
}

/**
 * Odds ratio of two shares, with Woolf's interval.
 *
 * Formula: OR = (x₁/(n₁−x₁))/(x₀/(n₀−x₀)) (after over before); se(ln OR) = √(Σ 1/cell) over the four cells.
 * Unit: ratio; `n` is the sum of the wholes.
 * Range: 0–∞, 1 = the same odds.
 * Undefined: a cell of zero (`log_of_zero`; nothing is added to the cells); a part above its whole throws.
 * Source: Woolf 1955.
 */
export function oddsRatio(
  before: Proportion,
  after: Proportion,
  { level = 0.95 }: ConfidenceOptions = {},
): EstimatedMeasure {
  const [a, b] = [logOdds(before, "oddsRatio: before"), logOdds(after, "oddsRatio: after")];
  if (a.value === null || b.value === null) return none("log_of_zero", a.n + b.n, level);
  return onLogScale(b.value - a.value, a.variance + b.variance, a.n + b.n, level, "oddsRatio");
}

/** The same share of two groups before and after. */
export interface BeforeAndAfter {
  readonly before: Proportion;
  readonly after: Proportion;
}

/**
 * Ratio of odds ratios: how much more the odds of one group changed than those of another, as of bilateral among
 * joint papers with and without NASA before and after the Wolf Amendment. It is exp of the group × time coefficient of
 * a logit.
 *
 * Formula: ROR = OR(group)/OR(control), each after over before; se(ln ROR) = √(Σ 1/cell) over the eight cells.
 * Unit: ratio; `n` is the sum of the four wholes.
 * Range: 0–∞, 1 = both changed alike.
 * Undefined: a cell of zero (`log_of_zero`); a part above its whole throws.
 * Source: Altman and Bland 2003.
 */
export function ratioOfOddsRatios(
  group: BeforeAndAfter,
  control: BeforeAndAfter,
  { level = 0.95 }: ConfidenceOptions = {},
): EstimatedMeasure {
  const [g0, g1, c0, c1] = [
    logOdds(group.before, "ratioOfOddsRatios: group, before"),
    logOdds(group.after, "ratioOfOddsRatios: group, after"),
    logOdds(control.before, "ratioOfOddsRatios: control, before"),
    logOdds(control.after, "ratioOfOddsRatios: control, after"),
  ];
  const cells = [g0, g1, c0, c1];
  const n = sum(cells.map((cell) => cell.n));
  if (g0.value === null || g1.value === null || c0.value === null || c1.value === null)
    return none("log_of_zero", n, level);
  const log = g1.value - g0.value - (c1.value - c0.value);
  return onLogScale(log, sum(cells.map(({ variance }) => variance)), n, level, "ratioOfOddsRatios");
}

function checked({ part, whole }: Proportion, what: string): readonly [number, number] {
  const x = toNumber(part, `${what}: the part`);
  const n = toNumber(whole, `${what}: the whole`);
  if (x > n) throw new AnalysisError(`${what}: the part (${x}) is greater than the whole (${n})`);
  return [x, n];
}

function logOdds(proportion: Proportion, what: string) {
  const [x, n] = checked(proportion, what);
  const rest = n - x;
  if (x === 0 || rest === 0) return { value: null, variance: 0, n };
  return { value: Math.log(x / rest), variance: 1 / x + 1 / rest, n };
}

function onLogScale(log: number, variance: number, n: number, level: number, what: string): EstimatedMeasure {
  toLevel(level, what);
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(Math.max(0, variance));
  const [value, lower, upper] = [log, log - half, log + half].map(Math.exp) as [number, number, number];
  if (!(upper < Infinity)) return none("insufficient_data", n, level);
  return { value, n, confidence: { lower, upper, level } };
}

function none(reason: MissingReason, n: number, level: number): EstimatedMeasure {
  toLevel(level, "a ratio of shares");
  return { value: null, reason, n, confidence: null };
}

/** Papers counted over an exposure: all papers of the year, or anything else the count may grow with. */
export interface Rate {
  readonly count: number;
  readonly exposure: number;
}

/**
 * Ratio of two Poisson rates, with the exact interval, conditional on the sum of both counts.
 *
 * Formula: RR = (x₁/T₁)/(x₀/T₀) (after over before); x₁ of x₀ + x₁ is binomial with π = RR·T₁/(RR·T₁ + T₀); the bounds
 * are Clopper and Pearson's for π, as rates.
 * Unit: ratio; `n` is the sum of the counts.
 * Range: 0–∞, 1 = the same rate. At counts of tens of thousands the interval is narrow: source, edition and definition
 * move the ratio more, and it must not stand alone.
 * Undefined: an exposure or the count before of zero (`zero_denominator`). Counts that are not whole numbers throw.
 * Source: Przyborowski and Wilenski 1940; Clopper and Pearson 1934.
 */
export function rateRatio(
  before: Rate,
  after: Rate,
  { level = 0.95 }: ConfidenceOptions = {},
): EstimatedMeasure {
  toLevel(level, "rateRatio");
  const [x0, x1] = [count(before, "rateRatio: before"), count(after, "rateRatio: after")];
  const t0 = toNumber(before.exposure, "rateRatio: the exposure before");
  const t1 = toNumber(after.exposure, "rateRatio: the exposure after");
  const n = x0 + x1;
  if (t0 === 0 || t1 === 0 || x0 === 0)
    return { value: null, reason: "zero_denominator", n, confidence: null };
  const tail = (1 - level) / 2;
  const scale = t0 / t1;
  const low = x1 === 0 ? 0 : oddsQuantile(tail, x1, x0 + 1);
  const high = oddsQuantile(1 - tail, x1 + 1, x0);
  if (!(high * scale < Infinity)) return { value: null, reason: "insufficient_data", n, confidence: null };
  return {
    value: (x1 / x0) * scale,
    n,
    confidence: { lower: low * scale, upper: high * scale, level },
  };
}

/** p/(1 − p) of a quantile of Beta(a, b), from the side on which p or 1 − p is the smaller. */
function oddsQuantile(probability: number, alpha: number, beta: number): number {
  const quantile = betaQuantile(probability, alpha, beta);
  if (quantile < 0.5) return quantile / (1 - quantile);
  const rest = betaQuantile(1 - probability, beta, alpha);
  return (1 - rest) / rest;
}

function count(rate: Rate, what: string): number {
  const value = toNumber(rate.count, `${what}: the count`);
  if (!Number.isInteger(value))
    throw new AnalysisError(`${what}: expected a whole number of papers, got ${value}`);
  return value;
}
