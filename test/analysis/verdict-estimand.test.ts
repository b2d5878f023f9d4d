import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assess, type VerdictRule } from "../../src/analysis/verdict.js";
import { shuffled } from "./arbitraries.js";
import { all, condition, series, shipped } from "./verdict-series.js";

describe("the estimand", () => {
  test("is the ratio of geometric means, for each window, with its years", () => {
    const points = [
      [2013, 1],
      [2015, 4],
      [2017, 2],
      [2019, 2],
      [2021, 1],
      [2022, 0.5],
    ].map(([year = 0, value = 0]) => ({
      year,
      value,
      edition: "2024",
      completeness: year === 2022 ? ("unknown" as const) : 1,
    }));
    const { range } = assess(shipped, { series: [{ source: "nsf", measure: "I12", points }] });
    expect(range.readings).toMatchObject([
      {
        value: expect.closeTo(0.5, 12) as number,
        window: "with unknown",
        years: { baseline: [2013, 2015, 2017], end: [2019, 2021, 2022] },
      },
      {
        value: expect.closeTo(Math.cbrt(4) / 2, 12) as number,
        window: "without unknown",
        years: { end: [2017, 2019, 2021] },
      },
    ]);
    expect([range.min, range.max, range.n]).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0.7937, 4), 2]);
    expect(range.median).toBeCloseTo((0.5 + Math.cbrt(4) / 2) / 2, 12);
    expect(range.absent).toEqual(["openalex I14", "openalex I16"]);
  });

  test("years that are not complete do not count, years without a value neither", () => {
    const { points } = series("nsf", "I12", 0.5);
    const changed = points.map((point) =>
      point.year === 2021
        ? { ...point, completeness: 0.96 }
        : point.year === 2020
          ? { ...point, value: null }
          : point,
    );
    const { range } = assess(shipped, { series: [{ source: "nsf", measure: "I12", points: changed }] });
    expect(range.readings.map(({ years }) => years?.end)).toEqual([
      [2018, 2019, 2022],
      [2017, 2018, 2019],
    ]);
  });

  test("the order of series and points does not count", () => {
    const given = [
      ...all(0.8, 0.5).map((one) => ({ ...one, label: "x with y" })),
      ...all(0.7).map((one) => ({ ...one, label: "y with x" })),
    ];
    fc.assert(
      fc.property(shuffled(given), shuffled([...Array(14).keys()]), (other, order) => {
        const turned = other.map((one) => ({
          ...one,
          points: order.flatMap((index) => one.points[index] ?? []),
        }));
        expect(assess(shipped, { series: turned })).toEqual(assess(shipped, { series: given }));
      }),
      { numRuns: 20 },
    );
  });

  test("too few points: not testable, and it says which", () => {
    const short = shipped.estimand.series.map(({ source, measure }) => ({
      source,
      measure,
      points: series(source, measure, 0.1).points.slice(0, 1),
    }));
    const f1 = condition(assess(shipped, { series: short }), "F1");
    expect(f1?.state).toBe("not testable");
    expect(f1?.missing[0]).toEqual({
      quantity: "ratio",
      state: "not testable",
      needs: "nsf, I12, with unknown, 2013–2017: no point in the baseline",
    });
  });
});

test("on a linear scale the means are those of the values", () => {
  const linear: VerdictRule = { ...shipped, estimand: { ...shipped.estimand, scale: "linear" } };
  const [first] = assess(linear, { series: all(0.5, 0.8) }).range.readings;
  expect(first?.value).toBeCloseTo(0.6, 12);
});

test("an end that may not overlap the baseline begins after it", () => {
  const end = { points: 3, overlap: "not allowed" } as const;
  const strict: VerdictRule = { ...shipped, estimand: { ...shipped.estimand, end } };
  const points = series("nsf", "I12", 0.5).points.filter(({ year }) => year <= 2019);
  const { range } = assess(strict, { series: [{ source: "nsf", measure: "I12", points }] });
  expect(range).toMatchObject({ min: null, median: null, max: null, n: 0 });
  expect(range.readings[0]).toMatchObject({ value: null, reason: "fewer than 3 usable points at the end" });
});

test("a series of nothing has no ratio, and nothing is no number", () => {
  const nothing = all(0).map((one) => ({
    ...one,
    points: one.points.map((point) => ({ ...point, value: 0 })),
  }));
  const result = assess(shipped, { series: nothing });
  expect(result.range.readings[0]).toMatchObject({ value: null, reason: "the baseline is zero" });
  expect(JSON.stringify(assess(shipped, { series: all(0) }))).not.toMatch(/NaN|Infinity/);
  expect(assess(shipped, { series: all(0) }).range).toMatchObject({
    min: 0,
    max: expect.any(Number) as number,
  });
});
