import { describe, expect, test } from "vitest";
import { dotPlot, type DotPlotOptions } from "../../src/charts/dot-plot.js";
import { ChartError } from "../../src/charts/errors.js";
import { palette } from "../../src/model/palette.js";
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
  await expect(stored(dotPlot(options))).toMatchFileSnapshot("../golden/charts/dot-plot.vl.json");
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
    .map((item) => Number(item["x"]));
  expect(lines[0]).toBeCloseTo(left, 4);
  expect(lines[2]).toBeCloseTo(right, 4);
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
