import type { Measure } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";
import { measure } from "./interval.js";
import { sum } from "./sum.js";

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
