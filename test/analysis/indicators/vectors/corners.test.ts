import { expect, test } from "vitest";
import * as change from "../../../../src/analysis/indicators/change.js";
import { expectClose, vector } from "../vector.js";
import { bounds, present, series } from "./series.js";

type Numbers = readonly number[];

test("29 joinpoint by grid", () => {
  const { input, expected, tolerance } = vector<
    { readonly year: Numbers; readonly y: Numbers; readonly min_obs_from_end: number },
    Record<string, unknown>
  >("29_joinpoint_grid");
  const years = series(input.y, input.year);
  const result = present(change.joinpoint(years, { fromEnd: input.min_obs_from_end }));
  expectClose(
    {
      joinpoint_index: input.year.indexOf(result.years[0] ?? NaN),
      joinpoint_year: result.years[0],
      ssr: result.ssr,
      apc: result.segments.map(({ change }) => 100 * change),
      aapc_full_range: 100 * result.value,
    },
    expected,
    tolerance,
  );
  // Permutation tests find a joinpoint too.
  const chosen = present(change.joinpointSelection(years, { seed: 1, permutations: 199 }));
  expect(chosen.number).toBeGreaterThanOrEqual(1);
});

test("43 one corner between the years", () => {
  const { input, expected, tolerance } = vector<
    { readonly y: Numbers; readonly time: Numbers },
    { readonly psi_se: number; readonly ssr: number }
  >("43_segmented_muggeo");
  const result = present(change.segmented(series(input.y, input.time)));
  expectClose(
    {
      psi: result.value,
      psi_se: result.breakpoint.standardError,
      slopes: result.slopes.map(({ value }) => value),
      apc: result.annualChange?.map((value) => 100 * value),
      ssr: result.ssr,
    },
    expected,
    tolerance,
  );
  expect(result.ssr).toBeLessThanOrEqual(expected.ssr + 1e-6);
});

test("47 Theil and Sen, Mann and Kendall", () => {
  const { input, expected, tolerance } = vector<{ readonly y: Numbers; readonly time: Numbers }, object>(
    "47_theil_sen_mann_kendall",
  );
  const years = series(input.y, input.time);
  const slope = present(change.theilSen(years));
  expectClose(
    {
      slope: slope.value,
      intercept: slope.intercept,
      ci95: bounds(slope.confidence),
      tau_b: present(change.mannKendall(years)).tau,
    },
    expected,
    tolerance,
  );
});
