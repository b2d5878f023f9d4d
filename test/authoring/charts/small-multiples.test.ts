import { describe, expect, test } from "vitest";
import { ChartError } from "../../../src/authoring/errors.js";
import { type MultiplesOptions, smallMultiples } from "../../../src/authoring/charts/small-multiples.js";
import { panelYears } from "../../../src/authoring/charts/panels.js";
import { palette } from "../../../src/model/palette.js";
import { draw } from "./draw.js";
import { datumOf, expectPublishable, itemsOf, stored } from "./published.js";
import { wordsOf } from "./words.js";

const panels = ["Computer and information sciences", "Health", "Physics"];
const row = (panel: string, series: string, year: number, value: number, width = 0) => ({
  panel,
  series,
  year,
  lower: value - width / 2,
  upper: value + width / 2,
  status: year === 2022 ? ("incomplete" as const) : ("complete" as const),
});
const options: MultiplesOptions = {
  style: "percent",
  panels: panels.map((key, index) => ({ key, label: key, note: `${String(index + 4)} % in 2022` })),
  series: [
    { key: "US", label: "United States", colour: "blue" },
    { key: "CN", label: "China", colour: "vermilion", shape: "square" },
  ],
  rows: panels.flatMap((panel, index) => [
    row(panel, "US", 2003, 0.1 * (index + 1)),
    row(panel, "US", 2004, 0.1 * (index + 1), 0.02),
    row(panel, "US", 2020, 0.12),
    row(panel, "US", 2021, 0.12),
    row(panel, "US", 2022, 0.11),
    row(panel, "CN", 2003, 0.05 * (index + 1)),
    row(panel, "CN", 2005, 0.2),
  ]),
};

test.each([
  [680, 2],
  [340, 2],
  [680, 1],
  [340, 1],
] as const)("can be published at %i px in %i columns", async (width, columns) => {
  const words = wordsOf(await expectPublishable(smallMultiples({ ...options, columns }), width));
  expect(words).toEqual(
    expect.arrayContaining(["Physics", "6 % in 2022", "United States", "China", "2003", "2022"]),
  );
});

test.each([680, 340])("three columns of short names at %i px", async (width) => {
  const short = { ...options, panels: panels.map((key) => ({ key, label: key.slice(0, 8) })) };
  await expectPublishable(smallMultiples({ ...short, columns: 3 }), width);
});

test("the stored spec", async () => {
  await expect(stored(smallMultiples(options))).toMatchFileSnapshot(
    "../../golden/charts/small-multiples.vl.json",
  );
});

test("every panel has the same scales: equal values stand equally high, equal years equally far in", async () => {
  const { marks } = await draw(smallMultiples(options), 680);
  const grid = itemsOf(marks, "rule").filter((item) => datumOf(item)["kind"] === "grid");
  const scales = panels.map((_, index) => {
    const lines = grid.filter((item) => datumOf(item)["panel"] === index);
    const base = Math.max(...lines.map(({ y }) => Number(y)));
    return lines.map((item) => [datumOf(item)["tick"], Number((base - Number(item["y"])).toFixed(6))]);
  });
  expect(scales[0]?.length).toBeGreaterThan(2);
  for (const scale of scales) expect(scale).toEqual(scales[0]);

  const ends = itemsOf(marks, "symbol").filter((item) => datumOf(item)["year"] === 2022);
  expect(ends).toHaveLength(panels.length);
  // One place in each of the two columns, the third panel under the first.
  expect(ends[0]?.["x"]).toBe(ends[2]?.["x"]);
  expect(Number(ends[1]?.["x"])).toBeGreaterThan(Number(ends[0]?.["x"]));
});

test("lines cross no gap; incomplete years are dashed and hollow; bounds are drawn", async () => {
  const { marks } = await draw(smallMultiples(options), 680);
  const pieces = marks.filter(({ type }) => type === "line").map(({ items }) => items);
  // In each panel: 2003–2004, 2020–2021, 2021–2022 dashed, and China's one bridged gap.
  expect(pieces).toHaveLength(4 * panels.length);
  const dashed = pieces.filter((items) => JSON.stringify(items[0]?.["strokeDash"]) === "[3,4]");
  expect(dashed).toHaveLength(panels.length);
  const hollow = itemsOf(marks, "symbol").filter(({ fill }) => fill === palette.paper.light);
  expect(hollow.map((item) => datumOf(item)["year"])).toEqual(panels.map(() => 2022));
  const bounds = itemsOf(marks, "rule").filter((item) => datumOf(item)["year"] === 2004);
  const heights = bounds.map((item) => Math.abs(Number(item["y2"]) - Number(item["y"])));
  expect(heights).toHaveLength(panels.length);
  for (const height of heights) expect(height).toBeCloseTo(heights[0] ?? NaN, 6);
  expect(heights[0]).toBeGreaterThan(1);
});

describe("refuses", () => {
  const [good] = options.rows;
  test.each([
    ["no rows", { rows: [] }, "there are no rows"],
    ["no panels", { panels: [] }, "there are no panels"],
    ["no series", { series: [] }, "there are no series"],
    ["a panel without rows", { panels: [{ key: "gone", label: "Gone" }] }, 'the panel "gone" has no rows'],
    ["a series without rows", { series: [{ key: "X", label: "X", colour: "ink" }] }, "has no rows"],
    ["a missing field", { rows: [{ ...good, panel: undefined }] }, 'row 1 has no "panel"'],
    ["what is no year", { rows: [{ ...good, year: 2003.5 }] }, "2003.5 is not a year"],
    ["what is no number", { rows: [{ ...good, upper: Infinity }] }, "not a number that can be drawn"],
    [
      "more panels than can be read",
      { panels: Array.from({ length: 31 }, (_, key) => ({ key: String(key), label: "x" })) },
      "31 panels",
    ],
    ["an unknown colour", { series: [{ key: "US", label: "x", colour: "red" }] }, 'no colour "red"'],
  ])("%s", (_, changes, message) => {
    const make = () => smallMultiples({ ...options, ...changes } as unknown as MultiplesOptions);
    expect(make).toThrow(ChartError);
    expect(make).toThrow(message);
  });
});

test.each([680, 340])("a scale that begins above zero says so, at %i px", async (width) => {
  const rows = options.rows.map((one) => ({ ...one, lower: one.lower + 0.1, upper: one.upper + 0.1 }));
  const above = { ...options, rows, baseline: "data" as const };
  expect(wordsOf(await expectPublishable(smallMultiples(options), width)).join("; ")).not.toMatch(/begins/);
  expect(wordsOf(await expectPublishable(smallMultiples(above), width)).join("; ")).toMatch(
    /The scale begins at 1/,
  );
});

test("between the first and the last year stands one more where a panel is wide enough", () => {
  expect(panelYears({ from: 2003, to: 2022, columns: 2 })).toEqual([2003, 2013, 2022]);
  expect(panelYears({ from: 2000, to: 2020, columns: 2 })).toEqual([2000, 2010, 2020]);
  expect(panelYears({ from: 2003, to: 2022, columns: 3 })).toEqual([2003, 2022]);
  expect(panelYears({ from: 2003, to: 2023, columns: 1 })).toEqual([2003, 2010, 2015, 2020, 2023]);
  expect(panelYears({ from: 2003, to: 2003, columns: 1 })).toEqual([2003]);
});
