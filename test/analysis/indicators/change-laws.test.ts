import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as change from "../../../src/analysis/indicators/change.js";
import { AnalysisError } from "../../../src/analysis/indicators/errors.js";
import { shuffled } from "./arbitraries.js";

/** Years with gaps, values with ties. */
const series = (least: number, most = 14): fc.Arbitrary<readonly change.Observation[]> =>
  fc
    .uniqueArray(fc.integer({ min: 1990, max: 2024 }), { minLength: least, maxLength: most })
    .chain((years) =>
      fc
        .array(fc.integer({ min: 1, max: 400 }), { minLength: years.length, maxLength: years.length })
        .map((values) =>
          years.sort((a, b) => a - b).map((year, i) => ({ year, value: (values[i] ?? 1) / 8 })),
        ),
    );

const methods: Readonly<
  Record<string, (series: readonly change.Observation[]) => { readonly value: number | null }>
> = {
  trend: (s) => change.trend(s),
  annualChange: (s) => change.annualChange(s),
  interrupted: (s) => change.interrupted(s, { from: middle(s) }),
  chow: (s) => change.chow(s, { from: middle(s) }),
  supF: (s) => change.supF(s),
  baiPerron: (s) => change.baiPerron(s),
  pelt: (s) => change.pelt(s),
  joinpoint: (s) => change.joinpoint(s),
  segmented: (s) => change.segmented(s),
  theilSen: (s) => change.theilSen(s),
  mannKendall: (s) => change.mannKendall(s),
  gap: (s) => change.gap(s, { from: middle(s), model: "random-walk" }),
  gapBand: (s) => change.gapBand(s, { from: middle(s) }),
};

function middle(of: readonly change.Observation[]): number {
  const years = of.map(({ year }) => year).sort((a, b) => a - b);
  return years[Math.floor(years.length / 2)] ?? 2000;
}

function close(got: number | null, wanted: number | null): void {
  if (got === null || wanted === null) expect(got).toBe(wanted);
  else expect(Math.abs(got - wanted)).toBeLessThanOrEqual(1e-7 * Math.max(1, Math.abs(wanted)));
}

describe("laws of change", () => {
  test.each(Object.keys(methods))("%s: the order of rows does not count", (name) => {
    const method = methods[name] ?? change.peak;
    fc.assert(
      fc.property(
        series(8).chain((s) => fc.tuple(fc.constant(s), shuffled(s))),
        ([ordered, mixed]) => {
          expect(method(mixed)).toEqual(method(ordered));
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each(["trend", "interrupted", "theilSen", "gap"])("%s: in other units, in those units", (name) => {
    const method = methods[name] ?? change.peak;
    fc.assert(
      fc.property(series(8), fc.constantFrom(0.01, 3, 1000), (s, factor) => {
        const scaled = s.map(({ year, value }) => ({ year, value: (value as number) * factor }));
        const wanted = method(s).value;
        close((method(scaled).value ?? NaN) / factor, wanted ?? NaN);
      }),
      { numRuns: 40 },
    );
  });

  test.each(["annualChange", "chow", "supF", "baiPerron", "pelt", "joinpoint", "mannKendall"])(
    "%s: other units change nothing",
    (name) => {
      const method = methods[name] ?? change.peak;
      fc.assert(
        fc.property(series(8), fc.constantFrom(0.25, 4, 1024), (s, factor) => {
          const scaled = s.map(({ year, value }) => ({ year, value: (value as number) * factor }));
          close(method(scaled).value, method(s).value);
        }),
        { numRuns: 40 },
      );
    },
  );

  test("a year moved by 100 moves what is a year, and nothing else", () => {
    fc.assert(
      fc.property(series(9), (s) => {
        const later = s.map(({ year, value }) => ({ year: year + 100, value }));
        for (const name of ["trend", "interrupted", "supF", "baiPerron", "theilSen", "gap", "joinpoint"])
          close(methods[name]?.(later).value ?? null, methods[name]?.(s).value ?? null);
      }),
      { numRuns: 40 },
    );
  });

  test("years that were not observed are skipped, not filled", () => {
    fc.assert(
      fc.property(series(8), (s) => {
        const gappy = [...s, { year: 1980, value: null }, { year: 2030, value: null }];
        for (const method of Object.values(methods)) expect(method(gappy)).toEqual(method(s));
      }),
      { numRuns: 20 },
    );
  });
});

describe("PELT", () => {
  const cost = (values: readonly number[]): number => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    return values.reduce((total, value) => total + (value - mean) ** 2, 0);
  };

  test("finds what trying all partitions finds", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 9 }),
        fc.constantFrom(0.5, 3, 20),
        fc.constantFrom(1, 2, 3),
        (values, penalty, minSegment) => {
          const n = values.length;
          fc.pre(n >= minSegment);
          let best = Infinity;
          for (let mask = 0; mask < 2 ** (n - 1); mask++) {
            const parts: number[][] = [[]];
            for (const [i, value] of values.entries()) {
              parts.at(-1)?.push(value);
              if (i < n - 1 && (mask >> i) & 1) parts.push([]);
            }
            if (parts.some((part) => part.length < minSegment)) continue;
            best = Math.min(
              best,
              parts.reduce((total, part) => total + cost(part), 0) + penalty * (parts.length - 1),
            );
          }
          const result = change.pelt(
            values.map((value, year) => ({ year, value })),
            { penalty, minSegment },
          );
          if (result.value === null) throw new Error("no result");
          expect(result.cost).toBeCloseTo(best, 9);
        },
      ),
      { numRuns: 200 },
    );
  });

  const of = (values: readonly number[], penalty?: number) =>
    change.pelt(
      values.map((value, i) => ({ year: 2000 + i, value })),
      penalty === undefined ? {} : { penalty },
    );
  test("a constant series has no shift", () => {
    expect(of([0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 0).value).toBe(0);
    expect(of([3, 3, 3, 3]).value).toBe(0);
  });
  test("an outlier is a regime of its own, if cheap enough", () => {
    expect(of([1, 1, 1, 9, 1, 1, 1], 5)).toMatchObject({
      value: 2,
      breaks: [
        { lastYear: 2002, firstYear: 2003 },
        { lastYear: 2003, firstYear: 2004 },
      ],
    });
  });
  test("a trend becomes a staircase, its residuals do not", () => {
    const trend = Array.from({ length: 12 }, (_, i) => ({ year: 2000 + i, value: 10 * i + (i % 2) }));
    expect(change.pelt(trend, { penalty: 5 }).value).toBeGreaterThan(3);
    expect(change.pelt(change.detrended(trend), { penalty: 5 }).value).toBe(0);
  });
});

describe("years that are missing", () => {
  const line = (year: number): number =>
    100 + 7 * (year - 2000) - (year >= 2012 ? 3 * (year - 2012) + 20 : 0);
  const years = [2000, 2001, 2003, 2004, 2007, 2008, 2009, 2011, 2012, 2013, 2016, 2018, 2019, 2022];
  const noisy = years.map((year, i) => ({ year, value: line(year) + (i % 2 === 0 ? 0.01 : -0.01) }));

  test("leave an interrupted series its slopes a year, not a row", () => {
    const result = change.interrupted(noisy, { from: 2012 });
    if (result.value === null) throw new Error("no value");
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

describe("series without errors", () => {
  const of = (value: (year: number) => number) =>
    Array.from({ length: 12 }, (_, i) => ({ year: 2010 + i, value: value(2010 + i) }));
  const constant = of(() => 5);
  const line = of((year) => 3 * year);
  const bent = of((year) => (year < 2016 ? year : 4000 - 2 * year));

  test("a trend without errors has no p; there is no break to test", () => {
    expect(change.trend(constant)).toMatchObject({ value: 0, slope: { standardError: 0, p: null } });
    for (const series of [constant, line]) {
      expect(change.supF(series)).toMatchObject({ value: null, reason: "no_variation" });
      expect(change.chow(series, { from: 2015 })).toMatchObject({ reason: "no_variation" });
      expect(change.baiPerron(series).value).toBe(0);
      expect(change.segmented(series, { scale: "level" })).toMatchObject({ reason: "no_variation" });
    }
    expect(change.mannKendall(constant)).toMatchObject({ reason: "no_variation" });
    expect(change.gap(line, { from: 2016, model: "linear" })).toMatchObject({
      cumulative: { outside: false },
    });
  });

  test("two lines are found, and have no F", () => {
    expect(change.supF(bent)).toMatchObject({ reason: "perfect_fit" });
    expect(change.chow(bent, { from: 2016 })).toMatchObject({ reason: "perfect_fit" });
    expect(change.baiPerron(bent)).toMatchObject({ value: 1, breaks: [{ lastYear: 2015, interval: null }] });
    expect(change.interruptedAutoregressive(bent, { from: 2016 })).toMatchObject({ reason: "perfect_fit" });
  });
});

test("joinpoint selection: the same seed, the same result; no joinpoint in a straight series", () => {
  const wavy = Array.from({ length: 16 }, (_, i) => ({
    year: 2000 + i,
    value: Math.exp(0.05 * i + ([0.02, -0.01, 0.015, -0.02][i % 4] ?? 0)),
  }));
  const of = (seed: number) => change.joinpointSelection(wavy, { seed, permutations: 99 });
  expect(of(1)).toEqual(of(1));
  expect(of(1)).toMatchObject({
    number: 0,
    tests: [
      { fewer: 0, more: 2, alpha: 0.025 },
      { fewer: 0, more: 1 },
    ],
  });
});

describe("completeness", () => {
  const counts = [
    [2018, 1, 90],
    [2018, 2, 99],
    [2018, 3, 100],
    [2019, 1, 180],
    [2019, 2, 198],
    [2020, 1, 100],
  ].map(([year = 0, age = 0, count = 0]) => ({ year, age, count }));

  test("by the chain ladder", () => {
    const result = change.completeness(counts);
    if (result.value === null) throw new Error("no value");
    const last = (198 + 99) / (180 + 90);
    expect(result.steps.map(({ factor }) => factor)).toEqual([last, 100 / 99]);
    expect(result.value).toBeCloseTo(1 / (last * (100 / 99)), 12);
    expect(result.years).toMatchObject([
      { year: 2018, completeness: 1, usable: true },
      { year: 2019, usable: true },
      { year: 2020, usable: false },
    ]);
    expect(result.years[2]?.expected).toBeCloseTo((100 * last * 100) / 99, 9);
  });

  test("does not know what no edition shows, and throws on two counts of one age", () => {
    expect(
      change.completeness([
        { year: 2018, age: 3, count: 5 },
        { year: 2020, age: 1, count: 4 },
      ]),
    ).toMatchObject({
      value: null,
      reason: "insufficient_data",
    });
    expect(() => change.completeness([...counts, { year: 2020, age: 1, count: 3 }])).toThrow(AnalysisError);
  });
});
