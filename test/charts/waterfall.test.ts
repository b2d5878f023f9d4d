import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ChartError } from "../../src/charts/errors.js";
import { waterfall, type WaterfallOptions } from "../../src/charts/waterfall.js";
import { palette } from "../../src/model/palette.js";
import { draw } from "./draw.js";
import { datumOf, expectPublishable, itemsOf, stored } from "./published.js";
import { wordsOf } from "./words.js";

const options: WaterfallOptions = {
  start: { label: "Joint papers in 2018", value: 56480, text: "56,480" },
  steps: [
    { label: "Size of the United States", value: 1204, text: "+1,204" },
    { label: "Size of China", value: 12000, text: "+12,000" },
    { label: "Propensity", value: { lower: -9000, upper: -7000 }, text: "−9,000 to −7,000" },
  ],
  end: { label: "Joint papers in 2022", value: 61684, text: "61,684" },
};
const bars = async (given: WaterfallOptions) =>
  itemsOf((await draw(waterfall(given), 680)).marks, "rect").map((item) => ({
    left: Number(item["x"]),
    right: Number(item["x"]) + Number(item["width"]),
    fill: item["fill"],
    ...datumOf(item),
  }));

test.each([680, 340])("can be published at %i px", async (width) => {
  const marks = await expectPublishable(waterfall(options), width);
  expect(wordsOf(marks)).toEqual(expect.arrayContaining(["Propensity", "−9,000 to −7,000", "61,684"]));
});

test("the stored spec", async () => {
  await expect(stored(waterfall(options))).toMatchFileSnapshot("../golden/charts/waterfall.vl.json");
});

test("each bar begins where the one before ended; what adds and what takes away differ in colour", async () => {
  const drawn = await bars(options);
  const [first, up, more, down, last] = drawn;
  expect(up?.left).toBeCloseTo(first?.right ?? NaN, 6);
  expect(more?.left).toBeCloseTo(up?.right ?? NaN, 6);
  expect(down?.right).toBeCloseTo(more?.right ?? NaN, 6);
  expect(down?.left).toBeCloseTo(last?.right ?? NaN, 6);
  expect(first?.left).toBeCloseTo(last?.left ?? NaN, 6);
  expect(drawn.map(({ fill }) => fill)).toEqual(
    (["ink", "blue", "blue", "vermilion", "ink"] as const).map((name) => palette[name].light),
  );
});

test("a line from bar to bar shows neither between the letters of a heading nor over them, and no bar is nibbled", async () => {
  const { svg } = await draw(waterfall(options), 340);
  const links = svg.indexOf('stroke-dasharray="2,2"');
  const heading = svg.indexOf(">Propensity<");
  const bar = svg.indexOf(`fill="${palette.vermilion.light}"`);
  expect([links, heading, bar].toSorted((a, b) => a - b)).toEqual([links, heading, bar]);
  expect(links).toBeGreaterThan(0);
});

test("bounds are drawn as wide as they are, at the end of their part", async () => {
  const { marks } = await draw(waterfall(options), 680);
  const [bar] = itemsOf(marks, "rule").filter((item) => datumOf(item)["label"] === "Propensity");
  const drawn = await bars(options);
  const pixels = (drawn[0]?.right ?? 0) - (drawn[0]?.left ?? 0);
  expect(Math.abs(Number(bar?.["x2"]) - Number(bar?.["x"]))).toBeCloseTo((2000 / 56480) * pixels, 4);
});

test("parts that add up are drawn, whatever their signs and sizes", () => {
  const part = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
      const steps = parts.map((value, index) => ({ label: `Part ${index}`, value, text: "x" }));
      const sum = parts.reduce((a, b) => a + b, 0);
      const spec = waterfall({ steps, end: { label: "Sum", value: sum, text: "x" } });
      const { values } = spec["data"] as { values: { begin: number; finish: number; side: number }[] };
      values.slice(1, -1).forEach((bar, index) => {
        expect(bar.begin).toBe(values[index]?.finish);
      });
      expect(values[0]?.begin).toBe(0);
      for (const { begin, finish, side } of values)
        expect(side).toBeGreaterThanOrEqual(Math.max(begin, finish));
    }),
  );
});

describe("refuses", () => {
  const step = { label: "Size", value: 1, text: "+1" };
  const end = { label: "End", value: 1, text: "1" };
  test.each([
    ["no steps", { steps: [], end }, "there are no steps"],
    [
      "parts that do not add up",
      { steps: [step], end: { ...end, value: 1.5 } },
      'add up to 1, but "End" is 1.5: they differ by 0.5',
    ],
    [
      "a part without a value",
      { steps: [{ label: "Size", amount: 1, text: "+1" }], end },
      'row 1 has no "value"',
    ],
    ["a part that is none", { steps: [{ ...step, value: NaN }], end }, 'waterfall: "Size" is NaN'],
    ["two of one name", { steps: [step, step], end: { ...end, value: 2 } }, 'two rows are labelled "Size"'],
    ["an unknown colour", { steps: [{ ...step, colour: "red" }], end }, 'no colour "red"'],
  ])("%s", (_, given, message) => {
    const make = () => waterfall(given as unknown as WaterfallOptions);
    expect(make).toThrow(ChartError);
    expect(make).toThrow(message);
  });
});
