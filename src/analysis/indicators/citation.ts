/**
 * Who cites whom, given who publishes: home bias, asymmetry and segregation, by a table of citations (`flows`, `from`
 * cites `to`). Denominators are papers that could be cited in the window. Never show one year alone.
 */
import type { BoundedMeasure, Interval, Measure } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";
import { amountOf, flowBetween, type FlowTable, outflow, placeOf } from "./flow-table.js";
import { measure, missing, toAmount, toNumber } from "./interval.js";
import { sum } from "./numeric/statistics.js";

export { among, flows, type FlowOptions, type FlowRow, type FlowTable } from "./flow-table.js";
export {
  type CitationSquare,
  segregation,
  type Segregation,
  segregationOf,
  segregationOfIndices,
  type SquareOfIndices,
  yuleQ,
} from "./citation-segregation.js";

/** Papers that could be cited, of every group of a table: together they are the universe. */
export type CitablePapers = Readonly<Record<string, number>>;

/**
 * Relative citation index: a group's share of what another cites, against its share of what could be cited.
 *
 * Formula: RCI_ij = (C_ij/C_i·)/(P_j/P).
 * Unit: none; `n`: citations that i gives.
 * Range: 0–∞; not symmetric; 1 = cited as if chosen by size alone.
 * Undefined: i cites nothing, j has no papers (`zero_denominator`).
 * Note: NSF's index is fractional with a window of three years, self-citations included.
 * Source: National Science Board 2023, table SPBS-39.
 */
export function rci(table: FlowTable, papers: CitablePapers, citing: string, cited: string): Measure {
  const given = outflow(table, citing, "rci");
  const all = sum(table.groups.map((group) => amountOf(papers, group, "rci: the papers")));
  const citable = amountOf(papers, cited, "rci: the papers");
  const citations = flowBetween(table, citing, cited, "rci");
  return index(citations, given, citable, all);
}

/**
 * Relative citation index among foreigners only: the group itself is left out of what it cites and of what it could
 * cite, so that home bias does not read as avoidance.
 *
 * Formula: (C_ij/Σ_{k≠i} C_ik)/(P_j/Σ_{k≠i} P_k), j ≠ i.
 * Unit: none; `n`: citations that i gives to others.
 * Range: 0–∞; not symmetric; 1 = cited as other foreigners are.
 * Undefined: i cites no foreigner, j has no papers (`zero_denominator`).
 * Source: the index of NSF (National Science Board 2023) without its diagonal.
 */
export function foreignRci(table: FlowTable, papers: CitablePapers, citing: string, cited: string): Measure {
  if (citing === cited) throw new AnalysisError(`foreignRci: "${citing}" is no foreigner to itself`);
  const others = table.groups.filter((group) => group !== citing);
  const given = sum(others.map((group) => flowBetween(table, citing, group, "foreignRci")));
  const all = sum(others.map((group) => amountOf(papers, group, "foreignRci: the papers")));
  const citable = amountOf(papers, cited, "foreignRci: the papers");
  return index(flowBetween(table, citing, cited, "foreignRci"), given, citable, all);
}

/**
 * The table without citations of authors to themselves, which stand on its diagonal. More of them than citations of a
 * group to itself throw.
 */
export function withoutSelfCitations(
  table: FlowTable,
  selfCitations: Readonly<Record<string, number>>,
): FlowTable {
  for (const group of Object.keys(selfCitations)) placeOf(table, group, "withoutSelfCitations");
  return {
    groups: table.groups,
    flows: table.flows.map((row, i) => {
      const group = table.groups[i] ?? "";
      const own = amountOf(selfCitations, group, "withoutSelfCitations: the self-citations");
      const inside = row[i] ?? 0;
      if (own > inside)
        throw new AnalysisError(
          `withoutSelfCitations: ${group} has ${own} self-citations among ${inside} citations to itself`,
        );
      return row.map((count, j) => (i === j ? count - own : count));
    }),
  };
}

/**
 * How much more one cites the other than it is cited back, size apart: the ratio of two relative citation indices.
 *
 * Formula: RCI_ij/RCI_ji.
 * Unit: none; `n`: that of the first index.
 * Range: 0–∞; bounds of the indices travel; 1 = even, 2 = i cites j twice as much as j cites i.
 * Undefined: an index that has no value; j does not cite i, or may not (`zero_denominator`).
 * Source: the two indices of NSF (National Science Board 2023).
 */
export function asymmetry(there: Measure | BoundedMeasure, back: Measure | BoundedMeasure): BoundedMeasure {
  const [a, b] = [boundsOf(there), boundsOf(back)];
  if (a === undefined || b === undefined)
    return missing((there.value === null ? there.reason : back.reason) ?? "insufficient_data", there.n);
  if (b.lower === 0) return missing("zero_denominator", there.n);
  return { value: a.value / b.value, lower: a.lower / b.upper, upper: a.upper / b.lower, n: there.n };
}

function boundsOf(given: Measure | BoundedMeasure): (Interval & { readonly value: number }) | undefined {
  if (given.value === null) return undefined;
  const value = toNumber(given.value, "asymmetry: the index");
  const { lower, upper } = { lower: value, upper: value, ...given };
  const bounds = toAmount({ lower: lower ?? value, upper: upper ?? value }, "asymmetry: the index");
  return { value, ...bounds };
}

function index(citations: number, given: number, citable: number, all: number): Measure {
  if (given === 0 || citable === 0) return measure("zero_denominator", given);
  return measure((citations / given) * (all / citable), given);
}

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
