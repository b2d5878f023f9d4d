import type { Measure } from "../../model/measure.js";
import type { LinkTable } from "./link-table.js";
import { averageRanks } from "./ranks.js";

/** How central one economy is. */
export interface Centrality extends Measure {
  readonly economy: string;
  /** 1 for the greatest value; equal ones share the mean of their places; null without a value. */
  readonly rank: number | null;
}

/** Values in the order of the table's economies, with their ranks. */
export function ranked(table: LinkTable, values: readonly Measure[]): readonly Centrality[] {
  const known = values.flatMap(({ value }) => value ?? []);
  // What differs in the last digits only shares a rank.
  const ranks = averageRanks(known.map((value) => Number(value.toPrecision(12))));
  let next = 0;
  return values.map((value, index) => ({
    ...value,
    economy: table.economies[index] ?? "",
    rank: value.value === null ? null : (ranks[next++] ?? null),
  }));
}
