import { AnalysisError } from "./errors.js";
import { toNumber } from "./interval.js";
import { sum } from "./statistics.js";
import type { PairInUniverse } from "./pair-counts.js";

/** Links between every two economies of a closed set: symmetric, with an empty diagonal. */
export interface LinkTable {
  /** Sorted by code unit. */
  readonly economies: readonly string[];
  readonly links: readonly ArrayLike<number>[];
  /** Links of each economy: the sum of its row. */
  readonly strengths: readonly number[];
  /** All links, each counted once. */
  readonly total: number;
}

/** Two economies, in either order, and their joint papers. */
export interface LinkRow {
  readonly x: string;
  readonly y: string;
  readonly papers: number;
}

export interface LinkOptions {
  /**
   * The meaning of a pair without a row: `zero` if the rows were counted, so that every pair with joint papers has one;
   * `error` (default) if a table of pairs must be complete.
   */
  readonly absent?: "zero" | "error";
}

/**
 * The table of links between all economies named in the rows. Throws if two rows of a pair have different counts, if an
 * economy is paired with itself, or if a count is negative or missing or a pair is missing.
 */
export function links(rows: readonly LinkRow[], options: LinkOptions = {}): LinkTable {
  const columns = {
    x: rows.map(({ x }) => x),
    y: rows.map(({ y }) => y),
    papers: rows.map(({ papers }) => papers),
  };
  return linksOfColumns(columns, options);
}

/** Like `links`, but from columns, without creating row objects. */
export interface LinkColumns {
  readonly x: readonly string[];
  readonly y: readonly string[];
  readonly papers: readonly number[];
}

export function linksOfColumns(columns: LinkColumns, { absent = "error" }: LinkOptions): LinkTable {
  const known = new Map<string, number>();
  const [ofX, ofY] = [places(columns.x, known), places(columns.y, known)];
  const economies = [...known.keys()].sort();
  const size = economies.length;
  const position = new Int32Array(size);
  for (const [index, economy] of economies.entries()) position[known.get(economy) ?? 0] = index;
  const matrix = new Float64Array(size * size);
  const isCounted = new Uint8Array(size * size);
  for (let row = 0; row < columns.papers.length; row++) {
    const papers = columns.papers[row] ?? NaN;
    const x = columns.x[row] ?? "";
    const y = columns.y[row] ?? "";
    if (x === y) throw new AnalysisError(`links: "${x}" is paired with itself`);
    // Building an error message for each of a million counts would take longer than building the table.
    const count =
      Number.isSafeInteger(papers) && papers >= 0
        ? papers
        : toNumber(papers, `links: the count of ${x} and ${y}`);
    const i = position[ofX[row] ?? 0] ?? 0;
    const j = position[ofY[row] ?? 0] ?? 0;
    // Pairs are stored under the lower of their two indices.
    const at = i < j ? i * size + j : j * size + i;
    if (isCounted[at] === 1 && matrix[at] !== count)
      throw new AnalysisError(`links: ${x} and ${y} have two counts, ${matrix[at] ?? NaN} and ${count}`, {
        hint: "One table is one year of one edition: filter before calling.",
      });
    isCounted[at] = 1;
    matrix[i * size + j] = count;
    matrix[j * size + i] = count;
  }
  if (absent === "error") requireEveryPair(economies, isCounted);
  const rows = economies.map((_, i) => matrix.subarray(i * size, (i + 1) * size));
  const strengths = rows.map(sum);
  return { economies, links: rows, strengths, total: sum(strengths) / 2 };
}

function requireEveryPair(economies: readonly string[], isCounted: Uint8Array): void {
  for (const [i, x] of economies.entries())
    for (const [j, y] of economies.entries())
      if (j > i && isCounted[i * economies.length + j] !== 1)
        throw new AnalysisError(`links: no row for ${x} and ${y}`, {
          hint: 'Exclude economies whose pairs are incomplete, or pass { absent: "zero" }.',
        });
}

/** The index of each code among those seen so far. */
function places(codes: readonly string[], known: Map<string, number>): Int32Array {
  const found = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? "";
    // Rows are sorted by the first economy.
    const isSame = row > 0 && code === codes[row - 1];
    const place = isSame ? (found[row - 1] ?? 0) : (known.get(code) ?? known.size);
    if (place === known.size) known.set(code, place);
    found[row] = place;
  }
  return found;
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

const placesIn = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** A faster `indexOf`: it runs for every pair in every year. */
export function placeIn(economies: readonly string[], code: string): number {
  return placesOf(economies).get(code) ?? -1;
}

/** The index of each economy. */
export function placesOf(economies: readonly string[]): ReadonlyMap<string, number> {
  let known = placesIn.get(economies);
  if (known === undefined) {
    known = new Map(economies.map((economy, index) => [economy, index]));
    placesIn.set(economies, known);
  }
  return known;
}

/** Zero if the table lacks one of the two. */
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
