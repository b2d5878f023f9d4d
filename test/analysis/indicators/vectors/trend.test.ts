import { expect, test } from "vitest";
import * as change from "../../../../src/analysis/indicators/change.js";
import { expectClose, vector } from "../vector.js";
import { autoregressiveFit, present, series as dated } from "./series.js";

interface Input {
  readonly y: readonly number[];
  readonly time: readonly number[];
  readonly break_index: number;
}
type Numbers = readonly number[];

const series = ({ y, time }: Pick<Input, "y" | "time">) => dated(y, time);

function terms(result: change.Interrupted): readonly change.LineCoefficient[] {
  return [result.intercept, result.slope, result.levelChange, result.slopeChange];
}

function errors(input: Input, errors: change.ErrorModel): Numbers {
  const result = present(change.interrupted(series(input), { from: input.break_index, errors }));
  return terms(result).map(({ standardError }) => standardError);
}

test("21 interrupted series", () => {
  const { input, expected, tolerance } = vector<Input, Record<string, unknown>>(
    "21_its_segmented_newey_west",
  );
  const result = present(change.interrupted(series(input), { from: input.break_index }));
  const neweyWest = Object.fromEntries(
    [0, 1, 2, 3].flatMap((lag) => [
      [`lag${lag}_nocorr`, errors(input, { kind: "newey-west", lag, smallSample: "none" })],
      [`lag${lag}_corr`, errors(input, { kind: "newey-west", lag })],
    ]),
  );
  expectClose(
    {
      coef: terms(result).map(({ value }) => value),
      se_ols: terms(result).map(({ ordinary }) => ordinary.standardError),
      t_ols: terms(result).map(({ ordinary }) => ordinary.statistic),
      p_ols: terms(result).map(({ ordinary }) => ordinary.p),
      rss: result.rss,
      sigma2: result.residualStandardError ** 2,
      r2: result.rSquared,
      df_resid: result.degreesOfFreedom,
      durbin_watson: result.durbinWatson,
      se_newey_west: neweyWest,
      level_change_at_last_point: result.value,
    },
    expected,
    tolerance,
  );
});

test("22 alternating errors: Newey and West's standard errors are smaller", () => {
  const { input, expected, tolerance } = vector<Input, Record<string, unknown>>(
    "22_newey_west_negative_autocorrelation",
  );
  const fit = (lag: number) =>
    present(change.trend(series(input), { errors: { kind: "newey-west", lag, smallSample: "none" } }));
  const result = fit(1);
  const standard = ({ intercept, slope }: change.Trend) => [intercept.standardError, slope.standardError];
  expectClose(
    {
      coef: [result.intercept.value, result.slope.value],
      se_ols: [result.intercept.ordinary.standardError, result.slope.ordinary.standardError],
      durbin_watson: result.durbinWatson,
      acf1: result.autocorrelation,
      se_nw_lag1: standard(result),
      se_nw_lag2: standard(fit(2)),
    },
    expected,
    tolerance,
  );
});

test("42 sandwich", () => {
  interface Wanted extends Readonly<Record<string, unknown>> {
    readonly newey_west: readonly { readonly lag: number }[];
    readonly lag_rule_4_T_100_2_9: number;
    readonly auto_lag_floor: number;
  }
  const { input, expected, tolerance } = vector<Input, Wanted>("42_newey_west_sandwich");
  const from = input.break_index;
  const result = present(change.interrupted(series(input), { from }));
  const automatic = present(
    change.interrupted(series(input), { from, errors: { kind: "newey-west", lag: "automatic" } }),
  );
  const test = change.ljungBox(
    result.residuals.map(({ value }) => value),
    2,
  );
  expectClose(
    {
      coef: terms(result).map(({ value }) => value),
      newey_west: expected.newey_west.map(({ lag }) => ({
        lag,
        adjust_false: errors(input, { kind: "newey-west", lag, smallSample: "none" }),
        adjust_true: errors(input, { kind: "newey-west", lag }),
      })),
      hc0: errors(input, { kind: "hc0" }),
      hc1: errors(input, { kind: "hc1" }),
      hc3: errors(input, { kind: "hc3" }),
      auto_lag_floor: automatic.lag,
      lag_rule_4_T_100_2_9: result.lag,
      dw: result.durbinWatson,
      ljung_box_lag2: { stat: present(test).value, p: present(test).p },
    },
    expected,
    tolerance,
  );
});

test("59 errors that depend on the year before", () => {
  const { input, expected, tolerance } = vector<Input, Record<string, unknown>>("59_its_ar1_ml");
  expectClose(autoregressiveFit(series(input), input.break_index), expected, tolerance);
});

test("28 annual percentage change", () => {
  const { input, expected, tolerance } = vector<
    { readonly year: Numbers; readonly y: Numbers },
    { readonly apc_percent: number; readonly ci95: Numbers; readonly cagr_percent: number }
  >("28_apc_loglinear");
  const years = series({ y: input.y, time: input.year });
  const result = present(change.annualChange(years));
  const growth = present(change.compoundGrowth(years));
  const percent = (value: number): number => 100 * value;
  expectClose(
    {
      apc_percent: percent(result.value),
      ci95: [result.confidence?.lower ?? NaN, result.confidence?.upper ?? NaN].map(percent),
      cagr_percent: percent(growth.value),
    },
    { apc_percent: expected.apc_percent, ci95: expected.ci95, cagr_percent: expected.cagr_percent },
    tolerance,
  );
  expect(() => change.annualChange([{ year: 2003, value: 0 }, ...years.slice(1)])).toThrow(
    "the value of 2003 is 0, which has no logarithm",
  );
  expect(change.annualChange(years.slice(0, 1))).toMatchObject({ value: null, reason: "insufficient_data" });
});
