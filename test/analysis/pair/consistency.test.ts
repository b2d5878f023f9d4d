/** Numbers that several tables have, or that follow from two. */
import { describe, expect, test } from "vitest";
import type { CopublicationsRow, PairsRow, PartnersRow } from "../../../src/analysis/rows.js";
import { consistencyOf, countConsistency, shareConsistency } from "./consistency.js";
import { context } from "../../../src/analysis/pair/context.js";
import { table } from "../../authoring/load/tables.js";

const shipped = {
  partners: table("partners"),
  pairs: table("pairs"),
  copublications: table("copublications"),
  "nsf-pairs": table("nsf-pairs"),
};
const shares = {
  "partner-shares": table("partner-shares"),
  copublications: shipped.copublications,
  international: table("international"),
};

test("as shipped, the tables do not contradict each other", () => {
  expect(countConsistency(shipped)).toEqual({ compared: 1632, differing: [] });
  expect(shareConsistency(shares)).toEqual({ compared: 644, differing: [] });
  expect(consistencyOf(context("US", "CN"))).toEqual({
    counted: countConsistency(shipped),
    shares: shareConsistency(shares),
    isConsistent: true,
  });
});

describe("one number changed", () => {
  test("in a list of partners: the number is named with all its readings", () => {
    const partners = shipped.partners.map((row): PartnersRow =>
      row.reporter === "CN" && row.partner === "US" && row.year === 2020
        ? { ...row, works: row.works + 2 }
        : row,
    );
    const { differing } = countConsistency({ ...shipped, partners });
    expect(differing).toEqual([
      expect.objectContaining({ pair: ["CN", "US"], year: 2020, edition: "openalex-2024-08" }),
    ]);
    expect(differing[0]?.readings.map(({ table: name }) => name)).toEqual([
      "partners:CN",
      "partners:US",
      "pairs",
      "copublications",
    ]);
  });

  test("among the printed shares: so is it", () => {
    const printed = shares["partner-shares"].map((row) =>
      row.partner === "CN" && row.year === 2019 ? { ...row, ofPartner: (row.ofPartner ?? 0) + 0.02 } : row,
    );
    const { differing } = shareConsistency({ ...shares, "partner-shares": printed });
    expect(differing.map(({ pair: [a, b], year }) => [a, b, year])).toEqual([["CN", "US", 2019]]);
    expect(differing[0]?.readings.map(({ table: name }) => name)).toEqual(["CN:printed", "CN:computed"]);
  });
});

test("bounds that overlap agree, and a number with one reading is not compared", () => {
  const year = { year: 2020, edition: "e" };
  const row: PairsRow = { a: "CN", b: "US", ...year, works: 10, reverse: 12, precision: "bounds" };
  const other = (lower: number, upper: number): CopublicationsRow => ({
    reporter: "US",
    partner: "CN",
    ...year,
    lower,
    upper,
    precision: "bounds",
    tables: null,
  });
  const found = (lower: number, upper: number) =>
    countConsistency({ pairs: [row], copublications: [other(lower, upper)] }).differing.length;
  expect([found(12, 20), found(13, 20), found(1, 9)]).toEqual([0, 1, 1]);
  expect(countConsistency({ pairs: [row] })).toEqual({ compared: 0, differing: [] });
});
