import { expect, test } from "vitest";
import { expectClose, vector } from "../../collaboration/indicators/vector.js";
import { build, gzipped, tableOf } from "./cube-of.js";
import { describeWithDuckDb } from "../../support/duckdb.js";
import { temporaryFolder } from "../../support/temporary.js";
import { writeFiles } from "../../support/files.js";

const openAlex = "https://openalex.org/";
const fields: readonly string[] = ["AI", "Climate"];

interface Work {
  readonly id: string;
  readonly year: number;
  readonly field: string;
  readonly authors: readonly (readonly string[])[];
}

const published = ({ id, year, field, authors }: Work) => ({
  id: `${openAlex}W${id.slice(1)}`,
  publication_year: year,
  type: "article",
  primary_topic: { field: { id: `${openAlex}fields/${fields.indexOf(field)}` } },
  authorships: authors.map((countries) => ({ author: { id: null }, countries, institutions: [] })),
});

/** Of a year of its own, which is left out below: works of China and the United States alone would be refused. */
const elsewhere = published({ id: "W99", year: 1999, field: "AI", authors: [["IS"], ["MT"]] });

async function cubeOf(works: readonly object[]) {
  const folder = temporaryFolder();
  writeFiles(folder, { "works.jsonl.gz": gzipped([...works, elsewhere]) });
  await build(folder);
  const table = async (name: string) =>
    (await tableOf(`${folder}/cube`, name)).filter((row) => !row.includes("1999"));
  return { countries: await table("countries"), pairs: await table("pairs"), totals: await table("totals") };
}

type Rows = readonly (readonly string[])[];

/** A column summed by what `key` makes of the first cells. */
function sums(rows: Rows, column: number, key: (row: readonly string[]) => string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const row of rows) found[key(row)] = (found[key(row)] ?? 0) + Number(row[column]);
  return found;
}
const scaled = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count / 1e12]));
const country = ([code]: readonly string[]): string => code ?? "";
const pair = ([a, b]: readonly string[]): string => `${a ?? ""}-${b ?? ""}`;

describeWithDuckDb("counting, against independent implementations", () => {
  test("whole and fractional counts of countries and pairs", async () => {
    const { input, expected, tolerance } = vector<{ works: readonly Work[] }, Record<string, unknown>>(
      "01_counting_whole_fractional",
    );
    const { countries, pairs, totals } = await cubeOf(input.works.map(published));
    const us = pairs.filter((row) => pair(row) === "CN-US");
    const got = {
      whole: sums(countries, 3, country),
      fractional_country_1_over_n: scaled(sums(countries, 8, country)),
      pair_whole: sums(pairs, 4, pair),
      pair_fractional_2_over_n_n_1: scaled(sums(pairs, 9, pair)),
      split_US_CN: {
        bilateral_exact: sums(us, 5, pair)["CN-US"],
        multilateral: sums(us, 6, pair)["CN-US"],
        total: sums(us, 4, pair)["CN-US"],
      },
      by_year_pair_CN_US: sums(us, 4, (row) => row[2] ?? ""),
      works_with_country: totals.reduce((sum, row) => sum + Number(row[2]) - Number(row[3]), 0),
    };
    for (const [name, value] of Object.entries(got)) expectClose(value, expected[name], tolerance, name);
    // W5 and W8 have an author with both countries.
    expect(sums(us, 8, pair)).toEqual({ "CN-US": 2 });
  });

  test("hyper-authored works", async () => {
    interface Signed extends Pick<Work, "id"> {
      readonly n_authors: number;
      readonly countries: readonly string[];
    }
    const { input, expected, tolerance } = vector<{ works: readonly Signed[] }, Record<string, number>>(
      "02_hyperauthorship",
    );
    /** The vector's "C00" to "C57", which are no codes of countries. */
    const codes =
      "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CO CR CU CV CW CX CY CZ DJ DK DM".split(
        " ",
      );
    const real = (code: string): string =>
      /^C\d\d$/.test(code) ? (codes[Number(code.slice(1))] ?? "") : code;
    const works = input.works.map(({ id, n_authors, countries }) => {
      const authors = Array.from({ length: n_authors }, (_, at) => [
        real(countries[at % countries.length] ?? ""),
      ]);
      return published({ id, year: 2020, field: "AI", authors });
    });
    const { pairs } = await cubeOf(works);
    const us = pairs.filter((row) => pair(row) === "CN-US");
    const at = (column: number): number => sums(us, column, pair)["CN-US"] ?? 0;
    const got = {
      whole: at(4),
      bilateral: at(5),
      multilateral: at(6),
      kept_both: at(7),
      pair_fractional: at(9) / 1e12,
      multilateral_share: at(6) / at(4),
      H1_total_pairs: (await cubeOf(works.slice(0, 1))).pairs.length,
    };
    for (const [name, value] of Object.entries(got)) expectClose(value, expected[name], tolerance, name);
  });
});
