import { describe, expect, test } from "vitest";
import { altered } from "./altered.js";
import { claimedPeaks, fallsSincePeak, sharesOfWorld } from "../../../src/analysis/claims/counts.js";
import { printed } from "../../../src/analysis/claims/tables.js";

/** Multiplies joint papers of the two in the years of an edition by a factor. */
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

/** The two without their joint papers in one year, in every edition. */
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
const states = (all: readonly { readonly holds: boolean | null }[]) => all.map(({ holds }) => holds);
const peaks = (about = altered()) => claimedPeaks(about, 2020);

test("a year with more papers in the same edition contradicts the date", () => {
  expect(states(peaks(times(1.3, openalex, [2021])))).toEqual([null, false]);
});

test("a year that no source counts leaves the date undecided", () => {
  const found = peaks(withoutYear(2020));
  expect(states(found)).toEqual([null, null]);
  expect(found[1]?.claimed).toBeNull();
});

test("a count that never fell contradicts the fall", () => {
  const rising = fallsSincePeak(times(2, openalex, [2023]));
  expect(states(rising)).toEqual([true, false]);
});

test("a peak in the last complete year leaves the fall undecided", () => {
  const [, found] = fallsSincePeak(times(2, openalex, [2022]));
  expect(found).toMatchObject({ holds: null, settled: null, top: { year: 2022 } });
});

test("without Elsevier's published numbers there is nothing to compare", () => {
  const about = altered({ estimates: (rows) => rows.filter((row) => row.publisher !== "Elsevier") });
  expect(() => printed(about, "elsevier-2020")).toThrow('no primary row "elsevier-2020"');
});

describe("shares of the world's papers", () => {
  const shares = (about = altered()) =>
    ["us", "cn"].flatMap((of) => sharesOfWorld(about, printed(about, `elsevier-output-${of}`)));

  test("whole and fractional counts are judged separately, and follow the output", () => {
    expect(states(shares())).toEqual([true, false, false, true]);
    expect(shares()[0]?.share).toBeCloseTo(0.209, 3);
    const about = altered({
      "field-output": (rows) =>
        rows.map((row) =>
          row.economy === "US" ? { ...row, whole: row.whole / 2, fractional: row.fractional * 1.25 } : row,
        ),
    });
    expect(states(shares(about))).toEqual([false, true, false, true]);
  });

  test("a missing year of output leaves the share undecided", () => {
    const about = altered({
      "field-output": (rows) => rows.filter(({ economy, year }) => economy !== "CN" || year !== 2019),
    });
    expect(states(shares(about))).toEqual([true, false, null, null]);
  });
});
