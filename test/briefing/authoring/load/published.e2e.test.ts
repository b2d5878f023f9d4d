/** The tables compared with the published values, and with reference vectors from the same sources. */
import { describe, expect, test } from "vitest";
import type { Tables } from "../../../../src/briefing/tables.js";
import { casesOf } from "../../../support/cases.js";
import { only, sum, table, vector } from "./tables.js";

const copublications = table("copublications");
const international = table("international");

/** A table, the values that identify one row, and its published values. */
type Printed = readonly [table: keyof Tables, where: object, printed: object];
test.each(casesOf("published.yml", import.meta.url) as readonly Printed[])(
  "%s %j: %j",
  (name, where, printed) => {
    const values = Object.entries(where);
    const has = (row: object) => values.every(([field, value]) => Reflect.get(row, field) === value);
    expect(only<object>(table(name).filter(has))).toMatchObject(printed);
  },
);

interface SeriesVector {
  readonly input: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly expected: Readonly<Record<string, { readonly us_cn_low: number; readonly us_cn_high: number }>>;
}

const byYear = <Row extends { readonly year: number }>(rows: readonly Row[], value: (row: Row) => unknown) =>
  Object.fromEntries(rows.map((row) => [row.year, value(row)]));

describe("NSF 2024, 2003 to 2022", () => {
  const { input, expected } = vector("64_nsf_us_cn_series_2003_2022") as SeriesVector;

  test("joint papers with their bounds", () => {
    const rows = copublications.filter((row) => row.edition === "nsf-2024" && row.partner === "CN");
    expect(byYear(rows, ({ lower, upper }) => [lower, upper])).toEqual(
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
    expect(byYear(rows, ({ works }) => works)).toEqual(input[name]);
  });

  test("the shares that bound them", () => {
    const rows = table("partner-shares").filter(
      (row) => row.edition === "nsf-2024" && row.partner === "CN" && row.year > 2003,
    );
    expect(byYear(rows, ({ ofReporter }) => ofReporter)).toEqual(input["share_of_us_pct"]);
    expect(byYear(rows, ({ ofPartner }) => ofPartner)).toEqual(input["share_of_cn_pct"]);
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

test("the network of AI papers has the published degrees and strengths", () => {
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

test("shares of world output, 2017 to 2021, whole counts", () => {
  const years = table("field-output").filter(
    (row) => row.field === "all" && row.year >= 2017 && row.year <= 2021,
  );
  const total = (economy: string) =>
    sum(years.filter((row) => row.economy === economy).map((row) => row.whole));
  expect(total("CN") / total("WORLD")).toBeCloseTo(0.24, 3);
  expect(total("US") / total("WORLD")).toBeCloseTo(0.209, 3);
});
