import { expect, test } from "vitest";
import { altered, statesOf, wordsOf } from "./altered.js";
import { fall, peak } from "../../../src/analysis/claims/counts.js";

/** Joint papers of the two in the years of an edition, so many times as many. */
function times(factor: number, edition: string, years: readonly number[]) {
  const has = (row: { readonly edition: string; readonly year: number }) =>
    row.edition === edition && years.includes(row.year);
  const scale = (value: number) => Math.round(value * factor);
  return altered({
    copublications: (rows) =>
      rows.map((row) =>
        row.reporter === "US" && row.partner === "CN" && has(row)
          ? { ...row, lower: scale(row.lower), upper: scale(row.upper) }
          : row,
      ),
    pairs: (rows) =>
      rows.map((row) =>
        row.a === "CN" && row.b === "US" && has(row)
          ? { ...row, works: scale(row.works), reverse: null }
          : row,
      ),
    "nsf-pairs": (rows) =>
      rows.map((row) =>
        row.a === "CN" && row.b === "US" && has(row) ? { ...row, works: scale(row.works) } : row,
      ),
  });
}

/** The two without their joint papers in a year, in every edition. */
function withoutYear(year: number) {
  const gone = (row: { readonly year: number }, ...codes: readonly string[]) =>
    row.year === year && codes.includes("US") && codes.includes("CN");
  return altered({
    copublications: (rows) => rows.filter((row) => !gone(row, row.reporter, row.partner)),
    pairs: (rows) => rows.filter((row) => !gone(row, row.a, row.b)),
    "nsf-pairs": (rows) => rows.filter((row) => !gone(row, row.a, row.b)),
  });
}

const openalex = "openalex-2024-08";

test("as shipped, every source that has a number for 2020 has its greatest there; no level is judged", () => {
  const parts = peak(altered());
  expect(statesOf(parts)).toEqual(["holds", "holds", "needs"]);
  expect(wordsOf(parts)).toContain("62,904 for 2020, counted 5 months after the year");
  expect(statesOf(fall(altered()))).toEqual(["holds", "holds", "needs"]);
  // Only a peak that was counted early is told to be one.
  const said = fall(altered()).map((part) => wordsOf([part]).includes("late entries for that year"));
  expect(said).toEqual([true, false, false]);
});

test("a year with more papers in the same edition contradicts the date", () => {
  expect(statesOf(peak(times(1.3, openalex, [2021])))).toEqual(["holds", "fails", "needs"]);
});

test("an early count below another edition's year decides nothing", () => {
  const parts = peak(times(0.9, "nsf-2022", [2020]));
  expect(statesOf(parts)).toEqual(["needs", "holds", "needs"]);
  expect(parts[0]?.needs).toBe("a later count of NSF for 2020");
});

test("a year that no source counts leaves the date open and is named", () => {
  const parts = peak(withoutYear(2020));
  expect(statesOf(parts)).toEqual(["needs", "needs", "needs"]);
  expect(parts[1]?.needs).toBe("a count of OpenAlex for 2020");
});

test("a count that never fell contradicts the fall", () => {
  const rising = fall(times(2, openalex, [2023]));
  expect(statesOf(rising)).toEqual(["holds", "fails", "needs"]);
  expect(wordsOf(rising)).toContain("There is no peak");
});

test("a peak in the last complete year leaves the fall open", () => {
  const parts = fall(times(2, openalex, [2022]));
  expect(statesOf(parts)).toEqual(["holds", "needs", "needs"]);
  expect(parts[1]?.needs).toBe("a complete year after 2022");
});

test("without Elsevier's printed numbers there is nothing to compare with", () => {
  const about = altered({ estimates: (rows) => rows.filter((row) => row.publisher !== "Elsevier") });
  expect(statesOf(peak(about))).toEqual(["needs"]);
  expect(statesOf(fall(about))).toEqual(["needs"]);
});
