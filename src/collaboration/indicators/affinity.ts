/**
 * How much two economies work together, given their size. All measures grow with joint papers and propagate bounds.
 * They throw if an input is missing, negative or not finite, or if joint papers exceed either economy's papers.
 */
import type { BoundedMeasure } from "briefing/analysis";
import { type PairInUniverse, part, universeMeasure } from "./pair-counts.js";

export { linkCounts, links, type LinkOptions, type LinkRow, type LinkTable } from "./links.js";
export { type FittedLinks, quasiIndependence } from "./quasi-independence.js";
export type { PairInUniverse } from "./pair-counts.js";

/**
 * Observed over expected joint papers. Also known as index of collaboration (NSF table SPBS-38), probabilistic affinity
 * index, association strength times the total.
 *
 * Formula: (c/n_x)/(n_y/T) = c·T/(n_x·n_y).
 * Unit: none; `n`: the total.
 * Range: 0–∞, 1 = as many as if partners were chosen by size alone. Levels depend on the universe: compare changes.
 * Undefined: either economy has no papers (`zero_denominator`).
 * Source: Zitt, Bassecoulard and Okubo 2000.
 */
export function observedToExpected(counts: PairInUniverse): BoundedMeasure {
  return universeMeasure("observedToExpected", counts, ({ joint, x, y, total }) =>
    x === 0 || y === 0 ? "zero_denominator" : part(joint, x) * (total / y),
  );
}

/**
 * Relative intensity of collaboration of x with y: y's share of x's links over y's share of the links of all others.
 *
 * Formula: (c/n_x)/((n_y − c)/(T − n_x)), on links.
 * Unit: none; `n`: the total.
 * Range: 0–∞, 1 = x works with y as others do; not symmetric; unlike `observedToExpected` it always grows with c.
 * Undefined: x is in every link (`empty_complement`); y works only with x (`no_y_outside_x`); either has no links
 * (`zero_denominator`).
 * Source: Fuchs, Sivertsen and Rousseau 2021.
 */
export function ric(counts: PairInUniverse): BoundedMeasure {
  return universeMeasure("ric", counts, ({ joint, x, y, total }) => {
    if (x === 0) return "zero_denominator";
    if (total <= x) return "empty_complement";
    if (y === 0) return "zero_denominator";
    return y <= joint ? "no_y_outside_x" : part(joint, x) * ((total - x) / (y - joint));
  });
}
