/**
 * Who cites whom, given who publishes: home bias, asymmetry and segregation, by a table of citations (`flows`, `from`
 * cites `to`). Denominators are papers that could be cited in the window. Never show one year alone.
 */
import type { BoundedMeasure, Interval, Measure } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";
import { amountOf, type FlowTable, flowBetween, outflow, placeOf } from "./flow-table.js";
import { measure, missing, toAmount, toNumber } from "./interval.js";
import { sum } from "./sum.js";

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
export { decoupling, dependence, type HjmInput, type HjmMeasure, propensity } from "./citation-decoupling.js";

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
