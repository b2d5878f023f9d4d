/**
 * A table of links (`affinity.links`) as a network: who is central, and which economies work together more than by size.
 * A centrality of joint papers follows size: it says who is big, not who is close.
 */
import { createRequire } from "node:module";
import { AnalysisError } from "./errors.js";
import { measure, toNumber } from "./interval.js";
import type { LinkTable } from "./links.js";
import { type Centrality, graphOf, type NetworkGraph, ranked } from "./network-graph.js";
import { sum } from "./numeric/statistics.js";
import { own } from "../../lib/own.js";

export { links, type LinkOptions, type LinkRow, type LinkTable } from "./links.js";
export type { Centrality } from "./network-graph.js";
export { betweenness, type BetweennessOptions, closeness, type PathOptions } from "./paths.js";
export {
  type Communities,
  louvain,
  type LouvainOptions,
  modularity,
  adjustedMutualInformation,
  adjustedRand,
  type Membership,
  normalisedMutualInformation,
} from "./communities.js";

/**
 * The same economies with links of at least so many papers; smaller ones count as none. (NSF's table SPBS-93 draws links
 * of 400 and more.)
 */
export function atLeast(table: LinkTable, least: number): LinkTable {
  if (toNumber(least, "atLeast: the limit") === 0)
    throw new AnalysisError("atLeast: the limit must be positive: every link is at least 0");
  const links = table.links.map((row) => row.map((count) => (count >= least ? count : 0)));
  const strengths = links.map(sum);
  return { economies: table.economies, links, strengths, total: sum(strengths) / 2 };
}

/**
 * With how many others an economy has any link.
 *
 * Formula: k_i = #{j: w_ij > 0}.
 * Unit: economies; `n`: economies of the table.
 * Range: 0–economies − 1.
 * Undefined: never.
 * Source: Freeman 1978.
 */
export function degree(table: LinkTable): readonly Centrality[] {
  return ranked(
    table,
    table.links.map((row) => measure(row.filter((count) => count > 0).length, row.length)),
  );
}

/**
 * All links of an economy.
 *
 * Formula: s_i = Σ_j w_ij.
 * Unit: links; `n`: economies of the table.
 * Range: 0–all links.
 * Undefined: never.
 * Source: Barrat, Barthélemy, Pastor-Satorras and Vespignani 2004.
 */
export function strength(table: LinkTable): readonly Centrality[] {
  return ranked(
    table,
    table.strengths.map((links) => measure(links, table.economies.length)),
  );
}

const require = createRequire(import.meta.url);

type Iteration = (
  graph: NetworkGraph,
  options: { readonly alpha?: number; readonly maxIterations: number; readonly tolerance: number },
) => Readonly<Record<string, number>>;

const iteration = { maxIterations: 100_000, tolerance: 1e-15 };

/**
 * Where one ends up who follows links at random, each as often as it has papers, and now and then starts anew.
 *
 * Formula: p_i = (1 − d)/N + d·Σ_j p_j·w_ij/s_j; an economy without links passes on to all alike.
 * Unit: share; `n`: economies of the table.
 * Range: 0–1; all add up to 1.
 * Undefined: the iteration does not settle (`not_converged`).
 * Note: damping d = 0.85 unless another is given.
 * Source: Brin and Page 1998.
 */
export function pageRank(
  table: LinkTable,
  { damping = 0.85 }: { readonly damping?: number } = {},
): readonly Centrality[] {
  if (!(damping > 0 && damping < 1))
    throw new AnalysisError(`pageRank: the damping must lie between 0 and 1, got ${damping}`);
  return iterated(table, require("graphology-metrics/centrality/pagerank") as Iteration, {
    ...iteration,
    alpha: damping,
  });
}

/**
 * Central is who is linked to those who are central.
 *
 * Formula: x with Ax = λx for the greatest λ, A the table of links; √(Σx²) = 1.
 * Unit: none; `n`: economies of the table.
 * Range: 0–1.
 * Undefined: a table without links (`zero_denominator`); the iteration does not settle (`not_converged`).
 * Source: Bonacich 1972.
 */
export function eigenvector(table: LinkTable): readonly Centrality[] {
  const order = table.economies.length;
  if (table.total === 0)
    return ranked(
      table,
      table.economies.map(() => measure("zero_denominator", order)),
    );
  return iterated(table, require("graphology-metrics/centrality/eigenvector") as Iteration, iteration);
}

function iterated(
  table: LinkTable,
  run: Iteration,
  options: Parameters<Iteration>[1],
): readonly Centrality[] {
  const order = table.economies.length;
  if (order === 0) return [];
  let values: Readonly<Record<string, number>> | null;
  try {
    values = run(graphOf(table), options);
  } catch (error) {
    if (!(error instanceof Error && error.message.includes("failed to converge"))) throw error;
    values = null;
  }
  return ranked(
    table,
    table.economies.map((economy) => measure(own(values ?? {}, economy) ?? "not_converged", order)),
  );
}
