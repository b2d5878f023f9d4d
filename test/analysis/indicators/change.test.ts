import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as change from "../../../src/analysis/indicators/change.js";
import { ratio, share } from "../../../src/analysis/indicators/counting.js";
import { ignoresOrder, rejects } from "./laws.js";
import { present, series } from "./series.js";

/** Years with gaps, values with ties. */
const observed: fc.Arbitrary<readonly change.Observation[]> = fc
  .uniqueArray(fc.integer({ min: 1990, max: 2024 }), { minLength: 8, maxLength: 14 })
  .chain((years) =>
    fc
      .array(fc.integer({ min: 1, max: 400 }), { minLength: years.length, maxLength: years.length })
      .map((values) => years.sort((a, b) => a - b).map((year, i) => ({ year, value: (values[i] ?? 1) / 8 }))),
  );

function middle(of: readonly change.Observation[]): number {
  const years = of.map(({ year }) => year).sort((a, b) => a - b);
  return years[Math.floor(years.length / 2)] ?? 2000;
}

type Method = (series: readonly change.Observation[]) => { readonly value: number | null };
const linear = {
  interrupted: (s) => change.interrupted(s, { from: middle(s) }),
  gap: (s) => change.gap(s, { from: middle(s), model: "random-walk" }),
} satisfies Record<string, Method>;
const methods = {
  ...linear,
  gapBand: (s) => change.gapBand(s, { from: middle(s) }),
} satisfies Record<string, Method>;

function close(got: number | null, wanted: number | null): void {
  if (got === null || wanted === null) expect(got).toBe(wanted);
  else expect(Math.abs(got - wanted)).toBeLessThanOrEqual(1e-7 * Math.max(1, Math.abs(wanted)));
}

describe("laws of change", () => {
  ignoresOrder(observed, methods, 40);

  test.each(Object.entries(linear))(
    "%s: in other units, in those units; years later, the same",
    (_, method) => {
      fc.assert(
        fc.property(observed, fc.constantFrom(0.01, 3, 1000), (s, factor) => {
          const scaled = s.map(({ year, value }) => ({ year, value: (value as number) * factor }));
          const later = s.map(({ year, value }) => ({ year: year + 100, value }));
          const wanted = method(s).value;
          close((method(scaled).value ?? NaN) / factor, wanted ?? NaN);
          close(method(later).value, wanted);
        }),
        { numRuns: 40 },
      );
    },
  );

  test("years that were not observed are skipped, not filled", () => {
    fc.assert(
      fc.property(observed, (s) => {
        const gappy = [...s, { year: 1980, value: null }, { year: 2030, value: null }];
        for (const method of Object.values(methods)) expect(method(gappy)).toEqual(method(s));
      }),
      { numRuns: 20 },
    );
  });
});

describe("years that are missing", () => {
  const line = (year: number): number =>
    100 + 7 * (year - 2000) - (year >= 2012 ? 3 * (year - 2012) + 20 : 0);
  const years = [2000, 2001, 2003, 2004, 2007, 2008, 2009, 2011, 2012, 2013, 2016, 2018, 2019, 2022];
  const noisy = years.map((year, i) => ({ year, value: line(year) + (i % 2 === 0 ? 0.01 : -0.01) }));

  test("leave an interrupted series its slopes a year, not a row", () => {
    const result = present(change.interrupted(noisy, { from: 2012 }));
    expect(result.slope.value).toBeCloseTo(7, 1);
    expect(result.levelChange.value).toBeCloseTo(-20, 1);
    expect(result.slopeChange.value).toBeCloseTo(-3, 1);
    expect(result.value).toBeCloseTo(-50, 1);
  });

  test("a random walk over gaps is one over years; Holt's method needs equal steps", () => {
    const walk = change.forecast(noisy, [2023], { model: "random-walk" });
    expect(walk.value).toBeCloseTo(line(2022) - 0.01 + (line(2022) - line(2000) - 0.02) / 22, 9);
    expect(change.forecast(noisy, [2023], { model: "holt" })).toMatchObject({ reason: "unequal_spacing" });
    expect(change.gapBand(noisy, { from: 2012 })).toMatchObject({ without: [{ model: "holt" }] });
  });
});

test("a line without errors leaves its band nowhere", () => {
  const line = Array.from({ length: 12 }, (_, i) => ({ year: 2010 + i, value: 3 * (2010 + i) }));
  const gap = change.gap(line, { from: 2016, model: "linear" });
  expect(gap).toMatchObject({ cumulative: { outside: false } });
});

test("two points before the interruption determine their line: no error, and no p of rounding", () => {
  const years = series([1.37, 2.51, 9.2, 8.1, 9.9, 7.7, 8.4]);
  const result = present(change.interrupted(years, { from: 2, errors: { lag: 2 } }));
  for (const term of [result.intercept, result.slope]) {
    expect(term).toMatchObject({ standardError: 0, statistic: null, p: null });
    expect(term.ordinary.standardError).toBeGreaterThan(0);
  }
  expect(result.levelChange.standardError).toBeGreaterThan(0.1);
});

const amounts = fc
  .tuple(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 50 }))
  .map(([lower, width]) => ({ lower, upper: lower + width }));
const positive = amounts.filter(({ lower }) => lower > 0);
const within = ({ lower, upper }: { lower: number; upper: number }) => fc.integer({ min: lower, max: upper });

describe("bounds travel", () => {
  test("whatever the true values are, the result holds them", () => {
    fc.assert(
      fc.property(
        fc
          .tuple(amounts, positive)
          .chain(([a, b]) => fc.tuple(fc.constant(a), fc.constant(b), within(a), within(b))),
        ([a, b, x, y]) => {
          for (const [result, truth] of [
            [ratio(a, b), x / y],
            [change.relative(b, a), (x - y) / y],
            [change.absolute(b, a), x - y],
          ] as const) {
            expect(result.lower).toBeLessThanOrEqual(truth);
            expect(result.upper).toBeGreaterThanOrEqual(truth);
          }
        },
      ),
    );
  });

  test("exact inputs give exact results, a share never more than one", () => {
    expect(share(1, 4)).toEqual({ value: 0.25, lower: 0.25, upper: 0.25, n: 4 });
    expect(share({ lower: 9, upper: 12 }, 10).upper).toBe(1);
    expect(share(0, 0)).toMatchObject({ value: null, reason: "zero_denominator" });
    expect(change.relative(100, 80)).toMatchObject({ lower: -0.2, upper: -0.2 });
  });
});

describe("a peak of bounded values", () => {
  const at = (year: number, lower: number, upper = lower) => ({ year, value: { lower, upper } });

  test("is uncertain where another year may reach it", () => {
    expect(change.peak([at(1, 5), at(2, 10, 12), at(3, 7, 9)]).certain).toBe(true);
    expect(change.peak([at(1, 5), at(2, 10, 12), at(3, 7, 10)]).certain).toBe(false);
  });

  test("lies between the observed years next to it", () => {
    expect(change.peak([at(2015, 5), at(2017, 8), at(2019, 9), at(2021, 7)]).between).toEqual([2017, 2021]);
    expect(change.peak([at(2015, 5), at(2017, 8)]).between).toBeNull();
  });
});

test("months between the end of a year and its count", () => {
  expect(change.monthsObserved(2022, "2023-04")).toBe(4);
  expect(change.monthsObserved(2023, "2024-08")).toBe(8);
  expect(change.monthsObserved(2021, "2023-04")).toBe(16);
  expect(change.monthsObserved(2024, "2024-08")).toBe(-4);
});

rejects([
  ["a part above its whole", () => share(5, 4), "greater than the whole"],
  ["a negative count", () => ratio(-1, 4), "negative"],
  ["bounds the wrong way round", () => change.relative({ lower: 2, upper: 1 }, 1), "above the upper bound"],
  ["what is no number", () => share(NaN, 1), "not a finite number"],
  ["two editions in one series", () => change.peak(series([1, 2], [2, 2])), "the year 2 stands twice"],
  ["a month that is none", () => change.monthsObserved(2020, "2021-13"), "2021-13"],
  [
    "a forecast of no year",
    () => change.forecast(series([1, 2, 4, 5]), [1e308], { model: "holt" }),
    "must follow the series",
  ],
  [
    "a year that is none",
    () => change.gapBand(series([1, 2, 4], [1, 2, 1e308]), { from: 2 }),
    "expected a year, got 1e+308",
  ],
]);
