import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ChartError } from "../../../src/authoring/errors.js";
import { missingPapers, type MissingOptions } from "../../../src/authoring/charts/missing-papers.js";
import { expectPublishable, itemsOf, stored } from "./published.js";
import { wordsOf } from "./words.js";

const row = (year: number, actual: number, expected: number) => ({
  year,
  actual,
  expected,
  status: year === 2022 ? ("incomplete" as const) : ("complete" as const),
});
const options: MissingOptions = {
  rows: [
    row(2013, 29, 28),
    row(2015, 39, 39),
    row(2017, 50, 49),
    row(2019, 62, 64),
    row(2021, 60, 66),
    row(2022, 58, 70),
  ],
  actual: { label: "Joint papers" },
  expected: { label: "At the propensity of 2015" },
  missing: { label: "Missing: 12" },
  style: "count",
  spans: [{ from: 2013, to: 2017, label: "baseline" }],
};
type AreaRow = { readonly year: number; readonly floor: number; readonly ceiling: number };
const areaOf = (given: MissingOptions) => {
  const { layer } = missingPapers(given) as unknown as {
    layer: { mark?: { type: string }; data?: { values: AreaRow[] } }[];
  };
  return layer.find(({ mark }) => mark?.type === "area")?.data?.values ?? [];
};

test.each([680, 340])("can be published at %i px, lines and area named", async (width) => {
  const words = wordsOf(await expectPublishable(missingPapers(options), width)).join(" ");
  for (const part of ["Joint papers", "At the", "2015", "Missing: 12", "baseline"])
    expect(words).toContain(part);
});

test("the stored spec", async () => {
  await expect(stored(missingPapers(options))).toMatchFileSnapshot(
    "../../golden/charts/missing-papers.vl.json",
  );
});

test("the area lies between the lines where something is missing, and nowhere else", () => {
  const size = fc.integer({ min: 0, max: 1_000_000 });
  fc.assert(
    fc.property(fc.array(fc.tuple(size, size), { minLength: 2, maxLength: 9 }), (values) => {
      const rows = values.map(([actual, expected], index) => row(2000 + index, actual, expected));
      const area = areaOf({ ...options, rows });
      for (const { actual, expected, year } of rows) {
        const own = area.find((each) => each.year === year);
        expect((own?.ceiling ?? NaN) - (own?.floor ?? NaN)).toBe(Math.max(0, expected - actual));
      }
      for (const { floor, ceiling } of area) expect(ceiling).toBeGreaterThanOrEqual(floor);
      expect(area.map(({ year }) => year)).toEqual(area.map(({ year }) => year).toSorted((a, b) => a - b));
    }),
  );
});

test("the texts stand in the order of what they name, also where more was counted than expected", async () => {
  const above = { ...options, rows: [row(2015, 30, 30), row(2019, 60, 50)] };
  for (const [given, order] of [
    [options, ["At the", "Missing: 12", "Joint papers"]],
    [above, ["Joint papers", "Missing: 12", "At the"]],
  ] as const) {
    const items = itemsOf(await expectPublishable(missingPapers(given), 680), "text");
    const at = order.map((start) => Number(items.find(({ text }) => String(text).startsWith(start))?.["y"]));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  }
});

describe("refuses", () => {
  test.each([
    ["no rows", { rows: [] }, "there are no rows"],
    ["one year", { rows: [row(2015, 1, 1)] }, "a line needs at least two years"],
    ["a year twice", { rows: [row(2015, 1, 1), row(2015, 2, 1)] }, "two rows for 2015"],
    ["a value that is none", { rows: [row(2015, 1, NaN), row(2016, 1, 1)] }, "expected of 2015 is NaN"],
    ["a missing field", { rows: [{ year: 2015, actual: 1, status: "complete" }] }, 'has no "expected"'],
    ["an unknown colour", { actual: { label: "x", colour: "red" } }, 'no colour "red"'],
  ])("%s", (_, changed, message) => {
    const make = () => missingPapers({ ...options, ...changed } as MissingOptions);
    expect(make).toThrow(ChartError);
    expect(make).toThrow(message);
  });
});
