import type { Measure } from "../../model/measure.js";
import { measure } from "./interval.js";
import { type LinkTable, positions } from "./link-table.js";

/** A table of links and what a model expects of it. */
export interface FittedLinks extends LinkTable {
  /** Expected links, in the order of `economies`; null where the fit did not converge. */
  readonly expected: readonly (readonly number[])[] | null;
  /** Free cells less parameters: with 0 the model repeats the data, and every ratio is 1 whatever happened. */
  readonly degreesOfFreedom: number;
  /** Rounds of fitting. */
  readonly iterations: number;
  /** Greatest relative difference between a margin and its fit. */
  readonly deviation: number;
}

/**
 * Observed over fitted links of a pair.
 *
 * Formula: w_xy/e_xy.
 * Unit: none; `n`: all links of the table.
 * Range: 0–∞, 1 = as the model expects; symmetric.
 * Undefined: nothing expected (`zero_denominator`); a fit that did not converge (`not_converged`).
 * Source: Luukkonen, Tijssen, Persson and Sivertsen 1993.
 */
export function observedToFitted(model: FittedLinks, x: string, y: string): Measure {
  return ofPair(model, x, y, "observedToFitted", (observed, expected) => observed / expected);
}

/**
 * Pearson's residual of a pair. Beyond ±2 it is more than chance; with large counts nearly every pair is: read it as a
 * map of signs.
 *
 * Formula: (O − E)/√E.
 * Unit: none; `n`: all links of the table.
 * Range: −∞–∞.
 * Undefined: as `observedToFitted`.
 * Source: Pearson 1900.
 */
export function pearsonResidual(model: FittedLinks, x: string, y: string): Measure {
  return ofPair(
    model,
    x,
    y,
    "pearsonResidual",
    (observed, expected) => (observed - expected) / Math.sqrt(expected),
  );
}

function ofPair(
  model: FittedLinks,
  x: string,
  y: string,
  what: string,
  formula: (observed: number, expected: number) => number,
): Measure {
  const [i, j] = positions(model.economies, x, y, what);
  if (model.expected === null) return measure("not_converged", model.total);
  const expected = model.expected[i]?.[j] ?? 0;
  if (expected === 0) return measure("zero_denominator", model.total);
  return measure(formula(model.links[i]?.[j] ?? 0, expected), model.total);
}
