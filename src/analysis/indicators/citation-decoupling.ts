import type { Measure } from "../../model/measure.js";
import { amountOf, type FlowTable, flowBetween } from "./flow-table.js";
import { AnalysisError } from "./errors.js";
import { measure } from "./interval.js";

/** Citations of two groups, by papers that cite and papers that can be cited. */
export interface HjmInput {
  readonly table: FlowTable;
  readonly x: string;
  readonly y: string;
  /** Papers that can be cited, of each. */
  readonly citable: Readonly<Record<string, number>>;
}

interface Citing {
  /** Papers that cite, of each. */
  readonly citing: Readonly<Record<string, number>>;
}

/** Print the label with every number. */
export interface HjmMeasure extends Measure {
  readonly label: "in the manner of Han, Jiang and Mei 2024; their own normalisation could not be read";
}

const label = "in the manner of Han, Jiang and Mei 2024; their own normalisation could not be read";

/**
 * Decoupling in the manner of Han, Jiang and Mei: how much less likely a foreign paper is cited than one's own.
 *
 * Formula: 1 − ½·(r_xy/r_xx + r_yx/r_yy), or 1 − (r_xy + r_yx)/(r_xx + r_yy); r_ij = C_ij/S_j, S = papers that can be
 * cited.
 * Unit: none; `n`: citations among the two.
 * Range: −∞–1; 1 = no citation across, 0 = foreign as likely as one's own, below 0 more likely (never cut off).
 * Undefined: no citable papers of one, or no citations at home (`zero_denominator`).
 * Note: HJM-style: the article's anchors and its definition in words, not its normalisation. Say so beside every
 * number.
 * Source: after Han, Jiang and Mei 2024.
 */
export function decoupling(
  { table, x, y, citable }: HjmInput,
  { as = "mean of ratios" }: { readonly as?: "mean of ratios" | "ratio of sums" } = {},
): HjmMeasure {
  const [c, n] = square(table, x, y, "decoupling");
  const [sx, sy] = [x, y].map((group) => amountOf(citable, group, "decoupling: the citable papers")) as [
    number,
    number,
  ];
  if (sx === 0 || sy === 0) return labelled(measure("zero_denominator", n));
  const [xx, xy, yx, yy] = [c.xx / sx, c.xy / sy, c.yx / sx, c.yy / sy] as const;
  if (as === "ratio of sums")
    return labelled(measure(xx + yy === 0 ? "zero_denominator" : 1 - (xy + yx) / (xx + yy), n));
  return labelled(measure(xx === 0 || yy === 0 ? "zero_denominator" : 1 - (xy / xx + yx / yy) / 2, n));
}

/**
 * Dependence of one group on another in the manner of Han, Jiang and Mei: who needs whose papers more, size apart.
 *
 * Formula: (ρ_xy − ρ_yx)/(ρ_xy + ρ_yx), ρ_ij = C_ij/(N_i·S_j), N = papers that cite, S = papers that can be cited.
 * Unit: none; `n`: citations among the two.
 * Range: −1–1; 1 = only x cites y, 0 = even.
 * Undefined: no papers of one, or no citation either way (`zero_denominator`).
 * Note: HJM-style, as `decoupling`.
 * Source: after Han, Jiang and Mei 2024.
 */
export function dependence({ table, x, y, citable, citing }: HjmInput & Citing): HjmMeasure {
  const [, n] = square(table, x, y, "dependence");
  const input = { table, x, y, citable, citing };
  const [there, back] = [propensity(input).value, propensity({ ...input, x: y, y: x }).value];
  if (there === null || back === null || there + back === 0) return labelled(measure("zero_denominator", n));
  return labelled(measure((there - back) / (there + back), n));
}

/**
 * How likely a paper of x is to cite a given paper of y.
 *
 * Formula: ρ_xy = C_xy/(N_x·S_y), N = papers that cite, S = papers that can be cited.
 * Unit: citations per pair of a citing and a citable paper; `n`: citations of y by x.
 * Range: 0–∞.
 * Undefined: x has no citing, or y no citable papers (`zero_denominator`).
 * Note: HJM-style, as `decoupling`.
 * Source: after Han, Jiang and Mei 2024.
 */
export function propensity({ table, x, y, citable, citing }: HjmInput & Citing): HjmMeasure {
  const count = flowBetween(table, x, y, "propensity");
  const papers = amountOf(citing, x, "propensity: the citing papers");
  const stock = amountOf(citable, y, "propensity: the citable papers");
  return labelled(measure(papers === 0 || stock === 0 ? "zero_denominator" : count / papers / stock, count));
}

interface Square {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
}

function square(table: FlowTable, x: string, y: string, what: string): readonly [Square, number] {
  if (x === y) throw new AnalysisError(`${what}: "${x}" is compared with itself`);
  const between = (from: string, to: string): number => flowBetween(table, from, to, what);
  const cells = { xx: between(x, x), xy: between(x, y), yx: between(y, x), yy: between(y, y) };
  return [cells, cells.xx + cells.xy + cells.yx + cells.yy];
}

function labelled(result: Measure): HjmMeasure {
  return { ...result, label };
}
