import { expect, test } from "vitest";
import { altered, jointTimes, statesOf, wordsOf } from "./altered.js";
import { notFull } from "../../../src/analysis/claims/decoupling.js";

test("full decoupling is denied as shipped, with the number of papers beside the propensity", () => {
  const parts = notFull(altered());
  expect(statesOf(parts)).toEqual(["holds"]);
  expect(wordsOf(parts)).toMatch(/8–10\u202f% fewer papers together .* in number, 48–74\u202f% more/);
});

test("at a twelfth of the joint papers the verdict is full, and the denial is contradicted", () => {
  expect(statesOf(notFull(altered(jointTimes(0.08))))).toEqual(["fails"]);
});

test("without a baseline there is no verdict, and the reason is told", () => {
  const about = altered({
    copublications: (rows) => rows.filter(({ year }) => year < 2012 || year > 2018),
    "nsf-pairs": (rows) => rows.filter(({ year }) => year < 2012 || year > 2018),
    pairs: (rows) => rows.filter(({ year }) => year < 2012 || year > 2018),
    "world-pairs": (rows) => rows.filter(({ year }) => year < 2012 || year > 2018),
  });
  expect(statesOf(notFull(about))).toEqual(["needs"]);
});
