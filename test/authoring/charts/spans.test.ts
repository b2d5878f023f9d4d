import { expect, test } from "vitest";
import { type LineOptions, lineWithBounds } from "../../../src/authoring/charts/line-with-bounds.js";
import { palette } from "../../../src/model/palette.js";
import { datumOf, expectPublishable, itemsOf } from "./published.js";
import { wordsOf } from "./words.js";

const options: LineOptions = {
  rows: Array.from({ length: 12 }, (_, index) => ({
    series: "one",
    year: 2010 + index,
    lower: 1 + index / 10,
    upper: 1 + index / 10,
    status: "complete" as const,
  })),
  series: [{ key: "one", label: "Propensity", colour: "ink" }],
  style: "ratio",
};

test.each([680, 340])("years are shaded behind the lines and named at the foot, at %i px", async (width) => {
  const spans = [
    { from: 2016, to: 2018, label: "turn" },
    { from: 2020, to: 2020, label: "pandemic" },
  ];
  const marks = await expectPublishable(lineWithBounds({ ...options, spans }), width);
  expect(wordsOf(marks)).toEqual(expect.arrayContaining(["turn", "pandemic"]));
  const shaded = itemsOf(marks, "rect").filter(({ fill }) => fill === palette.grid.light);
  expect(shaded.map((item) => [datumOf(item)["start"], datumOf(item)["end"]])).toEqual([
    [2015.5, 2018.5],
    [2019.5, 2020.5],
  ]);
  const kinds = marks.map(({ type }) => type);
  expect(kinds.indexOf("rect")).toBeLessThan(kinds.indexOf("line"));
});

test("a span that ends before it begins is refused", () => {
  expect(() => lineWithBounds({ ...options, spans: [{ from: 2018, to: 2016, label: "turn" }] })).toThrow(
    'the span "turn" goes from 2018 to 2016',
  );
});
