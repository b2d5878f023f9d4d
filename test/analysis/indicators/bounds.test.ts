import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { absolute, monthsObserved, peak, relative } from "../../../src/analysis/indicators/change.js";
import { ratio, share } from "../../../src/analysis/indicators/counting.js";
import { AnalysisError } from "../../../src/analysis/indicators/errors.js";

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
            [relative(b, a), (x - y) / y],
            [absolute(b, a), x - y],
          ] as const) {
            expect(result.lower).toBeLessThanOrEqual(truth);
            expect(result.upper).toBeGreaterThanOrEqual(truth);
          }
        },
      ),
    );
  });

  test("exact inputs give exact results", () => {
    expect(share(1, 4)).toEqual({ value: 0.25, lower: 0.25, upper: 0.25, n: 4 });
    expect(relative(100, 80)).toMatchObject({ lower: -0.2, upper: -0.2 });
  });

  test("a share is never above one", () => {
    expect(share({ lower: 9, upper: 12 }, 10).upper).toBe(1);
  });

  test("no result is ever NaN or infinite", () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        for (const { value, lower, upper, reason } of [ratio(a, b), relative(a, b)])
          if (reason === undefined)
            for (const x of [value, lower, upper]) expect(Number.isFinite(x)).toBe(true);
          else expect([value, lower, upper]).toEqual([null, null, null]);
      }),
    );
  });
});

describe("a peak of bounded values", () => {
  const at = (year: number, lower: number, upper = lower) => ({ year, value: { lower, upper } });

  test("is uncertain where another year may reach it", () => {
    expect(peak([at(1, 5), at(2, 10, 12), at(3, 7, 9)]).certain).toBe(true);
    expect(peak([at(1, 5), at(2, 10, 12), at(3, 7, 10)]).certain).toBe(false);
  });

  test("lies between the observed years next to it", () => {
    expect(peak([at(2015, 5), at(2017, 8), at(2019, 9), at(2021, 7)]).between).toEqual([2017, 2021]);
    expect(peak([at(2015, 5), at(2017, 8)]).between).toBeNull();
  });
});

describe("impossible input", () => {
  test.each([
    ["a part above its whole", () => share(5, 4), "greater than the whole"],
    ["a negative count", () => ratio(-1, 4), "negative"],
    ["bounds the wrong way round", () => relative({ lower: 2, upper: 1 }, 1), "above the upper bound"],
    ["what is no number", () => share(NaN, 1), "not a finite number"],
    [
      "two editions in one series",
      () =>
        peak([
          { year: 2, value: 1 },
          { year: 2, value: 2 },
        ]),
      "the year 2 stands twice",
    ],
    ["a month that is none", () => monthsObserved(2020, "2021-13"), "2021-13"],
  ])("%s throws and says which", (_, work, message) => {
    expect(work).toThrow(AnalysisError);
    expect(work).toThrow(message);
  });
});

test("months between the end of a year and its count", () => {
  expect(monthsObserved(2022, "2023-04")).toBe(4);
  expect(monthsObserved(2023, "2024-08")).toBe(8);
  expect(monthsObserved(2021, "2023-04")).toBe(16);
  expect(monthsObserved(2024, "2024-08")).toBe(-4);
});
