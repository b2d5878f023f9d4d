import { AnalysisError } from "./errors.js";
import { toNumber } from "./interval.js";
import { sum } from "./numeric/statistics.js";
import { own } from "../../lib/own.js";

/** Ties from every group (row) to every group (column), itself included: citations, moves, votes. */
export interface FlowTable {
  /** Sorted by code unit. */
  readonly groups: readonly string[];
  readonly flows: readonly (readonly number[])[];
}

/** Ties of one group to another, or to itself: `from` cites `to`. */
export interface FlowRow {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

export interface FlowOptions {
  /** What a pair without a row means: `zero` where rows come from counting; `error` (default) where a table is complete. */
  readonly absent?: "zero" | "error";
}

/**
 * The table of ties of all groups that the rows name. A pair twice, a negative or missing count and a missing pair
 * throw.
 */
export function flows(rows: readonly FlowRow[], { absent = "error" }: FlowOptions = {}): FlowTable {
  const groups = [...new Set(rows.flatMap(({ from, to }) => [from, to]))].sort();
  const counts = new Map<string, Map<string, number>>();
  for (const { from, to, count } of rows) {
    const row = counts.get(from) ?? new Map<string, number>();
    if (row.has(to)) throw new AnalysisError(`flows: ${from} to ${to} comes twice`);
    row.set(to, toNumber(count, `flows: the count from ${from} to ${to}`));
    counts.set(from, row);
  }
  return {
    groups,
    flows: groups.map((from) =>
      groups.map((to) => {
        const count = counts.get(from)?.get(to);
        if (count !== undefined || absent === "zero") return count ?? 0;
        throw new AnalysisError(`flows: no row from ${from} to ${to}`, {
          hint: 'Leave a group out whose ties are not complete, or say { absent: "zero" }.',
        });
      }),
    ),
  };
}

/** The same table with some groups only, and the ties among them. */
export function among(table: FlowTable, groups: readonly string[]): FlowTable {
  const places = [...new Set(groups)].sort().map((group) => placeOf(table, group, "among"));
  return {
    groups: places.map((place) => table.groups[place] ?? ""),
    flows: places.map((from) => places.map((to) => table.flows[from]?.[to] ?? 0)),
  };
}

export function placeOf({ groups }: FlowTable, group: string, what: string): number {
  const place = groups.indexOf(group);
  if (place < 0) throw new AnalysisError(`${what}: no group "${group}" among ${groups.join(", ")}`);
  return place;
}

export function flowBetween(table: FlowTable, from: string, to: string, what: string): number {
  return table.flows[placeOf(table, from, what)]?.[placeOf(table, to, what)] ?? 0;
}

/** All ties from a group, itself included. */
export function outflow(table: FlowTable, group: string, what: string): number {
  return sum(table.flows[placeOf(table, group, what)] ?? []);
}

/** All ties to a group, itself included. */
export function inflow(table: FlowTable, group: string, what: string): number {
  const place = placeOf(table, group, what);
  return sum(table.flows.map((row) => row[place] ?? 0));
}

/** A positive-or-zero number for every group of the table, by name. */
export function amountOf(amounts: Readonly<Record<string, number>>, group: string, what: string): number {
  if (!Object.hasOwn(amounts, group)) throw new AnalysisError(`${what} of ${group} is missing`);
  return toNumber(own(amounts, group) as number, `${what} of ${group}`);
}
