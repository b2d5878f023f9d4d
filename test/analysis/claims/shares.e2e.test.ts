/** Claims about shares: of the world's papers, of the most cited ones, of emissions, of money. */
import { expect, test } from "vitest";
import { altered, statesOf, wordsOf } from "./altered.js";
import { alliesConcentrate } from "../../../src/analysis/claims/politics.js";
import { emitters } from "../../../src/analysis/claims/space-and-climate.js";
import { funding } from "../../../src/analysis/claims/money.js";
import { fifthOfWorld } from "../../../src/analysis/claims/counts.js";

test("whole and divided counts are judged apart, and follow the output", () => {
  expect(statesOf(fifthOfWorld(altered()))).toEqual(["holds", "fails", "fails", "holds"]);
  expect(wordsOf(fifthOfWorld(altered()))).toContain("20.9\u202f%");
  const about = altered({
    "field-output": (rows) =>
      rows.map((row) =>
        row.economy === "US" ? { ...row, whole: row.whole / 2, fractional: row.fractional * 1.25 } : row,
      ),
  });
  expect(statesOf(fifthOfWorld(about))).toEqual(["fails", "holds", "fails", "holds"]);
});

test("a year of output that is missing leaves the share open", () => {
  const about = altered({
    "field-output": (rows) => rows.filter(({ economy, year }) => economy !== "CN" || year !== 2019),
  });
  expect(statesOf(fifthOfWorld(about))).toEqual(["holds", "fails", "needs", "needs"]);
});

test("the allies' part of the most cited articles is their own percentage times their output", () => {
  expect(statesOf(alliesConcentrate(altered()))).toEqual(["holds", "fails", "needs"]);
  const lower = (factor: number) =>
    altered({
      "top-cited": (rows) =>
        rows.map((row) =>
          row.economy === "US" && row.index !== null ? { ...row, index: row.index * factor } : row,
        ),
    });
  expect(statesOf(alliesConcentrate(lower(0.5)))).toEqual(["fails", "fails", "needs"]);
  expect(statesOf(alliesConcentrate(lower(4)))).toEqual(["holds", "holds", "needs"]);
  expect(statesOf(alliesConcentrate(altered({ "top-cited": () => [] })))).toEqual([
    "needs",
    "needs",
    "needs",
  ]);
});

test("the allies' and the others' parts of the most cited articles make one whole", () => {
  // All economies as one: the bloc's members have the world's own percentage and all of its output.
  const about = altered({
    "top-cited": (rows) => rows.map((row) => ({ ...row, index: 1 })),
    "field-output": (rows) =>
      rows.map((row) => ({ ...row, fractional: row.economy === "WORLD" ? 700 : 100 })),
  });
  expect(wordsOf(alliesConcentrate(about))).toContain("100\u202f% in 2020");
});

test("the two emit most of all economies, unless another emits more; an aggregate is no rival", () => {
  expect(statesOf(emitters(altered()))).toEqual(["holds", "needs"]);
  const third = altered({
    co2: (rows) => rows.map((row) => (row.economy === "IN" ? { ...row, tonnes: row.tonnes * 2 } : row)),
  });
  expect(statesOf(emitters(third))).toEqual(["fails", "needs"]);
  const union = altered({
    co2: (rows) => rows.map((row) => (row.economy === "EU27" ? { ...row, tonnes: row.tonnes * 9 } : row)),
  });
  expect(statesOf(emitters(union))).toEqual(["holds", "needs"]);
});

test("the money follows what the report prints, and rests on no secondary row", () => {
  expect(statesOf(funding(altered()))).toEqual(["holds", "holds", "needs"]);
  expect(wordsOf(funding(altered()))).not.toMatch(/\b(13|84)\b|22 awards/);
  const more = altered({
    funding: (rows) => rows.map((row) => (row.item === "total" ? { ...row, lower: 31e6, from: 2016 } : row)),
  });
  expect(statesOf(funding(more))).toEqual(["fails", "fails", "needs"]);
  const quoted = altered({
    funding: (rows) => rows.map((row) => ({ ...row, standing: "secondary" as const })),
  });
  expect(statesOf(funding(quoted))).toEqual(["needs", "needs", "needs"]);
});
