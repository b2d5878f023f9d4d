import { expect, test } from "vitest";
import { altered } from "./altered.js";
import { movedWith, weightOf } from "../../../src/analysis/claims/third-countries.js";

/** Multiplies joint papers of two economies after 2017 by a factor. */
const pairTimes = (a: string, b: string, factor: number) =>
  altered({
    pairs: (rows) =>
      rows.map((row) =>
        row.a === a && row.b === b && row.year > 2017
          ? { ...row, works: Math.round(row.works * factor), reverse: null }
          : row,
      ),
  });
const indiaWith = (other: string, about = altered()) =>
  movedWith(about, "IN", other) ?? expect.fail("the panel has India");

test("weight, level and change of a third country follow the counts", () => {
  expect(weightOf(altered(), "IN")).toMatchObject({ isMore: true, from: 2013 });
  const [us, china] = [indiaWith("US"), indiaWith("CN")];
  expect(us.level).toBeGreaterThan(china.level);
  expect(us.ratio).toBeLessThan(china.ratio);
  expect(indiaWith("US", pairTimes("IN", "US", 2)).ratio).toBeGreaterThan(1.5 * us.ratio);
  const smaller = altered({
    "field-output": (rows) =>
      rows.map((row) => (row.economy === "IN" && row.year > 2017 ? { ...row, fractional: 1 } : row)),
  });
  expect(weightOf(smaller, "IN")?.isMore).toBe(false);
});

test("the change of propensity is reported with that of the number of papers", () => {
  const china = indiaWith("CN");
  expect(china).toMatchObject({ year: 2021 });
  expect(china.count).toBeCloseTo(2.52, 2);
  expect(china.ratio).toBeCloseTo(1.13, 2);
});

test("without the panel there is no number and no error", () => {
  const about = altered({ pairs: () => [] });
  expect(movedWith(about, "IN", "US")).toBeNull();
});
