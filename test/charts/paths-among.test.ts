import { describe, expect, test } from "vitest";
import { ChartError } from "../../src/charts/errors.js";
import { pathsAmong, type PathsOptions } from "../../src/charts/paths-among.js";
import { palette } from "../../src/model/palette.js";
import { datumOf, expectPublishable, itemsOf, stored } from "./published.js";
import { wordsOf } from "./words.js";

const years = [2015, 2016, 2017, 2018, 2019, 2020];
const path = (key: string, slope: number) =>
  years.map((year) => ({
    path: key,
    year,
    value: slope * (year - 2018),
    status: year === 2020 ? ("incomplete" as const) : ("complete" as const),
  }));
const options: PathsOptions = {
  rows: [path("own", -0.04), path("a", 0.02), path("b", -0.01), path("c", 0.005)].flat(),
  highlighted: { key: "own", label: "US–China", colour: "vermilion" },
  others: "other pairs",
  style: "percent",
  reference: { value: 0, label: "as in 2018" },
  events: [
    { date: "2018-11-01", label: "China Initiative" },
    { date: "2030-01-01", label: "Not in the window" },
  ],
};

test.each([680, 340])("can be published at %i px, every path named once", async (width) => {
  const words = wordsOf(await expectPublishable(pathsAmong(options), width));
  expect(words).toEqual(
    expect.arrayContaining(["US–China", "other pairs", "as in 2018", "China Initiative, Nov 2018"]),
  );
  expect(words.join()).not.toContain("Not in the window");
});

test("the stored spec", async () => {
  await expect(stored(pathsAmong(options))).toMatchFileSnapshot("../golden/charts/paths-among.vl.json");
});

test("one path stands out, over the others; incomplete years are dashed and hollow", async () => {
  const marks = await expectPublishable(pathsAmong(options), 680);
  const lines = marks.filter(({ type }) => type === "line");
  const colourOf = ({ items }: (typeof lines)[number]) => items[0]?.["stroke"];
  expect(lines.filter((line) => colourOf(line) === palette.grey.light)).toHaveLength(6);
  expect(colourOf(lines[lines.length - 1] as (typeof lines)[number])).toBe(palette.vermilion.light);
  const dashed = lines.filter(({ items }) => String(items[0]?.["strokeDash"]) === "3,4");
  expect(dashed.map(({ items }) => items.map((item) => datumOf(item)["year"]))).toEqual(
    Array.from({ length: 4 }, () => [2019, 2020]),
  );
  const hollow = itemsOf(marks, "symbol").filter(({ fill }) => fill === palette.paper.light);
  expect(hollow.map((item) => datumOf(item)["year"])).toEqual([2020]);
});

test("labels of paths that end close together stand apart", async () => {
  const rows = [path("own", 0.01), path("a", 0.0101)].flat();
  for (const width of [680, 340]) await expectPublishable(pathsAmong({ ...options, rows }), width);
});

describe("refuses", () => {
  test.each<[string, Partial<PathsOptions>, RegExp]>([
    ["no path to highlight", { highlighted: { ...options.highlighted, key: "x" } }, /no rows of "x"/],
    ["nothing to compare with", { rows: path("own", 1) }, /0 other paths/],
    [
      "a cloud",
      { rows: [...path("own", 1), ...Array.from({ length: 301 }, (_, i) => path(`p${i}`, 0)).flat()] },
      /301 other paths; expected 1 to 300/,
    ],
    [
      "a value that is none",
      { rows: [...path("own", 1), { path: "a", year: 2015, value: NaN, status: "complete" }] },
      /a 2015 is NaN/,
    ],
  ])("%s", (_, changed, message) => {
    expect(() => pathsAmong({ ...options, ...changed })).toThrow(ChartError);
    expect(() => pathsAmong({ ...options, ...changed })).toThrow(message);
  });
});
