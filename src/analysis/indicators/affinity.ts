/**
 * How much two economies work together, given their size. All grow with joint papers; bounds of the inputs travel. An
 * input that is missing, negative or not finite, and a joint count above that of either economy, throws.
 */
import type { BoundedMeasure } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";
import { missing } from "./interval.js";
import {
  type PairCounts,
  type PairInUniverse,
  part,
  pairMeasure,
  type PairMeasure,
  universeMeasure,
  type UniverseMeasure,
} from "./pair-counts.js";

export {
  linkCounts,
  links,
  type LinkOptions,
  type LinkRow,
  type LinkTable,
  configurationModel,
  independence,
  type Independence,
} from "./links.js";
export {
  quasiIndependence,
  type FitOptions,
  observedToFitted,
  pearsonResidual,
  type FittedLinks,
} from "./quasi-independence.js";
export type { PairCounts, PairInUniverse, PairMeasure, UniverseMeasure } from "./pair-counts.js";

/**
 * Salton's cosine: joint papers over the geometric mean of both economies' papers.
 *
 * Formula: c/√(n_x·n_y).
 * Unit: none; `n`: papers of either.
 * Range: 0–1; it falls with the difference in size of the two.
 * Undefined: no papers of one (`zero_denominator`).
 * Source: Salton and McGill 1983; Glänzel 2001.
 */
export function salton(counts: PairCounts): PairMeasure {
  return pairMeasure("salton", counts, ({ joint, x, y }) =>
    x === 0 || y === 0 ? "zero_denominator" : Math.min(1, joint / (Math.sqrt(x) * Math.sqrt(y))),
  );
}

/**
 * Jaccard's index: the joint part of the papers of either.
 *
 * Formula: c/(n_x + n_y − c).
 * Unit: none; `n`: papers of either.
 * Range: 0–1.
 * Undefined: no papers of either (`zero_denominator`).
 * Source: Jaccard 1901.
 */
export function jaccard(counts: PairCounts): PairMeasure {
  return pairMeasure("jaccard", counts, ({ joint, x, y }) =>
    x + y === 0 ? "zero_denominator" : part(joint, x + y - joint),
  );
}

/**
 * Jaccard's distance: the part of the papers of either that is not joint.
 *
 * Formula: 1 − c/(n_x + n_y − c).
 * Unit: none; `n`: papers of either.
 * Range: 0–1; it falls with joint papers.
 * Undefined: as `jaccard`.
 * Source: Jaccard 1901; as “collaboration distance” Okamura 2025.
 */
export function jaccardDistance(counts: PairCounts): PairMeasure {
  const index = jaccard(counts);
  if (index.value === null || index.lower === null || index.upper === null) return index;
  return { ...index, value: 1 - index.value, lower: 1 - index.upper, upper: 1 - index.lower };
}

/**
 * Dice's coefficient: joint papers over the mean of both economies' papers.
 *
 * Formula: 2c/(n_x + n_y).
 * Unit: none; `n`: papers of either.
 * Range: 0–1.
 * Undefined: no papers of either (`zero_denominator`).
 * Source: Dice 1945.
 */
export function dice(counts: PairCounts): PairMeasure {
  return pairMeasure("dice", counts, ({ joint, x, y }) =>
    x + y === 0 ? "zero_denominator" : part(2 * joint, x + y),
  );
}

/**
 * Inclusion: the joint part of the smaller one's papers.
 *
 * Formula: c/min(n_x, n_y).
 * Unit: none; `n`: papers of either.
 * Range: 0–1.
 * Undefined: no papers of one (`zero_denominator`).
 * Source: van Eck and Waltman 2009.
 */
export function inclusion(counts: PairCounts): PairMeasure {
  return pairMeasure("inclusion", counts, ({ joint, x, y }) =>
    x === 0 || y === 0 ? "zero_denominator" : part(joint, Math.min(x, y)),
  );
}

/**
 * Equivalence: Salton's cosine squared.
 *
 * Formula: c²/(n_x·n_y).
 * Unit: none; `n`: papers of either.
 * Range: 0–1.
 * Undefined: no papers of one (`zero_denominator`).
 * Source: Callon et al. 1991.
 */
export function equivalence(counts: PairCounts): PairMeasure {
  return pairMeasure("equivalence", counts, ({ joint, x, y }) =>
    x === 0 || y === 0 ? "zero_denominator" : part(joint, x) * part(joint, y),
  );
}

/**
 * Association strength, not normalised; times the total it is `observedToExpected`.
 *
 * Formula: c/(n_x·n_y).
 * Unit: 1/papers; `n`: papers of either.
 * Range: 0–1.
 * Undefined: no papers of one (`zero_denominator`).
 * Source: van Eck and Waltman 2009.
 */
export function associationStrength(counts: PairCounts): PairMeasure {
  return pairMeasure("associationStrength", counts, ({ joint, x, y }) =>
    x === 0 || y === 0 ? "zero_denominator" : part(joint, x) / y,
  );
}

/**
 * Observed over expected joint papers. The same under three names: index of collaboration (NSF table SPBS-38),
 * probabilistic affinity index, association strength times the total.
 *
 * Formula: (c/n_x)/(n_y/T) = c·T/(n_x·n_y).
 * Unit: none; `n`: the total.
 * Range: 0–∞, 1 = as many as if partners were chosen by size alone. Levels differ with the universe: compare changes.
 * Undefined: no papers of one (`zero_denominator`).
 * Source: Zitt, Bassecoulard and Okubo 2000.
 */
export function observedToExpected(counts: PairInUniverse): UniverseMeasure {
  return universeMeasure("observedToExpected", counts, ({ joint, x, y, total }) =>
    x === 0 || y === 0 ? "zero_denominator" : part(joint, x) * (total / y),
  );
}

/**
 * Luukkonen's index: x's choice of y against y's part of all that is not x's.
 *
 * Formula: (c/n_x)/(n_y/(T − n_x)), on links.
 * Unit: none; `n`: the total.
 * Range: 0–∞; not symmetric.
 * Undefined: x in everything (`empty_complement`); no papers of one (`zero_denominator`).
 * Note: it may contradict itself (Rousseau 2021): prefer `ric`.
 * Source: Luukkonen, Persson and Sivertsen 1992.
 */
export function luukkonen(counts: PairInUniverse): UniverseMeasure {
  return universeMeasure("luukkonen", counts, ({ joint, x, y, total }) => {
    if (x === 0) return "zero_denominator";
    if (total <= x) return "empty_complement";
    return y === 0 ? "zero_denominator" : part(joint, x) * ((total - x) / y);
  });
}

/**
 * Relative intensity of collaboration of x with y: y's part of x's links against y's part of everybody else's.
 *
 * Formula: (c/n_x)/((n_y − c)/(T − n_x)), on links.
 * Unit: none; `n`: the total.
 * Range: 0–∞, 1 = x works with y as others do; not symmetric; unlike `observedToExpected` it always grows with c.
 * Undefined: x in everything (`empty_complement`); y with x only (`no_y_outside_x`); no papers of one
 * (`zero_denominator`).
 * Source: Fuchs, Sivertsen and Rousseau 2021.
 */
export function ric(counts: PairInUniverse): UniverseMeasure {
  return universeMeasure("ric", counts, ({ joint, x, y, total }) => {
    if (x === 0) return "zero_denominator";
    if (total <= x) return "empty_complement";
    if (y === 0) return "zero_denominator";
    return y <= joint ? "no_y_outside_x" : part(joint, x) * ((total - x) / (y - joint));
  });
}

/**
 * Binary logarithm of a ratio such as `observedToExpected`, for plots: twice and half lie as far from 0.
 *
 * Formula: log₂ r.
 * Unit: none; `n`: that of the ratio.
 * Range: −∞–∞, 0 = as expected.
 * Undefined: a ratio that is, or by its bounds may be, zero (`log_of_zero`).
 * Source: as `observedToExpected`.
 */
export function log2(ratio: BoundedMeasure): BoundedMeasure {
  return transform(ratio, "log2", (value) => (value === 0 ? null : Math.log2(value)));
}

/**
 * A ratio such as `observedToExpected` in bounds.
 *
 * Formula: (r² − 1)/(r² + 1).
 * Unit: none; `n`: that of the ratio.
 * Range: −1–1, 0 = as expected.
 * Undefined: where the ratio is.
 * Source: Zitt, Bassecoulard and Okubo 2000.
 */
export function bounded(ratio: BoundedMeasure): BoundedMeasure {
  // Of the inverse above 1, so that no square overflows.
  return transform(ratio, "bounded", (r) => (r > 1 ? -curve(1 / r) : curve(r)));
}

function curve(r: number): number {
  return (r * r - 1) / (r * r + 1);
}

function transform(
  { value, lower, upper, n, reason }: BoundedMeasure,
  what: string,
  f: (value: number) => number | null,
): BoundedMeasure {
  if (value === null || lower === null || upper === null) return missing(reason ?? "insufficient_data", n);
  for (const given of [value, lower, upper])
    if (!(given >= 0 && given < Infinity))
      throw new AnalysisError(`${what}: expected a finite ratio of 0 or more, got ${given}`);
  const [middle, low, high] = [f(value), f(lower), f(upper)];
  if (middle === null || low === null || high === null) return missing("log_of_zero", n);
  return { value: middle, lower: low, upper: high, n };
}
