import { describe, expect, test } from "vitest";
import { ChartError } from "../../src/charts/errors.js";
import { slope, type SlopeOptions } from "../../src/charts/slope.js";
import { draw } from "./draw.js";
import { datumOf, expectPublishable, itemsOf, stored } from "./published.js";
import { wordsOf } from "./words.js";

const row = (label: string, from: number, to: number) => ({
  label,
  from,
  to,
  fromText: `${from.toFixed(1)} %`,
  toText: `${to.toFixed(1)} %`,
});
const options: SlopeOptions = {
  from: "2015",
  to: "2022",
  rows: [
    { ...row("China", 24.6, 28.3), colour: "vermilion", from: { lower: 23.6, upper: 25.6 } },
    row("United Kingdom", 13.1, 12.8),
    row("Australia", 6.6, 7.1),
    row("France", 7.8, 6.9),
    row("Italy", 6.3, 6.5),
    { ...row("India", 3.4, 4.8), colour: "blue" },
    row("South Korea", 4.9, 4.6),
  ],
};

test.each([680, 340])(
  "can be published at %i px, numbers at both ends, names at the right",
  async (width) => {
    const words = wordsOf(await expectPublishable(slope(options), width));
    expect(words).toEqual(
      expect.arrayContaining(["2015", "2022", "24.6 %", "28.3 %  China", "4.8 %  India"]),
    );
  },
);

test("the stored spec", async () => {
  await expect(stored(slope(options))).toMatchFileSnapshot("../golden/charts/slope.vl.json");
});

test("ends stand at their values; a label that made room has a leader to its end", async () => {
  const { marks } = await draw(slope(options), 680);
  const points = itemsOf(marks, "symbol");
  const y = (label: string, at: number) =>
    Number(points.find((item) => datumOf(item)["label"] === label && datumOf(item)["at"] === at)?.["y"]);
  const unit = (y("Italy", 0) - y("United Kingdom", 0)) / (13.1 - 6.3);
  expect(y("India", 1) - y("China", 1)).toBeCloseTo((28.3 - 4.8) * unit, 4);
  const leaders = itemsOf(marks, "rule").filter((item) => item["strokeWidth"] === 0.75);
  const moved = leaders.find((item) => datumOf(item)["text"] === "4.8 %  India");
  expect(Number(moved?.["y"])).toBeCloseTo(y("India", 1), 1);
  const label = itemsOf(marks, "text").find(({ text }) => text === "4.8 %  India");
  expect(Number(moved?.["y2"])).toBeCloseTo(Number(label?.["y"]), 6);
});

test("one line of equal ends, and one level for all, still have a scale", async () => {
  const [, ...rest] = options.rows;
  const one = rest.slice(0, 1).map((each) => ({ ...each, from: 1, to: 1 }));
  await expectPublishable(slope({ ...options, rows: one, height: 160 }), 340);
  await expectPublishable(slope({ ...options, rows: one.map((each) => ({ ...each, from: 0, to: 0 })) }), 340);
});

describe("refuses", () => {
  const [, good] = options.rows;
  test.each([
    ["no rows", { rows: [] }, "there are no rows"],
    ["more lines than have room", { height: 100 }, "7 lines are more than the 4"],
    ["a missing field", { rows: [{ ...good, to: undefined }] }, 'row 1 has no "to"'],
    ["what is no number", { rows: [{ ...good, from: NaN }] }, 'the first value of "United Kingdom" is NaN'],
    ["two lines of one name", { rows: [good, good] }, 'two rows are labelled "United Kingdom"'],
  ])("%s", (_, changes, message) => {
    const make = () => slope({ ...options, ...changes } as unknown as SlopeOptions);
    expect(make).toThrow(ChartError);
    expect(make).toThrow(message);
  });
});
