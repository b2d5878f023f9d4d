import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BandOptions, bandWithNames } from "../../../src/authoring/charts/band-with-names.js";
import { ChartError } from "../../../src/authoring/errors.js";
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
const others = Array.from({ length: 21 }, (_, index) => path(`pair ${index}`, (index - 10) / 500));
const options: BandOptions = {
  rows: [...path("own", -0.04), ...others.flat()],
  highlighted: { key: "own", label: "US–China" },
  named: [
    { key: "pair 1", label: "Iran–US" },
    { key: "pair 2", label: "Russia–US" },
  ],
  band: { label: "90 % of pairs" },
  style: "percent",
  reference: { value: 0, label: "as in 2018" },
};
type BandRow = { readonly year: number; readonly lower: number; readonly upper: number };
const bandOf = (given: BandOptions) => {
  const { layer } = bandWithNames(given) as unknown as { layer: { data: { values: BandRow[] } }[] };
  return layer[0]?.data.values ?? [];
};

test.each([680, 340])("can be published at %i px, every line and the band named once", async (width) => {
  const words = wordsOf(await expectPublishable(bandWithNames(options), width));
  for (const name of ["US–China", "Iran–US", "Russia–US", "90 % of pairs", "as in 2018"])
    expect(words.filter((word) => word === name)).toHaveLength(1);
});

test("the stored spec", async () => {
  await expect(stored(bandWithNames(options))).toMatchFileSnapshot(
    "../../golden/charts/band-with-names.vl.json",
  );
});

test("between the ends of the band lie as many of the other paths as it says, and the highlighted is none of them", () => {
  const slope = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(fc.array(slope, { minLength: 8, maxLength: 40 }), slope, (slopes, own) => {
      const rows = slopes.flatMap((each, index) => path(`p${index}`, each));
      const { highlighted, band, style } = options;
      const given = { highlighted, band, style, rows: [...rows, ...path("own", own)] };
      for (const { year, lower, upper } of bandOf(given)) {
        const values = rows.filter((row) => row.year === year).map(({ value }) => value);
        const outside = (far: (value: number) => boolean) => values.filter(far).length / values.length;
        expect(outside((value) => value < lower - 1e-9)).toBeLessThanOrEqual(0.05 + 1 / values.length);
        expect(outside((value) => value > upper + 1e-9)).toBeLessThanOrEqual(0.05 + 1 / values.length);
        expect(lower).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(upper).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
      }
    }),
  );
});

test("labels of lines that end close together stand apart and are tied to their lines", async () => {
  const rows = [...path("own", 0.01), ...path("near", 0.0101), ...others.flat()];
  const given = { ...options, rows, named: [{ key: "near", label: "Near" }] };
  for (const width of [680, 340]) {
    const marks = await expectPublishable(bandWithNames(given), width);
    const ties = itemsOf(marks, "rule").filter((item) => "wanted" in datumOf(item));
    expect(ties.length).toBeGreaterThan(0);
    for (const tie of ties) expect(Number(tie["y"])).toBeCloseTo(Number(datumOf(tie)["wanted"]), 6);
  }
});

describe("refuses", () => {
  const four = Array.from({ length: 4 }, (_, index) => ({ key: `pair ${index}`, label: `Pair ${index}` }));
  test.each<[string, Partial<BandOptions>, RegExp]>([
    ["no path to highlight", { highlighted: { ...options.highlighted, key: "x" } }, /no rows of "x"/],
    ["a name without a path", { named: [{ key: "y", label: "Y" }] }, /no rows of "y"/],
    ["four names", { named: four }, /4 named lines; at most 3/],
    [
      "too few to compare with",
      { rows: [...path("own", 1), ...path("pair 1", 1), ...path("pair 2", 1)] },
      /2 other paths; expected 8 or more/,
    ],
    ["two values for a year", { rows: [...options.rows, ...path("own", 1)] }, /two values for own 2015/],
    [
      "a value that is none",
      { rows: [...options.rows, { path: "z", year: 2015, value: NaN, status: "complete" }] },
      /z 2015 is NaN/,
    ],
  ])("%s", (_, changed, message) => {
    expect(() => bandWithNames({ ...options, ...changed })).toThrow(ChartError);
    expect(() => bandWithNames({ ...options, ...changed })).toThrow(message);
  });
});
