/** What the tables give against what the sources printed and what independent implementations made of it. */
import { describe, expect, test } from "vitest";
import { affinity, decomposition, inference, pair } from "../../../src/index.js";
import { vector } from "../indicators/vector.js";
import { factsOf } from "./facts.js";
import { shipped } from "./rows.js";

interface SeriesVector {
  readonly us_international: Readonly<Record<string, number>>;
  readonly cn_international: Readonly<Record<string, number>>;
  readonly world_international: Readonly<Record<string, number>>;
}
interface YearVector {
  readonly us_cn_mid: number;
  readonly ic_mid: number;
  readonly share_us: number;
  readonly share_cn: number;
}

describe("NSF 2024, the United States and China (vector 64)", () => {
  const { input, expected, tolerance } = vector<SeriesVector, Readonly<Record<string, YearVector>>>(
    "64_nsf_us_cn_series_2003_2022",
  );
  const years = Object.entries(expected).map(([year, row]) => ({ year: Number(year), ...row }));
  const rows = pair.counts("US", "CN", shipped).filter(({ edition }) => edition === "nsf-2024");
  const inputs = ({ joint, x, y, world }: pair.PairYearCounts) => ({
    universe: "papers" as const,
    ...{ joint, x: x ?? NaN, y: y ?? NaN, total: world ?? NaN },
  });

  test("the bounds of observed over expected hold the reference value", () => {
    expect(rows.map(({ year }) => year)).toEqual(years.map(({ year }) => year));
    for (const row of rows) {
      const reference = expected[row.year]?.ic_mid ?? NaN;
      const { lower, upper } = affinity.observedToExpected(inputs(row));
      expect(lower).toBeLessThanOrEqual(reference * (1 + 1e-12));
      expect(upper).toBeGreaterThanOrEqual(reference * (1 - 1e-12));
      expect((upper ?? NaN) - (lower ?? NaN)).toBeLessThan(0.0004);
    }
  });

  test("the reference values themselves, from its midpoints", () => {
    for (const { year, us_cn_mid, ic_mid } of years) {
      const given = {
        universe: "papers" as const,
        joint: us_cn_mid,
        x: input.us_international[year] ?? NaN,
        y: input.cn_international[year] ?? NaN,
        total: input.world_international[year] ?? NaN,
      };
      expect(affinity.observedToExpected(given).value).toBeCloseTo(ic_mid, 12);
    }
    expect(tolerance).toBeLessThanOrEqual(1e-6);
  });

  test("joint papers as shares, with an interval that holds them", () => {
    for (const row of rows) {
      const wanted = expected[row.year];
      const { ofX, ofY } = pair.jointShares(row);
      for (const [share, value] of [
        [ofX, wanted?.share_us],
        [ofY, wanted?.share_cn],
      ] as const) {
        expect(share.lower).toBeLessThanOrEqual((value ?? NaN) + 1e-12);
        expect(share.upper).toBeGreaterThanOrEqual((value ?? NaN) - 1e-12);
      }
      const whole = row.x ?? NaN;
      expect(ofX.confidence).toEqual({
        lower: inference.wilson(row.joint.lower, whole).confidence?.lower,
        upper: inference.wilson(row.joint.upper, whole).confidence?.upper,
        level: 0.95,
      });
      if (row.year === 2019) expect(row.joint.lower).toBeLessThan(row.joint.upper);
    }
  });

  test.each([
    [2019, 2022, { change: -3886, world: 10417, shareX: -7466, shareY: 1637, affinity: -8474 }],
    [2015, 2022, { change: 17193, affinity: -8669 }],
  ])("what the change from %i to %i is made of", (from, to, wanted) => {
    const at = (year: number) => {
      const row = rows.find((one) => one.year === year);
      if (row === undefined || row.x === null || row.y === null || row.world === null)
        throw new Error(`no ${year}`);
      return { edition: row.edition, year, x: row.x, y: row.y, world: row.world, joint: row.joint };
    };
    const parts = decomposition.sizeAndPropensity(at(from), at(to));
    for (const [name, value] of Object.entries(wanted))
      expect(Math.round(parts[name as keyof typeof parts].value ?? NaN), name).toBe(value);
    const { world, shareX, shareY, affinity, change } = parts;
    const total = [world, shareX, shareY, affinity].reduce((sum, { value }) => sum + (value ?? NaN), 0);
    expect(total).toBeCloseTo(change.value ?? NaN, 6);
  });
});

test("the printed index of artificial intelligence (vector 66)", () => {
  const { input, expected, tolerance } = vector<
    { readonly c_xy: number; readonly c_x: number; readonly c_y: number; readonly T: number },
    { readonly ic: number }
  >("66_ic_ai_published");
  const given = {
    universe: "papers" as const,
    joint: input.c_xy,
    x: input.c_x,
    y: input.c_y,
    total: input.T,
  };
  const { value } = affinity.observedToExpected(given);
  expect(Math.abs((value ?? NaN) - expected.ic)).toBeLessThanOrEqual(tolerance);
  expect((value ?? NaN).toFixed(2)).toBe("1.08");
});

test("propensity turns in 2015 to 2017, by source and measure, the count later", () => {
  const { assessment, counts } = factsOf();
  expect(
    ["nsf-papers", "listed-fitted", "world-fitted"].map((id) => pair.courseOf(assessment, id).peak),
  ).toEqual([2015, 2016, 2017]);
  expect(pair.countHistory(counts, "nsf-2024").greatest.year).toBe(2019);
  expect(pair.countHistory(counts, "openalex-2024-08").greatest.year).toBe(2020);
});
