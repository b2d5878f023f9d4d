/** A missing year, a zero, contradictory rows: each is handled or reported. */
import { expect, test } from "vitest";
// First: it replaces how tables are loaded, before anything loads them.
import { verdictEvidence } from "./altered.js";
import { pair, verdict } from "../../../src/collaboration/index.js";
import type { PairsRow } from "../../../src/collaboration/rows.js";
import { edition, panelOfRows, paperTables, panel, panelTables, shipped } from "./rows.js";

const seriesOf = (x: string, y: string, tables: pair.PairTables) => verdictEvidence(x, y, tables).series;
const listed = (pairs: readonly PairsRow[]) => panelOfRows(pairs, shipped.editions, "listed");

test("a year without any rows is simply missing", () => {
  const pairs = shipped.pairs.filter(({ year }) => year !== 2019);
  const copublications = shipped.copublications.filter(({ year }) => year !== 2019);
  for (const { years } of seriesOf("US", "CN", { ...shipped, pairs, copublications }))
    expect(years.map(({ year }) => year)).not.toContain(2019);
});

test.each([
  ["CN", "US"],
  ["AU", "BR"],
])("if the pair of %s and %s is missing in one year, the error names the year", (x, y) => {
  const pairs = shipped.pairs.filter(({ year, a, b }) => year !== 2019 || a !== x || b !== y);
  expect(() => listed(pairs)?.at(2019)).toThrow(
    `the pairs in 2019 (openalex-2024-08): links: no row for ${x} and ${y}`,
  );
});

test("if an economy leaves the panel in one year, the error names both years", () => {
  const pairs = shipped.pairs.filter(({ year, a, b }) => year !== 2019 || (a !== "SE" && b !== "SE"));
  expect(() => listed(pairs)).toThrow("openalex-2024-08 has other economies in 2019 than in 2018: SE");
  const whole = shipped.pairs.filter(({ a, b }) => a !== "SE" && b !== "SE");
  expect(listed(whole)?.at(2019)?.table.economies).toHaveLength(23);
});

test("no joint papers: a propensity of zero, not a missing one", () => {
  const pairs = panel(["A", "B", "C", "D", "E"], [2020], (a, b) => (a === "A" && b === "B" ? 0 : 100));
  for (const { years } of seriesOf("A", "B", panelTables(pairs)))
    expect(years.map((year) => verdict.propensityIn(year))).toEqual([0]);
});

test("a year without the works of one, or an edition without those of the world, is not part of the series", () => {
  const tables = paperTables([
    [2020, 5, 50, 60, 900],
    [2021, 6, 50, 60, 900],
  ]);
  const onPapers = (international: pair.PairTables["international"]) =>
    seriesOf("X", "Y", { ...tables, international });
  const fewer = onPapers(tables.international.filter((row) => row.economy !== "X" || row.year !== 2021));
  expect(fewer.map(({ years }) => years.map(({ year }) => year))).toEqual([[2020]]);
  const worldless = tables.international.filter(({ economy }) => economy !== "WORLD");
  expect(onPapers(worldless)).toEqual([]);
  const [row] = pair.counts("X", "Y", { ...tables, international: worldless });
  expect(row && pair.jointShares({ ...row, x: null }).ofX).toEqual({
    value: null,
    lower: null,
    upper: null,
    reason: "insufficient_data",
    n: 0,
  });
});

test("more joint papers than papers: the error gives the counts", () => {
  expect(() => seriesOf("X", "Y", paperTables([[2020, 70, 50, 90, 900]]))).toThrow(
    "2020 has 70 joint papers of 50 and 90 papers, of 900 in the world",
  );
});

test("two contradictory tables: the error gives both counts", () => {
  const copublications = shipped.copublications.map((row) =>
    row.edition === "nsf-2024" && row.partner === "CN" && row.year === 2022
      ? { ...row, upper: 58000, lower: 58000 }
      : row,
  );
  expect(() => pair.counts("US", "CN", { ...shipped, copublications })).toThrow(
    "in 2022 (nsf-2024) are 58000 in copublications and 58546 in nsf-pairs",
  );
});

test("a pair without rows, one with itself, an unknown edition", () => {
  expect(seriesOf("US", "XX", shipped)).toEqual([]);
  expect(() => pair.counts("US", "US", shipped)).toThrow('"US" is paired with itself');
  const tables = paperTables([[2020, 5, 50, 60, 900]]);
  expect(() => pair.counts("X", "Y", { ...tables, editions: [edition("f", "2024-01")] })).toThrow(
    'the table editions has no edition "e"',
  );
});

test("a pair missing from the panel has only the series of NSF, and one missing from NSF has none of NSF's", () => {
  const idsOf = (x: string, y: string, tables: pair.PairTables) =>
    seriesOf(x, y, tables).map(({ choice }) => choice.id);
  expect(idsOf("BE", "CN", shipped)).toEqual(["nsf-papers"]);
  expect(idsOf("IN", "CN", { ...shipped, "nsf-pairs": [], copublications: [] })).not.toContain("nsf-papers");
});
