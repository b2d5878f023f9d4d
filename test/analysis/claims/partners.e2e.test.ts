import { expect, test } from "vitest";
import { altered, jointTimes } from "./altered.js";
import { apart, firstPlaces, nextPlaces, spreadings } from "../../../src/analysis/claims/partners.js";

const states = (all: readonly { readonly holds: boolean | null }[]) => all.map(({ holds }) => holds);
const named = ["GB", "AU", "CA"];
const nextOf = (about = altered()) => [nextPlaces(about, named), nextPlaces(about, named, apart)];

test("each is the other's largest partner in the shipped data, but not after a fall to a twelfth", () => {
  expect(states(firstPlaces(altered()))).toEqual([true, true]);
  const fallen = firstPlaces(altered(jointTimes(0.08)));
  expect(states(fallen)).toEqual([false, false]);
});

test("Hong Kong as a partner and as part of China are two parts, and both follow the counts", () => {
  expect(states(nextOf())).toEqual([true, true]);
  expect(nextOf()[1]?.lists[0]?.years[0]?.places).toContainEqual({ partner: "AU", place: 2 });
  const fewer = altered({
    partners: (rows) =>
      rows.map((row) => (row.reporter === "CN" && row.partner === "CA" ? { ...row, works: 1 } : row)),
  });
  expect(states(nextOf(fewer))).toEqual([false, false]);
});

test("a list without a partner decides nothing", () => {
  const about = altered({
    partners: (rows) => rows.filter((row) => !(row.reporter === "CN" && row.partner === "GB")),
  });
  expect(states(nextOf(about))).toEqual([null, null]);
});

test("breadth is compared between the same two years in every source", () => {
  const found = spreadings(altered());
  expect(states(found)).toEqual([true, false, true, true]);
  const rounded = found[0]?.spreads.map(({ before, after }) => [before.toFixed(1), after.toFixed(1)]);
  expect(rounded).toEqual([
    ["17.8", "23.2"],
    ["20.1", "27.9"],
  ]);
  expect(found.map(({ since }) => since?.from)).toEqual([undefined, 2013, undefined, undefined]);
});

test("if one partner takes all the growth, papers do not spread", () => {
  const about = altered({
    partners: (rows) =>
      rows.map((row) =>
        row.year === 2022 && row.partner === "GB" ? { ...row, works: row.works * 20 } : row,
      ),
  });
  expect(states(spreadings(about))).toEqual([false, false, false, false]);
});

test("without a common second year the spread cannot be tested", () => {
  const about = altered({ "nsf-pairs": (rows) => rows.filter(({ year }) => year !== 2022) });
  expect(states(spreadings(about))).not.toContain(true);
});
