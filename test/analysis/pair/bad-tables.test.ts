/** A year that is missing, a zero, rows that contradict each other: adapted, or named. */
import { expect, test } from "vitest";
import { pair } from "../../../src/index.js";
import { edition, paperTables, panel, panelTables, pointOf, seriesOf, shipped } from "./rows.js";

const isPair = (row: { readonly a: string; readonly b: string }) => row.a === "CN" && row.b === "US";

test("a year without any rows is a year less", () => {
  const pairs = shipped.pairs.filter(({ year }) => year !== 2019);
  const copublications = shipped.copublications.filter(({ year }) => year !== 2019);
  for (const series of pair.propensity("US", "CN", { ...shipped, pairs, copublications }))
    expect(series.points.map(({ year }) => year)).not.toContain(2019);
});

test("a pair of the panel that is missing in one year stops with the year, whichever pair it is", () => {
  const without = (missing: (row: { readonly a: string; readonly b: string }) => boolean) =>
    shipped.pairs.filter((row) => row.year !== 2019 || !missing(row));
  expect(() => pair.propensity("US", "CN", { ...shipped, pairs: without(isPair) })).toThrow(
    "the table pairs in 2019 (openalex-2024-08): links: no row for CN and US",
  );
  expect(() =>
    pair.propensity("US", "CN", { ...shipped, pairs: without(({ a, b }) => a === "AU" && b === "BR") }),
  ).toThrow("2019 (openalex-2024-08): links: no row for AU and BR");
});

test("an economy that leaves the panel in one year stops with both years", () => {
  const pairs = shipped.pairs.filter(({ year, a, b }) => year !== 2019 || (a !== "SE" && b !== "SE"));
  expect(() => pair.propensity("US", "CN", { ...shipped, pairs })).toThrow(
    "openalex-2024-08 has other economies in 2019 than in 2018: SE",
  );
  const whole = shipped.pairs.filter(({ a, b }) => a !== "SE" && b !== "SE");
  const series = pair.propensity("US", "CN", { ...shipped, pairs: whole });
  expect(seriesOf(series, "I16").economies).toHaveLength(23);
});

test("no joint papers: an affinity of zero, not a missing one", () => {
  const tables = paperTables([[2020, 0, 50, 60, 900]]);
  const series = pair.propensity("X", "Y", tables);
  expect(pointOf(seriesOf(series, "I12"), 2020)).toMatchObject({ value: 0, lower: 0, upper: 0 });
  const pairs = panel(["A", "B", "C", "D", "E"], [2020], (a, b) => (a === "A" && b === "B" ? 0 : 100));
  for (const { measure, points } of pair.propensity("A", "B", panelTables(pairs)))
    expect(points[0]?.value, measure).toBe(0);
});

test("no papers of one, or a denominator that is not in the edition: no value, and why", () => {
  const none = pair.propensity("X", "Y", paperTables([[2020, 0, 0, 60, 900]]));
  expect(pointOf(seriesOf(none, "I12"), 2020)).toMatchObject({ value: null, reason: "zero_denominator" });
  const tables = paperTables([
    [2020, 5, 50, 60, 900],
    [2021, 6, 50, 60, 900],
  ]);
  const international = tables.international.filter((row) => row.economy !== "X" || row.year !== 2021);
  const series = pair.propensity("X", "Y", { ...tables, international });
  expect(pointOf(seriesOf(series, "I12"), 2020).value).toBeCloseTo(1.5, 12);
  expect(pointOf(seriesOf(series, "I12"), 2021)).toMatchObject({ value: null, reason: "insufficient_data" });
});

test("an edition without the world's papers has Salton's measure alone", () => {
  const tables = paperTables([[2020, 5, 50, 60, 900]]);
  const international = tables.international.filter(({ economy }) => economy !== "WORLD");
  const series = pair.propensity("X", "Y", { ...tables, international });
  expect(series.map(({ measure }) => measure)).toEqual(["I10"]);
  expect(
    pair.jointShares(pair.counts("X", "Y", { ...tables, international })[0] ?? unreachable()).ofWorld,
  ).toEqual({
    value: null,
    lower: null,
    upper: null,
    reason: "insufficient_data",
    n: 0,
    confidence: null,
  });
});

test("more joint papers than papers stop with year and edition", () => {
  expect(() => pair.propensity("X", "Y", paperTables([[2020, 70, 50, 90, 900]]))).toThrow(
    "2020 (e): observedToExpected: the joint count (70) is greater than the count of x (50)",
  );
});

test("two tables that contradict each other stop with both counts", () => {
  const copublications = shipped.copublications.map((row) =>
    row.edition === "nsf-2024" && row.partner === "CN" && row.year === 2022
      ? { ...row, upper: 58000, lower: 58000 }
      : row,
  );
  expect(() => pair.propensity("US", "CN", { ...shipped, copublications })).toThrow(
    "in 2022 (nsf-2024) are 58000 in copublications and 58546 in nsf-pairs",
  );
});

test("a pair that is nowhere, one with itself, an edition that nobody knows", () => {
  expect(() => pair.propensity("US", "XX", shipped)).toThrow("no table has joint papers of US and XX");
  expect(() => pair.propensity("US", "US", shipped)).toThrow('"US" is paired with itself');
  const tables = paperTables([[2020, 5, 50, 60, 900]]);
  expect(() => pair.propensity("X", "Y", { ...tables, editions: [edition("f", "2024-01")] })).toThrow(
    'the table editions has no edition "e"',
  );
});

test("a pair of the panel that no edition of NSF has, and one that only NSF has", () => {
  const measures = (x: string, y: string) =>
    pair.propensity(x, y, shipped).map((one) => `${one.source} ${one.measure}`);
  expect(measures("BE", "CN")).not.toContain("openalex I16");
  expect(measures("BE", "CN")).toContain("nsf I12");
  const without = { ...shipped, "nsf-pairs": [], copublications: [] };
  expect(pair.propensity("IN", "CN", without).map(({ source }) => source)).toEqual(
    expect.not.arrayContaining(["nsf"]),
  );
});

function unreachable(): never {
  throw new Error("no row");
}
