/** How much two groups cite their own rather than each other, whatever either publishes. Never show one year alone. */
import type { BoundedMeasure, EstimatedMeasure, Measure } from "../../model/measure.js";
import { logInterval, toLevel } from "./distributions.js";
import { measure, midpoint, missing, type Quantity, toAmount, toNumber } from "./interval.js";
import { sum } from "./statistics.js";

/** Citations inside and between two groups; `xToY`: x cites y. */
export interface CitationSquare {
  readonly xToX: number;
  readonly xToY: number;
  readonly yToX: number;
  readonly yToY: number;
}

/** The same square of relative citation indices, exact or within bounds. */
export type SquareOfIndices = Readonly<Record<keyof CitationSquare, Quantity>>;

export interface Segregation extends EstimatedMeasure {
  readonly log: Measure;
  /** Of the logarithm: √(Σ 1/C). */
  readonly standardError: Measure;
  readonly yuleQ: Measure;
  /** A half was added to every cell, because one was zero (Haldane 1956). */
  readonly corrected: boolean;
}

const names = ["xToX", "xToY", "yToX", "yToY"] as const;

/**
 * Odds ratio of citing one's own: free of the margins, so that growth of either group does not move it.
 *
 * Formula: OR = C_xx·C_yy/(C_xy·C_yx); SE(ln OR) = √(Σ 1/C); with a zero cell a half is added to all.
 * Unit: none; `n`: citations of the square.
 * Range: 0–∞, 1 = no segregation.
 * Undefined: a group that cites, or is cited by, neither (`zero_denominator`).
 * Interval: exp(ln OR ± z·SE).
 * Source: Woolf 1955; Haldane 1956; Yule 1912.
 */
export function segregation(
  square: CitationSquare,
  { level = 0.95 }: { readonly level?: number } = {},
): Segregation {
  toLevel(level, "segregation");
  const counts = names.map((name) => toNumber(square[name], `segregation: the count ${name}`));
  const n = sum(counts);
  const [xx, xy, yx, yy] = counts as [number, number, number, number];
  if ([xx + xy, yx + yy, xx + yx, xy + yy].includes(0)) {
    const none = measure("zero_denominator", n);
    return { ...none, confidence: null, log: none, standardError: none, yuleQ: none, corrected: false };
  }
  const corrected = counts.includes(0);
  const [a, b, c, d] = counts.map((count) => (corrected ? count + 0.5 : count)) as [
    number,
    number,
    number,
    number,
  ];
  const value = (a / b) * (d / c);
  const log = Math.log(a / b) + Math.log(d / c);
  const error = Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d);
  return {
    ...measure(value, n),
    confidence: logInterval(log, error, level),
    log: measure(log, n),
    standardError: measure(error, n),
    yuleQ: yuleQ(measure(value, n)),
    corrected,
  };
}

/**
 * The same odds ratio out of printed relative citation indices, whose margins cancel.
 *
 * Formula: OR = RCI_xx·RCI_yy/(RCI_xy·RCI_yx).
 * Unit: none; `n`: the four indices.
 * Range: 0–∞; bounds of the indices travel; 1 = no segregation.
 * Undefined: an index between the two that is, or may be, zero (`zero_denominator`): no counts are known to correct it.
 * Source: the indices of NSF (National Science Board 2023); Yule 1912.
 */
export function segregationOfIndices(square: SquareOfIndices): BoundedMeasure {
  const [xx, xy, yx, yy] = names.map((name) =>
    toAmount(square[name], `segregationOfIndices: the index ${name}`),
  ) as [
    ReturnType<typeof toAmount>,
    ReturnType<typeof toAmount>,
    ReturnType<typeof toAmount>,
    ReturnType<typeof toAmount>,
  ];
  if (xy.lower === 0 || yx.lower === 0) return missing("zero_denominator", names.length);
  return {
    value: (midpoint(xx) / midpoint(xy)) * (midpoint(yy) / midpoint(yx)),
    lower: (xx.lower / xy.upper) * (yy.lower / yx.upper),
    upper: (xx.upper / xy.lower) * (yy.upper / yx.lower),
    n: names.length,
  };
}

/**
 * Yule's Q: an odds ratio in bounds.
 *
 * Formula: Q = (OR − 1)/(OR + 1).
 * Unit: none; `n`: that of the odds ratio.
 * Range: −1–1; 0 = no segregation.
 * Undefined: where the odds ratio is.
 * Source: Yule 1912.
 */
export function yuleQ(oddsRatio: Measure): Measure {
  const { value, reason, n } = oddsRatio;
  if (value === null) return measure(reason ?? "insufficient_data", n);
  const odds = toNumber(value, "yuleQ: the odds ratio");
  return measure(odds > 1 ? (1 - 1 / odds) / (1 + 1 / odds) : (odds - 1) / (odds + 1), n);
}
