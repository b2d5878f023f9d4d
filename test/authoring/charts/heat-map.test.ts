import { describe, expect, test } from "vitest";
import { ChartError } from "../../../src/authoring/errors.js";
import { heatMap, type HeatMapOptions } from "../../../src/authoring/charts/heat-map.js";
import { palette } from "../../../src/model/palette.js";
import { draw } from "./draw.js";
import { datumOf, expectPublishable, itemsOf, stored } from "./published.js";
import { wordsOf } from "./words.js";

const cell = (row: string, column: string, value: number) => ({ row, column, value, text: value.toFixed(2) });
const options: HeatMapOptions = {
  ramp: {
    kind: "diverging",
    midpoint: 1,
    distance: "ratio",
    above: "cited more than its share of papers",
    below: "cited less",
  },
  rows: [
    cell("Computer and information sciences", "2012", 0.5),
    cell("Computer and information sciences", "2022", 2),
    cell("Engineering", "2012", 1),
    cell("Engineering", "2022", 1.5),
    cell("Health", "2022", 0.9),
  ],
};
const cells = async (given: HeatMapOptions) =>
  itemsOf((await draw(heatMap(given), 680)).marks, "rect").map((item) => ({
    ...item,
    ...datumOf(item),
  })) as Readonly<Record<string, unknown>>[];

test.each([680, 340])("can be published at %i px, every cell with its number", async (width) => {
  const words = wordsOf(await expectPublishable(heatMap(options), width));
  expect(words).toEqual(expect.arrayContaining(options.rows.map(({ text }) => text)));
  expect(words).toEqual(
    expect.arrayContaining(["Computer and information sciences", "2012", "n/a", "cited less"]),
  );
});

test("a head of several words breaks only where its column is too narrow for it", async () => {
  const rows = ["With China", "With the United States"].map((column) => cell("Iran", column, 2));
  const heads = async (given: HeatMapOptions["rows"]) =>
    itemsOf((await draw(heatMap({ rows: given, ramp: options.ramp }), 340)).marks, "text").map(
      (item) => datumOf(item)["lines"],
    );
  expect(await heads(rows)).toContain("With China");
  const many = ["a", "b", "c", "d"].map((column) => cell("Iran", column, 1));
  expect(await heads([...rows, ...many])).not.toContain("With the United States");
});

test("the stored spec", async () => {
  await expect(stored(heatMap(options))).toMatchFileSnapshot("../../golden/charts/heat-map.vl.json");
});

test("half as much is as strong as twice as much, in the other colour; the midpoint is paper", async () => {
  const drawn = await cells(options);
  const of = (value: number) => drawn.find((each) => each["value"] === value);
  expect(of(0.5)).toMatchObject({ fill: palette.purple.light });
  expect(of(2)).toMatchObject({ fill: palette.grey.light });
  expect(of(0.5)?.["fillOpacity"]).toBe(of(2)?.["fillOpacity"]);
  expect(of(1)).toMatchObject({ fillOpacity: 0 });
  expect(Number(of(1.5)?.["fillOpacity"])).toBeLessThan(Number(of(2)?.["fillOpacity"]));
  expect(drawn.find((each) => each["value"] === null)).toMatchObject({ fillOpacity: 0, text: "n/a" });
});

test("ink stays legible on the strongest colour, on a light page and on a dark one", async () => {
  const strongest = Math.max(...(await cells(options)).map((each) => Number(each["fillOpacity"])));
  for (const scheme of ["light", "dark"] as const)
    for (const hue of ["green", "purple"] as const) {
      const mixed = mix(palette[hue][scheme], palette.paper[scheme], strongest);
      expect(contrast(channels(palette.ink[scheme]), mixed)).toBeGreaterThanOrEqual(4.5);
    }
});

describe("refuses", () => {
  const ratio = options.ramp;
  test.each([
    ["no rows", { rows: [] }, "there are no rows"],
    ["a missing field", { rows: [{ row: "a", value: 1, text: "1" }] }, 'row 1 has no "column"'],
    ["what is no number", { rows: [cell("a", "x", NaN)] }, '"a", "x" is NaN'],
    ["a ratio of zero", { rows: [cell("a", "x", 0)] }, '"a", "x" is 0, which this ramp has no colour for'],
    [
      "a fall on a sequential ramp",
      { ramp: { kind: "sequential" }, rows: [cell("a", "x", -1)] },
      "no colour for",
    ],
    [
      "a midpoint that ratios cannot have",
      { ramp: { ...ratio, midpoint: 0 } },
      "the midpoint of ratios is 0",
    ],
    ["two values of one cell", { rows: [cell("a", "x", 1), cell("a", "x", 2)] }, 'two values for "a", "x"'],
    [
      "more columns than a phone holds",
      { rows: Array.from({ length: 20 }, (_, index) => cell("a", String(2000 + index), 1)) },
      "20 columns with texts such as",
    ],
  ])("%s", (_, changes, message) => {
    const make = () => heatMap({ ...options, ...changes } as unknown as HeatMapOptions);
    expect(make).toThrow(ChartError);
    expect(make).toThrow(message);
  });
});

type Channels = readonly [number, number, number];

function channels(hex: string): Channels {
  const at = (index: number) => Number.parseInt(hex.slice(index, index + 2), 16);
  return [at(1), at(3), at(5)];
}

function mix(over: string, under: string, opacity: number): Channels {
  const [a, b] = [channels(over), channels(under)];
  const blend = (index: 0 | 1 | 2) => opacity * a[index] + (1 - opacity) * b[index];
  return [blend(0), blend(1), blend(2)];
}

/** WCAG 2.2. */
function contrast(a: Channels, b: Channels): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance([red, green, blue]: Channels): number {
  const linear = (channel: number) =>
    channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

test.each([680, 340])("24 rows of two columns can be published at %i px", async (width) => {
  const rows = Array.from({ length: 24 }, (_, index) =>
    ["US", "China"].map((column, place) => {
      const value = 0.5 * 1.08 ** ((index * 7 + place * 5) % 24);
      return { row: `Country of the number ${index}`, column, value, text: value.toFixed(2) };
    }),
  ).flat();
  const marks = await expectPublishable(heatMap({ rows, ramp: options.ramp }), width);
  expect(itemsOf(marks, "rect").filter((item) => datumOf(item)["column"] === "US")).toHaveLength(24);
});
