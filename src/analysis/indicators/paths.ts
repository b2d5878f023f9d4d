import { type Centrality, ranked } from "./network-graph.js";
import { measure } from "./interval.js";
import type { LinkTable } from "./links.js";
import { sum } from "./numeric/statistics.js";

export interface PathOptions {
  /** Length of a link: the inverse of its papers (default), so that more papers bring closer, or one step. */
  readonly distance?: "inverse" | "steps";
}

/**
 * How far an economy is from all others, along the shortest paths.
 *
 * Formula: (r − 1)/Σ_j d_ij · (r − 1)/(N − 1); r = economies it can reach, itself included, d = length of the path.
 * Unit: papers (links of length 1/papers), or none (steps); `n`: economies of the table.
 * Range: 0–∞ (steps: 0–1).
 * Undefined: an economy without links (`zero_denominator`).
 * Source: Sabidussi 1966; Wasserman and Faust 1994.
 */
export function closeness(table: LinkTable, options: PathOptions = {}): readonly Centrality[] {
  const order = table.economies.length;
  return ranked(
    table,
    table.economies.map((_, source) => {
      const { lengths } = shortestPaths(table, source, options);
      const reached = lengths.filter((length) => length < Infinity);
      const total = sum(reached);
      const others = reached.length - 1;
      return measure(others === 0 ? "zero_denominator" : (others / total) * (others / (order - 1)), order);
    }),
  );
}

export interface BetweennessOptions extends PathOptions {
  /** As a share of all pairs of others (default), or as the number of pairs. */
  readonly scale?: "share" | "pairs";
}

/**
 * On how many shortest paths between two others an economy lies; where a pair has several, each counts in part.
 *
 * Formula: Σ_{j<k} σ_jk(i)/σ_jk, over (N − 1)(N − 2)/2 pairs for the share; σ = shortest paths, σ(i) = those through i.
 * Unit: share of pairs, or pairs; `n`: economies of the table.
 * Range: 0–1, or 0–(N − 1)(N − 2)/2.
 * Undefined: the share among fewer than three economies (`zero_denominator`).
 * Note: paths whose lengths agree to 12 digits count as equally long.
 * Source: Freeman 1978; Brandes 2001.
 */
export function betweenness(table: LinkTable, options: BetweennessOptions = {}): readonly Centrality[] {
  const order = table.economies.length;
  const shares: number[][] = table.economies.map(() => []);
  table.economies.forEach((_, source) => {
    const { lengths, before, paths, sequence } = shortestPaths(table, source, options);
    const dependency = lengths.map(() => 0);
    for (const node of [...sequence].reverse()) {
      for (const previous of before[node] ?? [])
        dependency[previous] =
          (dependency[previous] ?? 0) +
          ((paths[previous] ?? 0) / (paths[node] ?? 1)) * (1 + (dependency[node] ?? 0));
      if (node !== source) shares[node]?.push(dependency[node] ?? 0);
    }
  });
  const pairs = ((order - 1) * (order - 2)) / 2;
  return ranked(
    table,
    shares.map((all) => {
      // Every pair was seen from both its ends.
      const through = sum(all) / 2;
      if (options.scale === "pairs") return measure(through, order);
      return measure(pairs <= 0 ? "zero_denominator" : through / pairs, order);
    }),
  );
}

interface Paths {
  /** From the source; infinite where there is no path. */
  readonly lengths: readonly number[];
  /** The economies just before each, on the shortest paths. */
  readonly before: readonly (readonly number[])[];
  /** How many shortest paths lead to each. */
  readonly paths: readonly number[];
  /** Economies by their distance. */
  readonly sequence: readonly number[];
}

/** Dijkstra's algorithm, without a queue: tables of links are dense. */
function shortestPaths({ links }: LinkTable, source: number, { distance }: PathOptions): Paths {
  const lengths = links.map((_, node) => (node === source ? 0 : Infinity));
  const before: number[][] = links.map(() => []);
  const paths: number[] = links.map((_, node) => (node === source ? 1 : 0));
  const sequence: number[] = [];
  const open = new Set(links.keys());
  for (;;) {
    const node = nearest(open, lengths);
    if (node === undefined) return { lengths, before, paths, sequence };
    open.delete(node);
    sequence.push(node);
    for (const next of open) {
      const papers = links[node]?.[next] ?? 0;
      if (papers === 0) continue;
      const length = (lengths[node] ?? 0) + (distance === "steps" ? 1 : 1 / papers);
      const known = lengths[next] ?? Infinity;
      if (isLess(length, known)) {
        lengths[next] = length;
        before[next] = [node];
        paths[next] = paths[node] ?? 0;
      } else if (!isLess(known, length)) {
        before[next]?.push(node);
        paths[next] = (paths[next] ?? 0) + (paths[node] ?? 0);
      }
    }
  }
}

function nearest(open: ReadonlySet<number>, lengths: readonly number[]): number | undefined {
  let best: number | undefined;
  for (const node of open)
    if ((lengths[node] ?? Infinity) < (best === undefined ? Infinity : (lengths[best] ?? 0))) best = node;
  return best;
}

/** Sums of inverses that are equal on paper differ in their last digit. */
function isLess(a: number, b: number): boolean {
  return a < b * (1 - 1e-12);
}
