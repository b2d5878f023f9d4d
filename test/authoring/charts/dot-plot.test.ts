import { describe, expect, test } from "vitest";
import { dotPlot, type DotPlotOptions } from "../../../src/authoring/charts/dot-plot.js";
import { ChartError } from "../../../src/authoring/errors.js";
import { palette } from "../../../src/model/palette.js";
import { draw } from "./draw.js";
import { datumOf, expectPublishable, itemsOf, stored } from "./published.js";
import { wordsOf } from "./words.js";

const dot = (series: string, value: number) => ({ series, value, text: value.toFixed(2) });
const options: DotPlotOptions = {
  rows: [
    { label: "NSF, observed over expected", dots: [dot("all", 0.912), dot("complete", 0.963)] },
    {
      label: "OpenAlex, relative intensity, the US with China",
      dots: [dot("all", 0.804), dot("complete", 0.862)],
    },
    { label: "OpenAlex, quasi-independence", dots: [dot("all", 0.855), dot("complete", 0.896)] },
    { label: "One alone", dots: [dot("complete", 1.02)] },
  ],
  series: [
    {
      key: "all",
      label: "with the last year, which is incomplete",
      colour: "vermilion",
      shape: "circle",
      fill: "hollow",
    },
    { key: "complete", label: "complete years only", colour: "blue", shape: "square" },
  ],
  band: { lower: 0.9, upper: 1.11 },
  marks: [
    { value: 0.9, label: "0.90" },
    { value: 1, label: "as before" },
    { value: 1.11, label: "1.11" },
  ],
};
const symbols = async (given: DotPlotOptions = options) =>
  itemsOf((await draw(dotPlot(given), 680)).marks, "symbol").filter((item) => "value" in datumOf(item));

test.each([680, 340])(
  "can be published at %i px: ends with their numbers, marks and key named",
  async (width) => {
    const words = wordsOf(await expectPublishable(dotPlot(options), width));
    expect(words).toEqual(
      expect.arrayContaining(["0.91", "0.96", "0.80", "1.02", "0.90", "as before", "complete years only"]),
    );
    expect(words.filter((word) => word === "1.02")).toHaveLength(1);
  },
);

test("the stored spec", async () => {
  await expect(stored(dotPlot(options))).toMatchFileSnapshot("../../golden/charts/dot-plot.vl.json");
});

test("every dot stands on one scale, under its own row, with the sign of its series", async () => {
  const drawn = await symbols();
  expect(drawn).toHaveLength(7);
  const at = (value: number) => Number(drawn.find((item) => datumOf(item)["value"] === value)?.["x"]);
  const unit = (at(1.02) - at(0.804)) / (1.02 - 0.804);
  expect(at(0.963) - at(0.912)).toBeCloseTo((0.963 - 0.912) * unit, 4);
  const hollow = drawn.filter(({ shape }) => shape === "circle");
  expect(hollow.map(({ fill }) => fill)).toEqual([0, 1, 2].map(() => palette.paper.light));
  expect(new Set(drawn.map((item) => item["y"])).size).toBe(options.rows.length);
});

test("the band reaches from one threshold to the other and the marks stand on its edges", async () => {
  const { marks } = await draw(dotPlot(options), 680);
  const band = itemsOf(marks, "rect").find((item) => "lower" in datumOf(item));
  const [left, right] = [Number(band?.["x"]), Number(band?.["x"]) + Number(band?.["width"])];
  const lines = itemsOf(marks, "rule")
    .filter((item) => "label" in datumOf(item) && "bottom" in datumOf(item))
    .map((item) => [datumOf(item)["value"], Number(item["x"])] as const);
  // One a row: none strikes out a heading.
  expect(lines).toHaveLength(3 * options.rows.length);
  for (const [value, x] of lines) {
    if (value === 0.9) expect(x).toBeCloseTo(left, 4);
    if (value === 1.11) expect(x).toBeCloseTo(right, 4);
  }
});

test.each([680, 340])(
  "no number stands across a mark: each has the margin to itself, at %i px",
  async (width) => {
    const rows = [
      { label: "Below", dots: [dot("all", 0.896), dot("complete", 0.7)] },
      { label: "Above", dots: [dot("all", 0.904), dot("complete", 1.2)] },
    ];
    const marks = await expectPublishable(dotPlot({ ...options, rows }), width);
    const levels = itemsOf(marks, "rule").filter((item) => "bottom" in datumOf(item));
    const numbers = itemsOf(marks, "text").filter(
      ({ text }) => /^[01]\.\d\d$/.test(String(text)) && text !== "1.11",
    );
    const inRows = numbers.filter((item) => "middle" in datumOf(item));
    expect(inRows.length).toBeGreaterThanOrEqual(4);
    for (const number of inRows) {
      const reach = 7 * String(number["text"]).length;
      const [left, right] =
        number["align"] === "left"
          ? [Number(number["x"]), Number(number["x"]) + reach]
          : [Number(number["x"]) - reach, Number(number["x"])];
      for (const level of levels) expect(Number(level["x"]) < left || Number(level["x"]) > right).toBe(true);
    }
  },
);

test("dots that would hide each other stand aside, the others on the line of their row", async () => {
  const rows = [
    { label: "Close", dots: [dot("all", 0.9), dot("complete", 0.901)] },
    { label: "Apart", dots: [dot("all", 0.8), dot("complete", 1)] },
  ];
  const drawn = await symbols({ ...options, rows });
  const heights = (label: string) =>
    new Set(drawn.filter((item) => datumOf(item)["label"] === label).map((item) => item["y"]));
  expect(heights("Close").size).toBe(2);
  expect(heights("Apart").size).toBe(1);
});

test("on a logarithmic scale half as much is as far as twice as much, and its ticks are named", async () => {
  const rows = [
    { label: "Odds", dots: [dot("all", 10), dot("complete", 20)] },
    { label: "More", dots: [dot("all", 40)] },
  ];
  const given = { series: options.series, rows, scale: "log" as const };
  const drawn = await symbols(given);
  const at = (value: number) => Number(drawn.find((item) => datumOf(item)["value"] === value)?.["x"]);
  expect(at(20) - at(10)).toBeCloseTo(at(40) - at(20), 4);
  expect(wordsOf(await expectPublishable(dotPlot(given), 340))).toEqual(expect.arrayContaining(["10", "20"]));
});

test("the row that the others are measured by stands first", async () => {
  const drawn = await symbols({ ...options, emphasised: "One alone" });
  const own = drawn.find((item) => datumOf(item)["label"] === "One alone");
  expect(Number(own?.["y"])).toBe(Math.min(...drawn.map((item) => Number(item["y"]))));
  expect(() => dotPlot({ ...options, emphasised: "Gone" })).toThrow('no row "Gone"');
});

describe("refuses", () => {
  const [good] = options.rows;
  test.each([
    ["no rows", { rows: [] }, "there are no rows"],
    ["a row without dots", { rows: [{ label: "x", dots: [] }] }, 'there are no dots in "x"'],
    [
      "a dot of an unknown series",
      { rows: [{ label: "x", dots: [dot("none", 1)] }] },
      'a dot of the series "none"',
    ],
    ["what is no number", { rows: [{ label: "x", dots: [dot("all", NaN)] }] }, 'a dot of "x" is NaN'],
    ["two rows of one name", { rows: [good, good] }, "two rows are labelled"],
    ["a band the wrong way round", { band: { lower: 2, upper: 1 } }, "the band has bounds 2 and 1"],
    ["a mark that is none", { marks: [{ value: Infinity, label: "far" }] }, 'the mark "far" is Infinity'],
  ])("%s", (_, changes, message) => {
    const make = () => dotPlot({ ...options, ...changes } as unknown as DotPlotOptions);
    expect(make).toThrow(ChartError);
    expect(make).toThrow(message);
  });
});
