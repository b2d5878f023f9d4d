/** Joint papers in technology fields and at conferences, in number and allowing for size. */
import { linksIn, propensityIn } from "./propensity.js";
import { numberIn, type Row, rowsWith, sumOf, table } from "./tables.js";

const pair = ["CN", "US"] as const;

/** The complete years of a field in which the table lists the two. */
export function technologyYears(field: string) {
  return rowsWith("eto-pairs", { field, a: "CN", b: "US", status: "complete" }).map((row) => {
    const links = linksIn(rowsWith("eto-pairs", { field, year: row.year ?? "" }), pair);
    return {
      year: numberIn(row, "year"),
      joint: numberIn(row, "works"),
      simple: propensityIn(links, pair, "simple"),
      fitted: propensityIn(links, pair, "fitted"),
    };
  });
}

/** README of the data: these rows have only a part of their conference. */
const isFragment = ({ venue = "", year = "" }: Row) =>
  (venue === "icra" && (year <= "2004" || year === "2016")) || (venue === "iros" && year <= "2004");
const usable = table("ai-venues").filter((row) => row.quality === "good" && !isFragment(row));

/** The conferences that are there in every year of a span: their rows of the first and of the last year. */
function fixedSet(from: number, to: number) {
  const years = Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  const venues = [...new Set(usable.map(({ venue }) => venue))].filter((venue) =>
    years.every((year) => usable.some((row) => row.venue === venue && row.year === year)),
  );
  const rowsOf = (year: number) =>
    usable.filter((row) => row.year === String(year) && venues.includes(row.venue));
  return [rowsOf(from), rowsOf(to)] as const;
}

/** Half of the summed differences between where papers of one side appear, and of the other. */
function dissimilarity(rows: readonly Row[]): number {
  const side = (column: "us" | "cn") => {
    const papers = rows.map((row) => numberIn(row, column) - numberIn(row, "both"));
    return papers.map((each) => each / sumOf(papers));
  };
  const ofChina = side("cn");
  return sumOf(side("us").map((share, index) => Math.abs(share - (ofChina[index] ?? NaN)))) / 2;
}

const ofExpected = (rows: readonly Row[]) =>
  sumOf(rows.map((row) => numberIn(row, "both"))) /
  sumOf(rows.map((row) => (numberIn(row, "us") * numberIn(row, "cn")) / numberIn(row, "withCountry")));

/** For both sets: further apart by more than a tenth? Or fewer joint papers for their size, by more than a tenth? */
export function conferencesApart(by: "venues" | "papers"): readonly [boolean, boolean] {
  const answerOf = (from: number, to: number) => {
    const [before, after] = fixedSet(from, to);
    if (by === "venues") return dissimilarity(after) > 1.1 * dissimilarity(before);
    return ofExpected(after) < 0.9 * ofExpected(before);
  };
  return [answerOf(2020, 2023), answerOf(2021, 2024)];
}
