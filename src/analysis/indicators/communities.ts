import { createRequire } from "node:module";
import type { Measure } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";
import { measure } from "./interval.js";
import type { LinkTable } from "./links.js";
import { graphOf, type NetworkGraph } from "./network-graph.js";
import { type Random, seeded } from "./numeric/random.js";
import { sum } from "./numeric/statistics.js";
import { own } from "../../lib/own.js";

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
    const given = own(membership, economy) as string | number | null | undefined;
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
    const label = own(labels, economy) ?? -1;
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

type Label = string | number;

/** Which group everything belongs to: by name, or in one order for both partitions. Labels themselves mean nothing. */
export type Membership = Readonly<Record<string, Label>> | readonly Label[];

/**
 * Agreement of two partitions by pairs, beyond chance.
 *
 * Formula: (Σ C(n_ij,2) − E)/(½·(Σ C(a_i,2) + Σ C(b_j,2)) − E), E = Σ C(a_i,2)·Σ C(b_j,2)/C(n,2).
 * Unit: none; `n`: members.
 * Range: −½–1; 0 = as by chance, 1 = the same (two that are the same and trivial too).
 * Undefined: nothing to divide (`insufficient_data`).
 * Source: Hubert and Arabie 1985.
 */
export function adjustedRand(one: Membership, other: Membership): Measure {
  const { joint, rows, columns, n } = crossed(one, other, "adjustedRand");
  if (n === 0) return measure("insufficient_data", n);
  const pairs = (counts: readonly number[]): number => sum(counts.map((count) => (count * (count - 1)) / 2));
  const [both, a, b, all] = [pairs(joint.map(({ count }) => count)), pairs(rows), pairs(columns), pairs([n])];
  const expected = all === 0 ? 0 : (a / all) * b;
  const most = (a + b) / 2;
  return measure(most === expected ? 1 : (both - expected) / (most - expected), n);
}

/**
 * Information that two partitions share, over the mean of what each holds.
 *
 * Formula: I/(½·(H_a + H_b)); I = mutual information, H = entropy.
 * Unit: none; `n`: members.
 * Range: 0–1; 1 = the same (two that are one group each too).
 * Undefined: nothing to divide (`insufficient_data`).
 * Note: many small groups share information by chance: `adjustedMutualInformation` takes that off.
 * Source: Strehl and Ghosh 2002; arithmetic mean as in Kvålseth 1987.
 */
export function normalisedMutualInformation(one: Membership, other: Membership): Measure {
  const table = crossed(one, other, "normalisedMutualInformation");
  if (table.n === 0) return measure("insufficient_data", table.n);
  const mean = (entropy(table.rows, table.n) + entropy(table.columns, table.n)) / 2;
  return measure(mean === 0 ? 1 : Math.min(1, information(table) / mean), table.n);
}

/**
 * Information that two partitions share beyond chance, over the most it could be.
 *
 * Formula: (I − E(I))/(½·(H_a + H_b) − E(I)); E over all partitions with groups of the same sizes.
 * Unit: none; `n`: members.
 * Range: at most 1; 0 = as by chance, 1 = the same (two that are the same and trivial too).
 * Undefined: nothing to divide (`insufficient_data`).
 * Source: Vinh, Epps and Bailey 2010.
 */
export function adjustedMutualInformation(one: Membership, other: Membership): Measure {
  const table = crossed(one, other, "adjustedMutualInformation");
  const { n, rows, columns } = table;
  if (n === 0) return measure("insufficient_data", n);
  const trivial = (groups: number): boolean => rows.length === groups && columns.length === groups;
  if (trivial(1) || trivial(n)) return measure(1, n);
  const mean = (entropy(rows, n) + entropy(columns, n)) / 2;
  const chance = expectedInformation(table);
  return measure((information(table) - chance) / (mean - chance), n);
}

interface Crossed {
  /** Groups of both that meet. */
  readonly joint: readonly { readonly row: number; readonly column: number; readonly count: number }[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly n: number;
}

function crossed(one: Membership, other: Membership, what: string): Crossed {
  const pairs = paired(one, other, what);
  const rows = new Map<Label, number>();
  const columns = new Map<Label, number>();
  const joint = new Map<Label, Map<Label, number>>();
  for (const [a, b] of pairs) {
    rows.set(a, (rows.get(a) ?? 0) + 1);
    columns.set(b, (columns.get(b) ?? 0) + 1);
    const row = joint.get(a) ?? new Map<Label, number>();
    joint.set(a, row.set(b, (row.get(b) ?? 0) + 1));
  }
  return {
    joint: [...joint].flatMap(([a, row]) =>
      [...row].map(([b, count]) => ({ row: rows.get(a) ?? 0, column: columns.get(b) ?? 0, count })),
    ),
    rows: [...rows.values()],
    columns: [...columns.values()],
    n: pairs.length,
  };
}

function paired(one: Membership, other: Membership, what: string): readonly (readonly [Label, Label])[] {
  const [a, b] = [one, other].map((labels) => new Map<string, Label>(Object.entries(labels))) as [
    Map<string, Label>,
    Map<string, Label>,
  ];
  for (const name of [...a.keys(), ...b.keys()])
    if (!a.has(name) || !b.has(name))
      throw new AnalysisError(
        `${what}: "${name}" is only in the ${a.has(name) ? "first" : "second"} partition`,
      );
  return [...a].map(([name, label]) => {
    const both = [label, b.get(name)] as const;
    for (const one of both as readonly (Label | null | undefined)[])
      if (one === null || one === undefined)
        throw new AnalysisError(`${what}: "${name}" belongs to no group`);
    return both as readonly [Label, Label];
  });
}

function entropy(counts: readonly number[], n: number): number {
  return Math.max(0, sum(counts.map((count) => -(count / n) * Math.log(count / n))));
}

function information({ joint, n }: Crossed): number {
  return Math.max(
    0,
    sum(joint.map(({ row, column, count }) => (count / n) * Math.log(((count / row) * n) / column))),
  );
}

/** Over the hypergeometric distribution of every cell. */
function expectedInformation({ rows, columns, n }: Crossed): number {
  const logs = [0];
  for (let k = 1; k <= n; k++) logs.push((logs[k - 1] ?? 0) + Math.log(k));
  const f = (k: number): number => logs[k] ?? NaN;
  const terms: number[] = [];
  for (const a of rows)
    for (const b of columns)
      for (let count = Math.max(1, a + b - n); count <= Math.min(a, b); count++) {
        const chance = Math.exp(
          f(a) +
            f(b) +
            f(n - a) +
            f(n - b) -
            f(n) -
            f(count) -
            f(a - count) -
            f(b - count) -
            f(n - a - b + count),
        );
        terms.push((count / n) * Math.log(((count / a) * n) / b) * chance);
      }
  return sum(terms);
}
