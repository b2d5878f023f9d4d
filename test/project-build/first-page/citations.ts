/** How readily the 16 countries of NSF’s table cite themselves and each other, allowing for size. */
import { numberIn, rowsWith, rowWith, nsf, table } from "./tables.js";

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

const output = (economy: string) =>
  numberIn(rowWith("field-output", { edition: nsf, field: "all", economy, year: lastYear }), "fractional");
const hasOutput = (economy: string) =>
  rowsWith("field-output", { edition: nsf, field: "all", economy, year: lastYear }).length > 0;

/** The share of a country’s citations that go to itself; for countries whose output is in the tables. */
export const ownShares: ReadonlyMap<string, number> = new Map(
  economies
    .filter(hasOutput)
    .map((economy) => [economy, (index(economy, economy, lastYear) * output(economy)) / output("WORLD")]),
);

interface Pair {
  readonly name: string;
  readonly isBelowSize: boolean;
  /** How the geometric mean of the two indices changed between the two years. */
  readonly change: number;
}
export const pairs: readonly Pair[] = economies.flatMap((a, place) =>
  economies.slice(place + 1).map((b) => {
    const mutual = (year: number) => Math.sqrt(index(a, b, year) * index(b, a, year));
    return {
      name: [a, b].sort().join("–"),
      isBelowSize: index(a, b, lastYear) < 1 && index(b, a, lastYear) < 1,
      change: mutual(lastYear) / mutual(firstYear) - 1,
    };
  }),
);
const found = pairs.find(({ name }) => name === "CN–US");
if (found === undefined) throw new Error("no citations between the two");
export const own: Pair = found;
