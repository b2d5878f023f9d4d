/** The tables against what the sources printed, and against reference vectors made from the same sources. */
import { describe, expect, test } from "vitest";
import { only, sum, table, vector } from "./tables.js";

const copublications = table("copublications");
const international = table("international");
const joint = (edition: string, year: number) =>
  only(copublications.filter((row) => row.edition === edition && row.partner === "CN" && row.year === year));

test("2018 stands in two editions of NSF with two counts", () => {
  expect(joint("nsf-2020", 2018)).toMatchObject({ lower: 55382, upper: 55382, precision: "exact" });
  expect(joint("nsf-2022", 2018)).toMatchObject({ lower: 56480, upper: 56481, precision: "bounds" });
});

test("the counts of NSF's newest editions and of OpenAlex", () => {
  expect(joint("nsf-2024", 2022)).toMatchObject({ lower: 58546, upper: 58546 });
  expect(joint("nsf-2022", 2020)).toMatchObject({ lower: 62904, upper: 62904, precision: "exact" });
  expect(joint("nsf-2024", 2019)).toMatchObject({ lower: 62425, upper: 62439, precision: "bounds" });
  expect(joint("openalex-2024-08", 2021)).toMatchObject({ lower: 78604, upper: 78604 });
});

interface SeriesVector {
  readonly input: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly expected: Readonly<Record<string, { readonly us_cn_low: number; readonly us_cn_high: number }>>;
}

describe("NSF 2024, 2003 to 2022", () => {
  const { input, expected } = vector("64_nsf_us_cn_series_2003_2022") as SeriesVector;

  test("joint papers with their bounds", () => {
    const rows = copublications.filter((row) => row.edition === "nsf-2024" && row.partner === "CN");
    expect(Object.fromEntries(rows.map((row) => [row.year, [row.lower, row.upper]]))).toEqual(
      Object.fromEntries(
        Object.entries(expected).map(([year, row]) => [year, [row.us_cn_low, row.us_cn_high]]),
      ),
    );
  });

  test.each([
    ["US", "us_international"],
    ["CN", "cn_international"],
    ["WORLD", "world_international"],
  ])("international papers of %s", (economy, name) => {
    const rows = international.filter((row) => row.edition === "nsf-2024" && row.economy === economy);
    expect(Object.fromEntries(rows.map((row) => [row.year, row.works]))).toEqual(input[name]);
  });

  test("the shares that bound them", () => {
    const rows = table("partner-shares").filter(
      (row) => row.edition === "nsf-2024" && row.partner === "CN" && row.year > 2003,
    );
    expect(Object.fromEntries(rows.map((row) => [row.year, row.ofReporter]))).toEqual(
      input["share_of_us_pct"],
    );
    expect(Object.fromEntries(rows.map((row) => [row.year, row.ofPartner]))).toEqual(
      input["share_of_cn_pct"],
    );
  });
});

test("partners of both in NSF 2024, by name", () => {
  const { input } = vector("68_partner_diversification_nsf") as Pick<SeriesVector, "input">;
  const names = new Map(table("economies").map((row) => [row.code, row.name]));
  const pairs = table("nsf-pairs").filter((row) => row.edition === "nsf-2024");
  expect(Object.keys(input)).toEqual(["CN_2003", "CN_2022", "US_2003", "US_2022"]);
  for (const [key, expected] of Object.entries(input)) {
    const [code, year] = key.split("_");
    const own = pairs.filter((row) => row.year === Number(year) && (row.a === code || row.b === code));
    const partners = own.map((row) => [names.get(row.a === code ? row.b : row.a), row.works]);
    expect(Object.fromEntries(partners), key).toEqual(expected);
  }
});

test("joint AI papers", () => {
  const { input } = vector("66_ic_ai_published") as { readonly input: Readonly<Record<string, number>> };
  const pair = only(table("ai-pairs").filter((row) => row.a === "CN" && row.b === "US"));
  expect(pair.works).toBe(input["c_xy"]);
});

test("the network of AI papers has the printed degrees and strengths", () => {
  const { input, expected } = vector("69_network_threshold400_published") as {
    readonly input: { readonly min_weight: number };
    readonly expected: Readonly<Record<"degree" | "strength", Readonly<Record<string, number>>>>;
  };
  const names = new Map(table("economies").map((row) => [row.code, row.name]));
  const links = table("ai-pairs").filter((row) => row.works >= input.min_weight);
  const of = (name: string) => links.filter((row) => [row.a, row.b].some((code) => names.get(code) === name));
  for (const name of Object.keys(expected.degree)) {
    expect(of(name).length, name).toBe(expected.degree[name]);
    expect(sum(of(name).map((row) => row.works)), name).toBe(expected.strength[name]);
  }
});

test.each([
  ["all", "US", "CN", 0.48],
  ["all", "CN", "US", 0.74],
  ["all", "US", "US", 3.24],
  ["all", "CN", "CN", 2.43],
  ["computing", "US", "CN", 0.54],
  ["computing", "CN", "US", 1.11],
  ["computing", "US", "US", 4.31],
  ["computing", "CN", "CN", 1.97],
])("relative citation index 2020, %s, %s cites %s: %d", (field, citing, cited, index) => {
  const row = only(
    table("citation-index").filter(
      (each) => each.year === 2020 && each.field === field && each.citing === citing && each.cited === cited,
    ),
  );
  expect(row).toMatchObject({ index, edition: "nsf-2024" });
});

test("shares of world output, 2017 to 2021, whole counts", () => {
  const years = table("field-output").filter(
    (row) => row.field === "all" && row.year >= 2017 && row.year <= 2021,
  );
  const total = (economy: string) =>
    sum(years.filter((row) => row.economy === economy).map((row) => row.whole));
  expect(total("CN") / total("WORLD")).toBeCloseTo(0.24, 3);
  expect(total("US") / total("WORLD")).toBeCloseTo(0.209, 3);
});

test("what GAO printed", () => {
  const funding = new Map(table("funding").map((row) => [row.item, row]));
  expect(funding.get("total")).toMatchObject({
    lower: 28_900_000,
    upper: 28_900_000,
    unit: "USD",
    citation: "GAO-22-105313",
  });
  expect(funding.get("total")?.standing).toBe("primary");
  // The report was not seen for these: they must not be printed as its own.
  for (const item of ["awards", "recipients", "share-of-three"])
    expect(funding.get(item)).toMatchObject({ standing: "secondary", citation: null });
});
