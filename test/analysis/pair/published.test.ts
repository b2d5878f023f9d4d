/** What the tables give against what the sources printed and what independent implementations made of it. */
import { describe, expect, test } from "vitest";
import { decomposition, inference, pair } from "../../../src/index.js";
import { vector } from "../indicators/vector.js";
import { paperTables, pointOf, seriesOf, shipped } from "./rows.js";

interface SeriesVector {
  readonly us_international: Readonly<Record<string, number>>;
  readonly cn_international: Readonly<Record<string, number>>;
  readonly world_international: Readonly<Record<string, number>>;
}
interface YearVector {
  readonly us_cn_mid: number;
  readonly ic_mid: number;
  readonly salton_mid: number;
  readonly share_us: number;
  readonly share_cn: number;
}

describe("NSF 2024, the United States and China (vector 64)", () => {
  const { input, expected, tolerance } = vector<SeriesVector, Readonly<Record<string, YearVector>>>(
    "64_nsf_us_cn_series_2003_2022",
  );
  const years = Object.entries(expected).map(([year, row]) => ({ year: Number(year), ...row }));
  const series = pair.propensity("US", "CN", shipped);

  test.each(["I12", "I10"] as const)("the bounds of %s hold the reference value", (measure) => {
    const found = seriesOf(series, measure, "nsf-2024");
    expect(found.points.map(({ year }) => year)).toEqual(years.map(({ year }) => year));
    for (const row of years) {
      const wanted = measure === "I12" ? row.ic_mid : row.salton_mid;
      const { lower, upper } = pointOf(found, row.year);
      expect(lower).toBeLessThanOrEqual(wanted * (1 + 1e-12));
      expect(upper).toBeGreaterThanOrEqual(wanted * (1 - 1e-12));
      expect((upper ?? NaN) - (lower ?? NaN)).toBeLessThan(0.0004);
    }
  });

  test("the reference values themselves, from its midpoints", () => {
    const tables = paperTables(
      years.map(({ year, us_cn_mid }) => [
        year,
        us_cn_mid,
        input.us_international[year] ?? NaN,
        input.cn_international[year] ?? NaN,
        input.world_international[year] ?? NaN,
      ]),
    );
    const again = pair.propensity("X", "Y", tables);
    for (const row of years) {
      expect(pointOf(seriesOf(again, "I12"), row.year).value).toBeCloseTo(row.ic_mid, 12);
      expect(pointOf(seriesOf(again, "I10"), row.year).value).toBeCloseTo(row.salton_mid, 12);
    }
    expect(tolerance).toBeLessThanOrEqual(1e-6);
  });

  test("joint papers as shares, with an interval that holds them", () => {
    const rows = pair.counts("US", "CN", shipped).filter(({ edition }) => edition === "nsf-2024");
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
    const rows = pair.counts("US", "CN", shipped).filter(({ edition }) => edition === "nsf-2024");
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
  const tables = paperTables([[2022, input.c_xy, input.c_x, input.c_y, input.T]]);
  const { value } = pointOf(seriesOf(pair.propensity("X", "Y", tables), "I12"), 2022);
  expect(Math.abs((value ?? NaN) - expected.ic)).toBeLessThanOrEqual(tolerance);
  expect((value ?? NaN).toFixed(2)).toBe("1.08");
});

test("the printed index of the first and last year of an edition", () => {
  const found = seriesOf(pair.propensity("CN", "US", shipped), "I12", "nsf-2024");
  expect(pointOf(found, 2003).value?.toFixed(2)).toBe("0.84");
  expect(pointOf(found, 2022).value?.toFixed(2)).toBe("1.00");
});

test("propensity turns in 2015 to 2017, by source and measure, the count later", () => {
  const series = pair.propensity("US", "CN", shipped);
  const greatest = (points: readonly { readonly year: number; readonly value: number | null }[]) =>
    points.reduce((a, b) => ((b.value ?? -1) > (a.value ?? -1) ? b : a)).year;
  expect(greatest(seriesOf(series, "I12", "nsf-2024").points)).toBe(2015);
  expect(greatest(seriesOf(series, "I12", "nsf-2022").points)).toBe(2016);
  expect(greatest(seriesOf(series, "I14", undefined, "US").points)).toBe(2017);
  expect(greatest(seriesOf(series, "I14", undefined, "CN").points)).toBe(2017);
  expect(greatest(seriesOf(series, "I16").points)).toBe(2016);
  const counts = pair.counts("US", "CN", shipped).map((row) => ({ ...row, value: row.joint.upper }));
  expect(greatest(counts.filter(({ edition }) => edition === "nsf-2024"))).toBe(2019);
  expect(greatest(counts.filter(({ source }) => source === "openalex"))).toBe(2020);
});
