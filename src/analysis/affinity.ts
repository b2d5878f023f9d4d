/**
 * How much two economies work together, given their size. All grow with joint papers; bounds of the inputs travel. An
 * input that is missing, negative or not finite, and a joint count above that of either economy, throws.
 */
import type { BoundedMeasure } from "../model/measure.js";
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

export { linkCounts, links, type LinkOptions, type LinkRow, type LinkTable } from "./link-table.js";
export { configurationModel } from "./configuration-model.js";
export { quasiIndependence, type FitOptions } from "./quasi-independence.js";
export { observedToFitted, pearsonResidual, type FittedLinks } from "./fitted-links.js";
export { independence, type Independence } from "./independence.js";
export type { PairCounts, PairInUniverse, PairMeasure, UniverseMeasure } from "./pair-counts.js";

/**
 * Salton's cosine (I10): c/√(n_x·n_y).
 *
 * Range: 0–1. It falls with the difference in size of the two. No papers of one: null (`zero_denominator`). `n`: papers
 * of either. Source: Salton and McGill 1983; Glänzel 2001.
 */
export function salton(counts: PairCounts): PairMeasure {
  return pairMeasure("salton", counts, ({ joint, x, y }) =>
    x === 0 || y === 0 ? "zero_denominator" : Math.min(1, joint / (Math.sqrt(x) * Math.sqrt(y))),
  );
}

/**
 * Jaccard's index (I11): c/(n_x + n_y − c), the joint part of the papers of either.
 *
 * Range: 0–1. No papers of either: null (`zero_denominator`). `n`: papers of either. Source: Jaccard 1901.
 */
export function jaccard(counts: PairCounts): PairMeasure {
  return pairMeasure("jaccard", counts, ({ joint, x, y }) =>
    x + y === 0 ? "zero_denominator" : part(joint, x + y - joint),
  );
}

/**
 * Jaccard's distance (I11): 1 − Jaccard, the "collaboration distance" of Okamura 2025.
 *
 * Range: 0–1; it falls with joint papers. Otherwise as `jaccard`.
 */
export function jaccardDistance(counts: PairCounts): PairMeasure {
  const index = jaccard(counts);
  if (index.value === null || index.lower === null || index.upper === null) return index;
  return { ...index, value: 1 - index.value, lower: 1 - index.upper, upper: 1 - index.lower };
}

/** Dice's coefficient: 2c/(n_x + n_y). Range: 0–1. No papers of either: null. `n` as in `jaccard`. Source: Dice 1945. */
export function dice(counts: PairCounts): PairMeasure {
  return pairMeasure("dice", counts, ({ joint, x, y }) =>
    x + y === 0 ? "zero_denominator" : part(2 * joint, x + y),
  );
}

/**
 * Inclusion: c/min(n_x, n_y), the joint part of the smaller one's papers.
 *
 * Range: 0–1. No papers of one: null (`zero_denominator`). `n`: papers of either. Source: van Eck and Waltman 2009.
 */
export function inclusion(counts: PairCounts): PairMeasure {
  return pairMeasure("inclusion", counts, ({ joint, x, y }) =>
    x === 0 || y === 0 ? "zero_denominator" : part(joint, Math.min(x, y)),
  );
}

/** Equivalence: c²/(n_x·n_y), Salton squared. Range: 0–1. Otherwise as `salton`. Source: Callon et al. 1991. */
export function equivalence(counts: PairCounts): PairMeasure {
  return pairMeasure("equivalence", counts, ({ joint, x, y }) =>
    x === 0 || y === 0 ? "zero_denominator" : part(joint, x) * part(joint, y),
  );
}

/**
 * Association strength, not normalised: c/(n_x·n_y). Times the total it is `observedToExpected`.
 *
 * Units: 1/papers. Range: 0–1. Otherwise as `salton`. Source: van Eck and Waltman 2009.
 */
export function associationStrength(counts: PairCounts): PairMeasure {
  return pairMeasure("associationStrength", counts, ({ joint, x, y }) =>
    x === 0 || y === 0 ? "zero_denominator" : part(joint, x) / y,
  );
}

/**
 * Observed over expected joint papers (I12): (c/n_x)/(n_y/T) = c·T/(n_x·n_y). The same under three names: index of
 * collaboration (NSF table SPBS-38), probabilistic affinity index, association strength times T.
 *
 * Range: 0–∞, 1 = as many as if partners were chosen by size alone. Levels differ with the universe: compare changes.
 * No papers of one: null (`zero_denominator`). `n`: the total. Source: Zitt, Bassecoulard and Okubo 2000.
 */
export function observedToExpected(counts: PairInUniverse): UniverseMeasure {
  return universeMeasure("observedToExpected", counts, ({ joint, x, y, total }) =>
    x === 0 || y === 0 ? "zero_denominator" : part(joint, x) * (total / y),
  );
}

/**
 * Luukkonen's index (I13): (c/n_x)/(n_y/(T − n_x)): x's choice of y against y's part of all that is not x's.
 *
 * Range: 0–∞; not symmetric. x in everything: null (`empty_complement`); no papers of one: null (`zero_denominator`).
 * `n`: the total. It may contradict itself (Rousseau 2021): prefer `ric`. Source: Luukkonen, Persson and Sivertsen 1992,
 * on links.
 */
export function luukkonen(counts: PairInUniverse): UniverseMeasure {
  return universeMeasure("luukkonen", counts, ({ joint, x, y, total }) => {
    if (x === 0) return "zero_denominator";
    if (total <= x) return "empty_complement";
    return y === 0 ? "zero_denominator" : part(joint, x) * ((total - x) / y);
  });
}

/**
 * Relative intensity of collaboration of x with y (I14): (c/n_x)/((n_y − c)/(T − n_x)): y's part of x's links against
 * y's part of everybody else's.
 *
 * Range: 0–∞, 1 = x works with y as others do; not symmetric; unlike I12 it always grows with c. x in everything: null
 * (`empty_complement`); y with x only: null (`no_y_outside_x`); no papers of one: null (`zero_denominator`). `n`: the
 * total. Source: Fuchs, Sivertsen and Rousseau 2021, on links.
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
 * Range: −∞–∞, 0 = as expected. A ratio that is, or by its bounds may be, zero: null (`log_of_zero`).
 */
export function log2(ratio: BoundedMeasure): BoundedMeasure {
  return transform(ratio, "log2", (value) => (value === 0 ? null : Math.log2(value)));
}

/** A ratio r in bounds (I12): (r² − 1)/(r² + 1). Range: −1–1, 0 = as expected. Source: Zitt et al. 2000. */
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
