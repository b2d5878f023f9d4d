import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as change from "../../../src/briefing/authoring/measures/change.js";
import { monthsObserved } from "../../../src/collaboration/indicators/months-observed.js";
import { ratio, share } from "../../../src/collaboration/indicators/counting.js";
import { rejects } from "./laws.js";
import { mapEntries, reproduces, vector } from "./vector.js";

/** Values with their times; by default 0, 1, 2 … */
function series(
  values: readonly (number | null)[],
  times?: readonly number[],
): readonly change.Observation[] {
  return values.map((value, index) => ({ year: times?.[index] ?? index, value }));
}

const amounts = fc
  .tuple(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 50 }))
  .map(([lower, width]) => ({ lower, upper: lower + width }));
const positive = amounts.filter(({ lower }) => lower > 0);
const within = ({ lower, upper }: { lower: number; upper: number }) => fc.integer({ min: lower, max: upper });

describe("bounds travel", () => {
  test("the result covers the true values", () => {
    fc.assert(
      fc.property(
        fc
          .tuple(amounts, positive)
          .chain(([a, b]) => fc.tuple(fc.constant(a), fc.constant(b), within(a), within(b))),
        ([a, b, x, y]) => {
          for (const [result, truth] of [
            [ratio(a, b), x / y],
            [change.relative(b, a), (x - y) / y],
          ] as const) {
            expect(result.lower).toBeLessThanOrEqual(truth);
            expect(result.upper).toBeGreaterThanOrEqual(truth);
          }
        },
      ),
    );
  });

  test("exact inputs give exact results, and shares never exceed one", () => {
    expect(share(1, 4)).toEqual({ value: 0.25, lower: 0.25, upper: 0.25, n: 4 });
    expect(share({ lower: 9, upper: 12 }, 10).upper).toBe(1);
    expect(share(0, 0)).toMatchObject({ value: null, reason: "zero_denominator" });
    expect(change.relative(100, 80)).toMatchObject({ lower: -0.2, upper: -0.2 });
  });
});

test("months between the end of a year and its count", () => {
  expect(monthsObserved(2022, "2023-04")).toBe(4);
  expect(monthsObserved(2023, "2024-08")).toBe(8);
  expect(monthsObserved(2021, "2023-04")).toBe(16);
  expect(monthsObserved(2024, "2024-08")).toBe(-4);
});

/** The vector's words for why there is no peak. */
const noPeak = {
  no_peak_yet: "no peak observed yet",
  peak_not_inside_window: "peak not inside the window",
  insufficient_data: "insufficient data",
  no_peak: "no peak",
};
interface PeakCases {
  readonly cases: Readonly<Record<string, readonly (number | null)[]>>;
}
reproduces("25_peak_detection", ({ cases }: PeakCases) =>
  mapEntries(cases, (values) => {
    const { year, reason } = change.peak(series(values));
    return {
      global_max_first: year,
      ...(reason !== undefined && { verdict: noPeak[reason as keyof typeof noPeak] }),
    };
  }),
);

const single = vector<{ readonly series: readonly (readonly [number, number])[] }, object>(
  "50_single_year_and_empty",
).input.series.map(([year, value]) => ({ year, value }));
test.each([
  ["50 a single year", single],
  ["no year", []],
])("%s has no peak", (_, given: readonly change.Observation[]) => {
  expect(change.peak(given)).toMatchObject({ value: null, reason: "insufficient_data" });
});

rejects([
  ["a part above its whole", () => share(5, 4), "greater than the whole"],
  ["a negative count", () => ratio(-1, 4), "negative"],
  ["bounds in the wrong order", () => change.relative({ lower: 2, upper: 1 }, 1), "above the upper bound"],
  ["a value that is not a number", () => share(NaN, 1), "not a finite number"],
  ["two editions in one series", () => change.peak(series([1, 2], [2, 2])), "the year 2 stands twice"],
  ["an invalid month", () => monthsObserved(2020, "2021-13"), "2021-13"],
]);
