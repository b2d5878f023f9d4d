import fc from "fast-check";
import { expect, test } from "vitest";
import {
  bumpChart as draws,
  type BumpOptions,
} from "../../../../src/briefing/authoring/charts/bump-chart.js";
import { ChartError } from "../../../../src/briefing/authoring/errors.js";
import { thrown } from "../../../support/thrown.js";
import { draw } from "./draw.js";
import { shownBy } from "./shown.js";
import { datumOf, expectPublishable, itemsOf } from "./published.js";
import { wordsOf } from "./words.js";

const year = (of: number, names: readonly string[]) =>
  names.map((name, index) => ({ name, year: of, rank: index + 1 }));
interface Ranked {
  readonly name: string;
  readonly year: number;
  readonly rank: number;
  readonly panel?: string;
}
interface Given extends Partial<BumpOptions<Ranked>> {
  readonly rows: readonly Ranked[];
}
const bumpChart = ({ rows, ...options }: Given) =>
  draws(rows, { x: "year", y: "rank", by: "name", ...options });
const options: Given = {
  rows: [
    ...year(2003, ["Britain", "Germany", "Japan", "China"]),
    ...year(2013, ["China", "Britain", "Spain", "Germany", "Japan"]),
    ...year(2022, ["China", "Britain", "Germany", "India", "Japan"]),
  ],
  colours: { China: "second" },
};
const panels = ["Partners of the United States", "Partners of France"];
const two: Given = {
  ...options,
  facet: "panel",
  rows: panels.flatMap((panel) => options.rows.map((row) => ({ ...row, panel }))),
};

test.each([680, 340])("can be published at %i px: names with ranks at both ends", async (width) => {
  const words = wordsOf(await expectPublishable(bumpChart(options), width));
  const expected = "Britain 1,China 4,1 China,2 Britain,4 India,5 Japan,Japan 3,Spain,2013".split(",");
  expect(words).toEqual(expect.arrayContaining(expected));
  expect(words.filter((word) => word.includes("Germany"))).toEqual(["Germany 2", "3 Germany"]);
});

test.each([680, 340])("two panels can be published at %i px", async (width) => {
  const marks = await expectPublishable(bumpChart(two), width);
  expect(wordsOf(marks).filter((word) => word === "1 China")).toHaveLength(2);
});

test("every rank of every year is a point; equal ranks are level, the first on top", () => {
  const orders = fc.array(fc.shuffledSubarray(["a", "b", "c", "d", "e"], { minLength: 5 }), {
    minLength: 2,
    maxLength: 5,
  });
  return fc.assert(
    fc.asyncProperty(orders, async (given) => {
      const rows = given.flatMap((names, index) => year(2000 + index, names));
      const { marks } = await draw(bumpChart({ rows }), 680);
      const points = itemsOf(marks, "symbol");
      expect(points).toHaveLength(rows.length);
      const heights = new Map(points.map((item) => [datumOf(item)["rank"], Number(item["y"])]));
      for (const item of points) expect(Number(item["y"])).toBe(heights.get(datumOf(item)["rank"]));
      expect([1, 2, 3, 4, 5].map((rank) => heights.get(rank))).toEqual(
        [...heights.values()].toSorted((a, b) => a - b),
      );
    }),
    { numRuns: 10 },
  );
});

test("a year beyond the tenth rank interrupts a line", async () => {
  const others = Array.from({ length: 9 }, (_, index) => `other ${index}`);
  const rows = [
    ...year(2003, [...others, "a", "b"]),
    ...year(2013, [...others, "b", "a"]),
    ...year(2022, [...others, "a", "b"]),
  ];
  const { marks } = await draw(bumpChart({ rows }), 680);
  const lines = marks.filter(({ type, items }) => type === "line" && items.length > 1);
  expect(lines.map(({ items }) => datumOf(items[0])["name"])).toEqual(others);
});

const withRow = (name: string, rank: number) => ({ rows: [...options.rows, { name, year: 2003, rank }] });
test.each<[string, Partial<Given>, string]>([
  ["no rows", { rows: [] }, "there are no rows"],
  [
    "one year",
    { rows: year(2003, ["a", "China"]) },
    'column "year" (x) has 1 different values; expected 2 to 6',
  ],
  ["a tie", withRow("Peru", 1), "two names have the rank 1 in 2003"],
  ["two ranks of a name", withRow("China", 9), 'two ranks of "China" in 2003'],
  ["an invalid rank", withRow("Peru", 1.5), "has the rank 1.5"],
  ["a highlight without rows", { colours: { Peru: "accent" } }, 'names "Peru", which is no series'],
  ["a column that no row has", { facet: "panel" }, 'no row has a column "panel"'],
])("refuses: %s", (_, changed, message) => {
  expect(thrown(ChartError, () => bumpChart({ ...options, ...changed })).message).toContain(message);
});

test("any column names work; table and CSV have only these, and a missing rank interrupts the line", async () => {
  const rows = [
    { partner: "A", season: 1, place: 1, note: "not drawn" },
    { partner: "A", season: 2, place: null, note: "" },
    { partner: "A", season: 3, place: 1, note: "" },
  ];
  const chart = draws(rows, { x: "season", y: "place", by: "partner" });
  expect(shownBy(chart).figure.data).toEqual(
    rows.map(({ partner, season, place }) => ({ partner, season, place })),
  );
  const { marks } = await draw(chart, 680);
  expect(marks.filter(({ type, items }) => type === "line" && items.length > 1)).toEqual([]);
});
