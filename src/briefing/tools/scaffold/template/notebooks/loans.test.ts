import { expect, test } from "vitest";
import { byYear } from "./loans";

const rows = [
  { year: 2020, kind: "book", loans: 3 },
  { year: 2019, kind: "book", loans: 2 },
  { year: 2020, kind: "film", loans: 1 },
];

test("years are in order, and each has the loans of the kind", () => {
  expect(byYear(rows, "book")).toEqual([
    { year: 2019, loans: 2 },
    { year: 2020, loans: 3 },
  ]);
});

test("a year without a row is an error, not a zero", () => {
  expect(() => byYear(rows, "film")).toThrow('no loans of kind "film" in 2019');
});
