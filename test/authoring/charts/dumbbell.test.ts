import { describe, expect, test } from "vitest";
import { dumbbell, type DumbbellOptions } from "../../../src/authoring/charts/dumbbell.js";
import { ChartError } from "../../../src/authoring/errors.js";
import { draw } from "./draw.js";
import { datumOf, expectPublishable, itemsOf, stored } from "./published.js";
import { wordsOf } from "./words.js";

const row = (label: string, first: number, second: number) => ({
  label,
  first,
  second,
  firstText: first.toFixed(2),
  secondText: second.toFixed(2),
});
const options: DumbbellOptions = {
  rows: [
    row("United Kingdom", 1.3, 0.92),
    { ...row("Hong Kong", 4.2, 5.13), first: { lower: 4, upper: 4.4 }, firstText: "4.00–4.40" },
    row("Australia", 1.6, 1.58),
    row("The same", 1.1, 1.1),
  ],
  first: { label: "2015", colour: "grey" },
  second: { label: "2022", colour: "blue" },
  reference: { value: 1, label: "as expected from size" },
};
const points = async (given: DumbbellOptions) => itemsOf((await draw(dumbbell(given), 680)).marks, "symbol");
const order = async (given: DumbbellOptions) =>
  (await points(given))
    .filter(({ shape }) => shape === "square")
    .sort((a, b) => Number(a["y"]) - Number(b["y"]))
    .map((item) => datumOf(item)["label"]);

test.each([680, 340])(
  "can be published at %i px, its two sides named at the top row's points",
  async (width) => {
    const words = wordsOf(await expectPublishable(dumbbell(options), width));
    expect(words).toEqual(expect.arrayContaining(["2015: 4.00–4.40", "2022: 5.13", "0.92", "1.30"]));
    expect(words.filter((word) => word.includes("2022"))).toHaveLength(1);
  },
);

test("the stored spec", async () => {
  await expect(stored(dumbbell(options))).toMatchFileSnapshot("../../golden/charts/dumbbell.vl.json");
});

test("ranks by the second value, or not at all", async () => {
  expect(await order(options)).toEqual(["Hong Kong", "Australia", "The same", "United Kingdom"]);
  expect(await order({ ...options, order: "given" })).toEqual(options.rows.map(({ label }) => label));
});

describe("odds", () => {
  const row = (label: string, first: number, second: number) => ({
    label,
    first,
    second,
    firstText: first.toFixed(0),
    secondText: second.toFixed(0),
  });
  const odds: DumbbellOptions = {
    rows: [
      row("Physics", 17, 17.1),
      row("All fields", 28, 22),
      row("Psychology", 80, 60),
      row("Biology", 10, 20),
    ],
    first: { label: "2013", colour: "muted" },
    second: { label: "2018", colour: "accent" },
    scale: "log",
    emphasised: "All fields",
    reference: { value: 20, label: "as before" },
  };

  test.each([680, 340])("can be published at %i px: equal numbers once, ticks named", async (width) => {
    const words = wordsOf(await expectPublishable(dumbbell(odds), width));
    expect(words).toEqual(expect.arrayContaining(["both 17", "2013: 28", "2018: 22", "20", "50"]));
    expect(words).not.toContain("17");
  });

  test("half as much is as far as twice as much", async () => {
    const points = itemsOf((await draw(dumbbell(odds), 680)).marks, "symbol");
    const at = (field: string, value: number) =>
      Number(
        points.find(
          (item) =>
            datumOf(item)[field] === value && item["shape"] === (field === "first" ? "circle" : "square"),
        )?.["x"],
      );
    const unit = (at("second", 20) - at("first", 10)) / Math.log(2);
    expect(at("first", 80) - at("second", 60)).toBeCloseTo(Math.log(80 / 60) * unit, 3);
  });

  test("the emphasised row stands first, the level is named and strikes out no heading", async () => {
    const { marks } = await draw(dumbbell(odds), 340);
    const points = itemsOf(marks, "symbol");
    const top = points.reduce((a, b) => (Number(b["y"]) < Number(a["y"]) ? b : a));
    expect(datumOf(top)["label"]).toBe("All fields");
    const names = odds.rows.map(({ label }) => label);
    const headings = itemsOf(marks, "text").filter(({ text }) => names.includes(String(text)));
    expect(headings.length).toBeGreaterThanOrEqual(names.length);
    const levels = itemsOf(marks, "rule").filter((item) => datumOf(item)["label"] === "as before");
    expect(levels).toHaveLength(odds.rows.length);
    for (const { y } of headings)
      for (const level of levels) {
        const ends = [Number(level["y"]), Number(level["y2"])];
        expect(Number(y) < Math.min(...ends) || Number(y) > Math.max(...ends)).toBe(true);
      }
  });

  test("refuses what has no logarithm, and a row that is not there", () => {
    expect(() => dumbbell({ ...odds, rows: [...odds.rows, row("None", 0, 1)] })).toThrow(
      "0 has no place on a logarithmic scale",
    );
    expect(() => dumbbell({ ...odds, emphasised: "Gone" })).toThrow('no row "Gone"');
  });
});

describe("refuses", () => {
  const [good] = options.rows;
  test.each([
    ["no rows", { rows: [] }, "there are no rows"],
    [
      "a missing field",
      { rows: [{ label: "x", first: 1, second: 2, firstText: "1" }] },
      'row 1 has no "secondText"',
    ],
    [
      "what is no number",
      { rows: [{ ...good, second: Infinity }] },
      'the second value of "United Kingdom" is Infinity',
    ],
    [
      "bounds the wrong way round",
      { rows: [{ ...good, first: { lower: 2, upper: 1 } }] },
      "has bounds 2 and 1",
    ],
    ["two rows of one name", { rows: [good, good] }, "two rows are labelled"],
    ["an unknown colour", { first: { label: "a", colour: "red" } }, 'no colour "red"'],
    ["a reference that is none", { reference: { value: NaN, label: "x" } }, "the reference is NaN"],
  ])("%s", (_, changes, message) => {
    const make = () => dumbbell({ ...options, ...changes } as unknown as DumbbellOptions);
    expect(make).toThrow(ChartError);
    expect(make).toThrow(message);
  });
});
