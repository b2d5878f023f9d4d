/** How much two groups prefer to cite their own papers, whatever each publishes. Never show one year alone. */
import {
  type BoundedMeasure,
  type EstimatedMeasure,
  measure,
  type Measure,
  midpoint,
  missing,
  type Quantity,
  toAmount,
  toNumber,
} from "briefing/analysis";
import { logInterval } from "./distributions.js";
import { sum } from "./statistics.js";

/** Citations within and between two groups; `xToY`: x cites y. */
export interface CitationSquare {
  readonly xToX: number;
  readonly xToY: number;
  readonly yToX: number;
  readonly yToY: number;
}

/** The same square of relative citation indices, exact or with bounds. */
export type SquareOfIndices = Readonly<Record<keyof CitationSquare, Quantity>>;

export interface Segregation extends EstimatedMeasure {
  /** Standard error of the logarithm: √(Σ 1/C). */
  readonly standardError: Measure;
}

/**
 * Odds ratio of own-group citation. Independent of the margins, so growth of either group does not change it.
 *
 * Formula: OR = C_xx·C_yy/(C_xy·C_yx); SE(ln OR) = √(Σ 1/C); if any cell is zero, 0.5 is added to all.
 * Unit: none; `n`: citations of the square.
 * Range: 0–∞, 1 = no segregation.
 * Undefined: a group that cites, or is cited by, neither (`zero_denominator`).
 * Interval: exp(ln OR ± z·SE).
 * Source: Woolf 1955; Haldane 1956.
 */
export function segregation(square: CitationSquare): Segregation {
  const count = (name: keyof CitationSquare) => toNumber(square[name], `segregation: the count ${name}`);
  const xx = count("xToX");
  const xy = count("xToY");
  const yx = count("yToX");
  const yy = count("yToY");
  const n = sum([xx, xy, yx, yy]);
  if ([xx + xy, yx + yy, xx + yx, xy + yy].includes(0)) {
    const none = measure("zero_denominator", n);
    return { ...none, confidence: null, standardError: none };
  }
  const added = [xx, xy, yx, yy].includes(0) ? 0.5 : 0;
  const a = xx + added;
  const b = xy + added;
  const c = yx + added;
  const d = yy + added;
  const value = (a / b) * (d / c);
  const log = Math.log(a / b) + Math.log(d / c);
  const error = Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d);
  return {
    ...measure(value, n),
    confidence: logInterval(log, error),
    standardError: measure(error, n),
  };
}

/**
 * The same odds ratio from published relative citation indices, whose margins cancel.
 *
 * Formula: OR = RCI_xx·RCI_yy/(RCI_xy·RCI_yx).
 * Unit: none; `n`: the four indices.
 * Range: 0–∞; bounds are propagated; 1 = no segregation.
 * Undefined: an index between the two that is, or may be, zero (`zero_denominator`): no counts are known to correct it.
 * Source: the indices of NSF (National Science Board 2023); Yule 1912.
 */
export function segregationOfIndices(square: SquareOfIndices): BoundedMeasure {
  const index = (name: keyof SquareOfIndices) =>
    toAmount(square[name], `segregationOfIndices: the index ${name}`);
  const xx = index("xToX");
  const xy = index("xToY");
  const yx = index("yToX");
  const yy = index("yToY");
  if (xy.lower === 0 || yx.lower === 0) return missing("zero_denominator", 4);
  return {
    value: (midpoint(xx) / midpoint(xy)) * (midpoint(yy) / midpoint(yx)),
    lower: (xx.lower / xy.upper) * (yy.lower / yx.upper),
    upper: (xx.upper / xy.lower) * (yy.upper / yx.lower),
    n: 4,
  };
}
