import { createRequire } from "node:module";
import { type Centrality, ranked } from "./centrality.js";
import { AnalysisError } from "./errors.js";
import { measure } from "./interval.js";
import type { LinkTable } from "./link-table.js";
import { graphOf, type NetworkGraph } from "./network-graph.js";

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
    table.economies.map((economy) => measure(values?.[economy] ?? "not_converged", order)),
  );
}
