import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ChartError } from "../../../src/authoring/errors.js";
import { waterfall, type WaterfallOptions } from "../../../src/authoring/charts/waterfall.js";
import { palette } from "../../../src/model/palette.js";
import { draw } from "./draw.js";
import { datumOf, expectPublishable, itemsOf, stored } from "./published.js";
import { wordsOf } from "./words.js";

const options: WaterfallOptions = {
  start: { label: "Papers in 2018", value: 56480, text: "56,480" },
  steps: [
    { label: "US size", value: 1204, text: "+1,204" },
    { label: "China’s size", value: 12000, text: "+12,000" },
    { label: "Propensity", value: { lower: -9000, upper: -7000 }, text: "−8,000" },
  ],
  end: { label: "Papers in 2022", value: 61684, text: "61,684" },
};
const bars = async (given: WaterfallOptions) =>
  itemsOf((await draw(waterfall(given), 680)).marks, "rect").map((item) => ({
    top: Number(item["y"]),
    bottom: Number(item["y"]) + Number(item["height"]),
    left: Number(item["x"]),
    fill: item["fill"],
    ...datumOf(item),
  }));

test.each([680, 340])("can be published at %i px", async (width) => {
  const marks = await expectPublishable(waterfall(options), width);
  expect(wordsOf(marks)).toEqual(expect.arrayContaining(["Propensity", "−8,000", "61,684"]));
});

test("the stored spec", async () => {
  await expect(stored(waterfall(options))).toMatchFileSnapshot("../../golden/charts/waterfall.vl.json");
});

test("from left to right each bar begins where the one before ended, and totals stand on zero", async () => {
  const drawn = await bars(options);
  const [first, up, more, down, last] = drawn;
  expect(drawn.map(({ left }) => left)).toEqual(drawn.map(({ left }) => left).toSorted((a, b) => a - b));
  expect(up?.bottom).toBeCloseTo(first?.top ?? NaN, 6);
  expect(more?.bottom).toBeCloseTo(up?.top ?? NaN, 6);
  expect(down?.top).toBeCloseTo(more?.top ?? NaN, 6);
  expect(down?.bottom).toBeCloseTo(last?.top ?? NaN, 6);
  expect(first?.bottom).toBeCloseTo(last?.bottom ?? NaN, 6);
  const tall = (bar: typeof first) => (bar?.bottom ?? NaN) - (bar?.top ?? NaN);
  expect(tall(last) / tall(first)).toBeCloseTo(61684 / 56480, 6);
});

test("what adds and what takes away differ in colour", async () => {
  expect((await bars(options)).map(({ fill }) => fill)).toEqual(
    (["ink", "muted", "muted", "purple", "ink"] as const).map((name) => palette[name].light),
  );
});

test("an early count is hollow and said to be one", async () => {
  const end = { ...options.end, status: "incomplete" as const };
  const marks = await expectPublishable(waterfall({ ...options, end }), 340);
  expect(wordsOf(marks).join("; ")).toContain("(early count)");
  const hollow = itemsOf(marks, "rect").filter(({ fill }) => fill === palette.paper.light);
  expect(hollow.map((item) => datumOf(item)["label"])).toEqual([options.end.label]);
});

test("bounds are drawn as wide as they are, at the end of their part", async () => {
  const { marks } = await draw(waterfall(options), 680);
  const [bar] = itemsOf(marks, "rule").filter((item) => datumOf(item)["label"] === "Propensity");
  const [first] = await bars(options);
  const pixels = (first?.bottom ?? 0) - (first?.top ?? 0);
  expect(Math.abs(Number(bar?.["y2"]) - Number(bar?.["y"]))).toBeCloseTo((2000 / 56480) * pixels, 4);
});

test("parts too small to be told apart leave a scale with a length", () => {
  const steps = [5e-324, -1e-323].map((value) => ({ label: String(value), value, text: "x" }));
  const spec = waterfall({ steps, end: { label: "Sum", value: -5e-324, text: "x" } });
  const [from = 0, to = 0] =
    /"domain":\[(-?[\d.e-]+),(-?[\d.e-]+)\]/.exec(JSON.stringify(spec))?.slice(1) ?? [];
  expect(Number(to)).toBeGreaterThan(Number(from));
});

test("parts that add up are drawn, whatever their signs and sizes", () => {
  const part = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 7 }), (parts) => {
      const steps = parts.map((value, index) => ({ label: `Part ${index}`, value, text: "x" }));
      const sum = parts.reduce((a, b) => a + b, 0);
      const spec = waterfall({ steps, end: { label: "Sum", value: sum, text: "x" } });
      const { values } = spec["data"] as { values: { begin: number; finish: number }[] };
      values.slice(1, -1).forEach((bar, index) => {
        expect(bar.begin).toBe(values[index]?.finish);
      });
      expect(values[0]?.begin).toBe(0);
    }),
  );
});

test("bars below zero have their numbers between them and the names", async () => {
  const steps = [
    { label: "Silt removed", value: -0.18, text: "−0.18" },
    { label: "Weir raised", value: 0.07, text: "+0.07" },
  ];
  const falling = { steps, end: { label: "All works", value: -0.11, text: "−0.11" } };
  for (const width of [680, 340]) await expectPublishable(waterfall(falling), width);
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
    [
      "a word that a phone has no room for",
      {
        steps: ["Internationalization", "b", "c", "d"].map((label) => ({ ...step, label })),
        end: { ...end, value: 4 },
      },
      '"Internationalization" does not fit under a bar',
    ],
    [
      "more bars than a phone holds",
      {
        steps: Array.from({ length: 8 }, (_, index) => ({ ...step, label: `Part ${index}` })),
        end: { ...end, value: 8 },
      },
      "9 bars are more than the 8",
    ],
    ["an unknown colour", { steps: [{ ...step, colour: "red" }], end }, 'no colour "red"'],
  ])("%s", (_, given, message) => {
    const make = () => waterfall(given as unknown as WaterfallOptions);
    expect(make).toThrow(ChartError);
    expect(make).toThrow(message);
  });
});
