import { createRequire } from "node:module";
import type { Measure } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";
import { measure } from "./interval.js";
import type { LinkTable } from "./link-table.js";
import { graphOf, type NetworkGraph } from "./network-graph.js";
import { type Random, seeded } from "./numeric/random.js";
import { sum } from "./sum.js";

const require = createRequire(import.meta.url);

export interface LouvainOptions {
  /** Where the random numbers begin: the same seed, the same communities. */
  readonly seed: number;
  /** How often it is tried, each time in another order; the best is kept; default 60. */
  readonly runs?: number;
  /** Above 1 more and smaller communities; default 1. */
  readonly resolution?: number;
}

export interface Communities {
  /** The largest first, then by code; the economies of each sorted by code. */
  readonly communities: readonly (readonly string[])[];
  /** Economy → place of its community in the list. */
  readonly membership: Readonly<Record<string, number>>;
  readonly modularity: Measure;
  readonly runs: number;
  /** Runs that found these very communities. */
  readonly agreeing: number;
}

/**
 * Groups of economies that have more links inside than their size makes expected, by the best of many runs.
 *
 * Formula: Louvain: economies, then groups, move to where `modularity` gains most, until none does.
 * Unit: groups of economies; `n`: economies of the table.
 * Range: 1–economies.
 * Undefined: the modularity of a table without links; every economy then is its own group.
 * Note: the result depends on the order of moves, hence the seed; compare partitions by `adjustedRand`, never by
 * labels.
 * Source: Blondel, Guillaume, Lambiotte and Lefebvre 2008.
 */
export function louvain(table: LinkTable, { seed, runs = 60, resolution = 1 }: LouvainOptions): Communities {
  const random = seeded(seed, "louvain");
  if (!Number.isInteger(runs) || runs < 1)
    throw new AnalysisError(`louvain: expected how many runs, got ${runs}`);
  if (!(resolution > 0 && resolution < Infinity))
    throw new AnalysisError(`louvain: the resolution must be positive, got ${resolution}`);
  const found =
    table.total === 0 ? [byLabel(table, alone(table))] : partitions(table, random, runs, resolution);
  const quality = found.map((groups) => ({
    groups,
    key: JSON.stringify(groups),
    modularity: modularity(table, membershipOf(groups), { resolution }),
  }));
  const best = quality.reduce((a, b) => (isBetter(b, a) ? b : a));
  return {
    communities: best.groups,
    membership: membershipOf(best.groups),
    modularity: best.modularity,
    runs: found.length,
    agreeing: quality.filter(({ key }) => key === best.key).length,
  };
}

/**
 * How many more links lie inside the groups than chance would put there.
 *
 * Formula: Q = Σ_g [L_g/m − γ·(S_g/2m)²]; L_g = links inside, S_g = strengths of the group, m = all links.
 * Unit: share of links; `n`: links.
 * Range: −½–1; 0 = as by chance, or all in one group.
 * Undefined: a table without links (`zero_denominator`).
 * Note: resolution γ = 1 unless another is given.
 * Source: Newman and Girvan 2004; Reichardt and Bornholdt 2006.
 */
export function modularity(
  table: LinkTable,
  membership: Readonly<Record<string, string | number>>,
  { resolution = 1 }: { readonly resolution?: number } = {},
): Measure {
  const { economies, links, strengths, total } = table;
  for (const name of Object.keys(membership))
    if (!economies.includes(name)) throw new AnalysisError(`modularity: no economy "${name}" in the table`);
  const groups = new Map<string | number, number[]>();
  economies.forEach((economy, place) => {
    // From tables come nulls, whatever the types say: two of them are not a group.
    const given = membership[economy] as string | number | null | undefined;
    if (!Object.hasOwn(membership, economy) || given === null || given === undefined)
      throw new AnalysisError(`modularity: "${economy}" belongs to no group`);
    groups.set(given, [...(groups.get(given) ?? []), place]);
  });
  if (total === 0) return measure("zero_denominator", total);
  const parts = [...groups.values()].map((places) => {
    const inside = sum(places.flatMap((i) => places.map((j) => links[i]?.[j] ?? 0))) / 2;
    const share = sum(places.map((place) => strengths[place] ?? 0)) / (2 * total);
    return inside / total - resolution * share * share;
  });
  return measure(sum(parts), total);
}

type Groups = readonly (readonly string[])[];

function partitions(table: LinkTable, rng: Random, runs: number, resolution: number): readonly Groups[] {
  const run = require("graphology-communities-louvain") as (
    graph: NetworkGraph,
    options: { readonly resolution: number; readonly rng: () => number },
  ) => Readonly<Record<string, number>>;
  const graph = graphOf(table);
  return Array.from({ length: runs }, () => byLabel(table, run(graph, { resolution, rng })));
}

function alone({ economies }: LinkTable): Readonly<Record<string, number>> {
  return Object.fromEntries(economies.map((economy, index) => [economy, index]));
}

function byLabel({ economies }: LinkTable, labels: Readonly<Record<string, number>>): Groups {
  const groups = new Map<number, string[]>();
  for (const economy of economies) {
    const label = labels[economy] ?? -1;
    groups.set(label, [...(groups.get(label) ?? []), economy]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length || ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1));
}

function membershipOf(groups: Groups): Readonly<Record<string, number>> {
  return Object.fromEntries(groups.flatMap((group, index) => group.map((economy) => [economy, index])));
}

interface Quality {
  readonly key: string;
  readonly modularity: Measure;
}

/** By modularity; among equals by the names, so that the choice does not hang on the last digit. */
function isBetter(a: Quality, b: Quality): boolean {
  const gain = (a.modularity.value ?? 0) - (b.modularity.value ?? 0);
  return Math.abs(gain) > 1e-12 ? gain > 0 : a.key < b.key;
}
