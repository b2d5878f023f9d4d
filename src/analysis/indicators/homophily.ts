/**
 * Whether groups keep to themselves, by a table of ties (`flows`): who cites, meets or moves to whom. A group that grows
 * has more ties inside by size alone: never compare `eiIndex` over time without the group's share.
 */
import type { Measure } from "../../model/measure.js";
import type { PartnerAmounts } from "./amounts.js";
import { AnalysisError } from "./errors.js";
import { type FlowTable, flowBetween, inflow, outflow } from "./flow-table.js";
import { measure, toNumber } from "./interval.js";
import { sum } from "./numeric/statistics.js";
import { totalVariation } from "./turnover.js";

export { among, flows, type FlowOptions, type FlowRow, type FlowTable } from "./flow-table.js";
export type { PartnerAmounts } from "./amounts.js";

/**
 * External less internal ties over all ties, of one group (the ties that go out of it) or of the whole table.
 *
 * Formula: (E − I)/(E + I).
 * Unit: none; `n`: ties.
 * Range: −1–1; −1 = inside only, 1 = outside only.
 * Undefined: no ties (`zero_denominator`).
 * Note: it follows the size of groups.
 * Source: Krackhardt and Stern 1988.
 */
export function eiIndex(table: FlowTable, group?: string): Measure {
  const groups = group === undefined ? table.groups : [group];
  const internal = sum(groups.map((each) => flowBetween(table, each, each, "eiIndex")));
  const all = sum(groups.map((each) => outflow(table, each, "eiIndex")));
  return measure(all === 0 ? "zero_denominator" : (all - 2 * internal) / all, all);
}

/**
 * Coleman's inbreeding homophily: a group's share of its own ties against what its size makes expected.
 *
 * Formula: (s − w)/(1 − w) if s ≥ w, else (s − w)/w; s = internal ties over the group's ties, w = the group's share.
 * Unit: none; `n`: ties of the group.
 * Range: −1–1; 0 = as by chance, 1 = inside only.
 * Undefined: no ties (`zero_denominator`); a group that is everybody (`empty_complement`).
 * Note: `share` is a fraction of publications, or `cited margin`: the group's share of all ties received. Say which.
 * Source: Coleman 1958.
 */
export function coleman(table: FlowTable, group: string, share: number | "cited margin"): Measure {
  const ties = outflow(table, group, "coleman");
  const all = sum(table.flows.map(sum));
  const w = share === "cited margin" ? (all === 0 ? 0 : inflow(table, group, "coleman") / all) : share;
  if (toNumber(w, `coleman: the share of ${group}`) > 1)
    throw new AnalysisError(`coleman: the share of ${group} must be a fraction, got ${w}`);
  if (ties === 0) return measure("zero_denominator", ties);
  if (w === 1) return measure("empty_complement", ties);
  const s = flowBetween(table, group, group, "coleman") / ties;
  return measure(s >= w ? (s - w) / (1 - w) : (s - w) / w, ties);
}

/**
 * Newman's assortativity by group: the part of ties inside groups beyond chance, over the most it could be.
 *
 * Formula: (Σe_ii − Σa_i·b_i)/(1 − Σa_i·b_i); e = shares of all ties, a = of rows, b = of columns.
 * Unit: none; `n`: ties.
 * Range: −1–1; 0 = as by chance, 1 = inside only.
 * Undefined: no ties (`zero_denominator`); all ties in one group (`empty_complement`).
 * Source: Newman 2003.
 */
export function assortativity(table: FlowTable): Measure {
  const all = sum(table.flows.map(sum));
  if (all === 0) return measure("zero_denominator", all);
  const inside = sum(table.groups.map((group) => flowBetween(table, group, group, "assortativity"))) / all;
  const chance = sum(
    table.groups.map(
      (group) =>
        (outflow(table, group, "assortativity") / all) * (inflow(table, group, "assortativity") / all),
    ),
  );
  return measure(chance === 1 ? "empty_complement" : (inside - chance) / (1 - chance), all);
}

/**
 * Index of dissimilarity of two groups over venues (or fields): the part of one that would have to move to be spread as
 * the other.
 *
 * Formula: ½·Σ_v |u_v/U − c_v/C|.
 * Unit: none; `n`: venues of either.
 * Range: 0–1; 0 = spread alike, 1 = no venue in common.
 * Undefined: never; a group without any throws.
 * Source: Duncan and Duncan 1955.
 */
export function dissimilarity(one: PartnerAmounts, other: PartnerAmounts): Measure {
  return totalVariation(one, other);
}
