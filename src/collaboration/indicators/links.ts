import { AnalysisError, toNumber } from "briefing/analysis";
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
  return linksOfColumns(columns, [...rows.keys()], options);
}

/** Rows as columns. */
export interface LinkColumns {
  readonly x: readonly Cell[];
  readonly y: readonly Cell[];
  readonly papers: readonly Cell[];
}

type Cell = string | number | boolean | null;

/**
 * Like `links`, but from columns, without creating row objects.
 *
 * @param rows indices of the rows to use
 */
export function linksOfColumns(
  columns: LinkColumns,
  rows: readonly number[],
  { absent = "error" }: LinkOptions,
): LinkTable {
  const known = new Map<string, number>();
  const firsts = places(columns.x, rows, known);
  const seconds = places(columns.y, rows, known);
  const codes = [...known.keys()];
  const economies = [...codes].sort();
  const size = economies.length;
  const position = codes.map((code) => placeIn(economies, code));
  const inOrder = (place: number) => position[place] ?? 0;
  const pairs = { x: firsts.map(inOrder), y: seconds.map(inOrder), size };
  const { matrix, isCounted } = countsOf(columns, rows, pairs);
  if (absent === "error") requireEveryPair(economies, isCounted);
  const links = economies.map((_, i) => matrix.subarray(i * size, (i + 1) * size));
  const strengths = links.map(sum);
  return { economies, links, strengths, total: sum(strengths) / 2 };
}

/** A symmetric matrix of the counts; `pairs` has the places of both economies by index in `rows`. */
function countsOf(
  columns: LinkColumns,
  rows: readonly number[],
  { x, y, size }: { readonly x: Int32Array; readonly y: Int32Array; readonly size: number },
) {
  const matrix = new Float64Array(size * size);
  const isCounted = new Uint8Array(size * size);
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] ?? 0;
    const papers = columns.papers[row];
    const count = typeof papers === "number" ? papers : NaN;
    const i = x[index] ?? 0;
    const j = y[index] ?? 0;
    const at = i * size + j;
    const isPlain = i !== j && isCounted[at] === 0 && Number.isSafeInteger(count) && count >= 0;
    // Building an error message for each of a million counts would take longer than building the table.
    if (!isPlain) checkCount(columns, row, isCounted[at] === 1 ? matrix[at] : undefined);
    const mirrored = j * size + i;
    matrix[at] = matrix[mirrored] = count;
    isCounted[at] = isCounted[mirrored] = 1;
  }
  return { matrix, isCounted };
}

function checkCount(columns: LinkColumns, row: number, before: number | undefined): void {
  const x = String(columns.x[row]);
  const y = String(columns.y[row]);
  if (x === y) throw new AnalysisError(`links: "${x}" is paired with itself`);
  const what = `links: the count of ${x} and ${y}`;
  const papers = columns.papers[row] ?? null;
  if (typeof papers !== "number")
    throw new AnalysisError(
      papers === null ? `${what} is missing` : `${what} is not a number: ${JSON.stringify(papers)}`,
    );
  const count = toNumber(papers, what);
  if (before !== undefined && before !== count)
    throw new AnalysisError(`links: ${x} and ${y} have two counts, ${before} and ${count}`, {
      hint: "One table is one year of one edition: filter before calling.",
    });
}

function requireEveryPair(economies: readonly string[], isCounted: Uint8Array): void {
  for (const [i, x] of economies.entries())
    for (const [j, y] of economies.entries())
      if (j > i && isCounted[i * economies.length + j] !== 1)
        throw new AnalysisError(`links: no row for ${x} and ${y}`, {
          hint: 'Exclude economies whose pairs are incomplete, or pass { absent: "zero" }.',
        });
}

/** For each row, the index of its code among those seen so far. */
function places(codes: readonly Cell[], rows: readonly number[], known: Map<string, number>): Int32Array {
  const found = new Int32Array(rows.length);
  let before: Cell | undefined;
  let place = -1;
  for (let index = 0; index < rows.length; index++) {
    const code = codes[rows[index] ?? 0] ?? null;
    // Rows are sorted by the first economy.
    if (code !== before) place = known.get(String(code)) ?? known.size;
    if (place === known.size) known.set(String(code), place);
    before = code;
    found[index] = place;
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
