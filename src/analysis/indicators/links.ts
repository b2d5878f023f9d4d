import { AnalysisError } from "./errors.js";
import { toNumber } from "./interval.js";
import { sum } from "./statistics.js";
import type { PairInUniverse } from "./pair-counts.js";

/** Links between every two economies of a closed set: symmetric, nothing on the diagonal. */
export interface LinkTable {
  /** Sorted by code unit. */
  readonly economies: readonly string[];
  readonly links: readonly (readonly number[])[];
  /** Links of each economy: its row's sum. */
  readonly strengths: readonly number[];
  /** All links, each counted once. */
  readonly total: number;
}

/** One pair of economies, in either order, and its joint papers. */
export interface LinkRow {
  readonly x: string;
  readonly y: string;
  readonly papers: number;
}

export interface LinkOptions {
  /**
   * What a pair without a row means: `zero` where rows come from counting, so that every pair with joint papers has one;
   * `error` (default) where a table of pairs must be complete.
   */
  readonly absent?: "zero" | "error";
}

/**
 * The table of links of all economies that the rows name. A pair twice with the same count counts once; with different
 * counts it throws, as does an economy paired with itself, a count that is negative or none, and a missing pair.
 */
export function links(rows: readonly LinkRow[], { absent = "error" }: LinkOptions = {}): LinkTable {
  const named = new Set<string>();
  for (const { x, y } of rows) named.add(x).add(y);
  const economies = [...named].sort();
  const position = new Map(economies.map((economy, index) => [economy, index]));
  // NaN where there is no count: arrays of nothing but numbers hold them without a box for each.
  const matrix = economies.map(() => new Array<number>(economies.length).fill(NaN));
  for (const { x, y, papers } of rows) {
    if (x === y) throw new AnalysisError(`links: "${x}" is paired with itself`);
    // A message for each of a million whole counts would take longer than the table.
    const count =
      Number.isSafeInteger(papers) && papers >= 0
        ? papers
        : toNumber(papers, `links: the count of ${x} and ${y}`);
    const [i, j] = [position.get(x) ?? 0, position.get(y) ?? 0];
    const before = matrix[i]?.[j] ?? NaN;
    if (!Number.isNaN(before) && before !== count)
      throw new AnalysisError(`links: ${x} and ${y} have two counts, ${before} and ${count}`, {
        hint: "One table is one year of one edition: filter before calling.",
      });
    (matrix[i] ?? [])[j] = count;
    (matrix[j] ?? [])[i] = count;
  }
  for (const [i, row] of matrix.entries())
    for (let j = 0; j < row.length; j++) {
      if (!Number.isNaN(row[j])) continue;
      if (i !== j && absent === "error")
        throw new AnalysisError(`links: no row for ${economies[i] ?? ""} and ${economies[j] ?? ""}`, {
          hint: 'Leave an economy out whose pairs are not complete, or say { absent: "zero" }.',
        });
      row[j] = 0;
    }
  const strengths = matrix.map(sum);
  const total = sum(strengths) / 2;
  return { economies, links: matrix, strengths, total };
}

/** The link-based counts of a pair, for `ric` and `observedToExpected`. */
export function linkCounts(table: LinkTable, x: string, y: string): PairInUniverse {
  const [i, j] = positions(table.economies, x, y, "linkCounts");
  return {
    universe: "links",
    joint: table.links[i]?.[j] ?? 0,
    x: table.strengths[i] ?? 0,
    y: table.strengths[j] ?? 0,
    total: table.total,
  };
}

const places = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** As `indexOf`, but fast: every pair of every year asks. */
export function placeIn(economies: readonly string[], code: string): number {
  let known = places.get(economies);
  if (known === undefined) {
    known = new Map(economies.map((economy, index) => [economy, index]));
    places.set(economies, known);
  }
  return known.get(code) ?? -1;
}

/** Zero where the table lacks one of the two. */
export function linksBetween({ economies, links: all }: LinkTable, x: string, y: string): number {
  return all[placeIn(economies, x)]?.[placeIn(economies, y)] ?? 0;
}

export function positions(
  economies: readonly string[],
  x: string,
  y: string,
  what: string,
): readonly [number, number] {
  const place = (economy: string): number => {
    const index = placeIn(economies, economy);
    if (index < 0) throw new AnalysisError(`${what}: no economy "${economy}" among ${economies.join(", ")}`);
    return index;
  };
  if (x === y) throw new AnalysisError(`${what}: "${x}" is paired with itself`);
  return [place(x), place(y)];
}
