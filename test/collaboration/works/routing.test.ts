import { expect, test } from "vitest";
import { routing } from "../../../src/collaboration/works/routing.js";
import { rule, worksRule } from "./answers.js";

/** Papers of exactly two countries and of more, in which the two write as much with each other as with others. */
const cell = (year: number, times: { readonly bilateral: number; readonly multilateral: number }) => {
  const country = (links: number) => ({
    whole: 40_000,
    international: 30_000,
    bilateral: links,
    nonhyper: 30_000,
    multilateralLinks: links,
  });
  const bilateral = 4_000 * times.bilateral;
  const multilateral = 4_000 * times.multilateral;
  return {
    year,
    field: 17,
    works: 300_000,
    withoutCountry: 0,
    unlocated: 0,
    all: country(100_000),
    x: country(20_000),
    y: country(20_000),
    joint: { whole: bilateral + multilateral, bilateral, multilateral, nonhyper: 0, dual: 0 },
    partners: new Map<string, number>(),
  };
};
const before = { bilateral: 1, multilateral: 1 };

test.each([
  [{ bilateral: 0.5, multilateral: 1 }, "exactly-two"],
  [{ bilateral: 0.5, multilateral: 1.3 }, "yes"],
  [{ bilateral: 0.5, multilateral: 0.5 }, "both-fell"],
  [before, "neither"],
] as const)("joint papers times %j: %s", (after, wanted) => {
  const cells = [cell(2016, before), cell(2017, before), cell(2018, after)];
  const { answer } = routing(rule, worksRule, cells, { year: 2018, baseline: [2016, 2017] });
  expect(answer).toBe(wanted);
});
