/** How readily the 16 countries of NSF’s table cite themselves and each other, allowing for size. */
import { numberIn, rowWith, nsf, sumOf, table } from "./tables.js";

const indices = table("citation-index").filter(({ field }) => field === "all");
const years = [...new Set(indices.map((row) => numberIn(row, "year")))].sort((a, b) => a - b);
export const firstYear = years[0] ?? NaN;
export const lastYear = years.at(-1) ?? NaN;
const economies = [...new Set(indices.map(({ citing = "" }) => citing))];
const cells = new Map(
  indices.map((row) => [`${row.citing} ${row.cited} ${row.year}`, numberIn(row, "index")]),
);

export const index = (citing: string, cited: string, year: number): number =>
  cells.get(`${citing} ${cited} ${year}`) ?? NaN;

const output = (economy: string, year: number) =>
  numberIn(rowWith("field-output", { edition: nsf, field: "all", economy, year }), "fractional");

/** The share of a country’s citations that go to itself, by the output of the year or of years before it. */
export const ownShares = (economy: string): readonly number[] =>
  [[0], [0, 1, 2], [1, 2, 3]].map((ages) => {
    const over = (of: string) => sumOf(ages.map((age) => output(of, lastYear - age)));
    return (index(economy, economy, lastYear) * over(economy)) / over("WORLD");
  });

/** Countries and the index of citing their own papers, lowest first. */
export const ownIndices: readonly (readonly [string, number])[] = economies
  .map((economy) => [economy, index(economy, economy, lastYear)] as const)
  .sort((a, b) => a[1] - b[1]);

interface Pair {
  readonly name: string;
  readonly isBelowSize: boolean;
  /** The geometric mean of the two indices in the last year. */
  readonly mutual: number;
  /** How it changed between the two years. */
  readonly change: number;
}
export const pairs: readonly Pair[] = economies.flatMap((a, place) =>
  economies.slice(place + 1).map((b) => {
    const mutual = (year: number) => Math.sqrt(index(a, b, year) * index(b, a, year));
    return {
      name: [a, b].sort().join("–"),
      isBelowSize: index(a, b, lastYear) < 1 && index(b, a, lastYear) < 1,
      mutual: mutual(lastYear),
      change: mutual(lastYear) / mutual(firstYear) - 1,
    };
  }),
);
const found = pairs.find(({ name }) => name === "CN–US");
if (found === undefined) throw new Error("no citations between the two");
export const own: Pair = found;
