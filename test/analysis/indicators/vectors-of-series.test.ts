/** Indicators of series against reference values of independent implementations. */
import { describe, expect, test } from "vitest";
import * as change from "../../../src/analysis/indicators/change.js";
import * as inference from "../../../src/analysis/indicators/inference.js";
import { present, series } from "./series.js";
import { mapEntries, reproduces, vector } from "./vector.js";

type Numbers = readonly number[];

interface Interruption {
  readonly y: Numbers;
  readonly time: Numbers;
  readonly break_index: number;
}
const fitted = ({ y, time, break_index: from }: Interruption, errors?: change.NeweyWest) =>
  present(change.interrupted(series(y, time), { from, ...(errors !== undefined && { errors }) }));
const terms = (result: change.Interrupted): readonly change.LineCoefficient[] => [
  ...[result.intercept, result.slope, result.levelChange, result.slopeChange],
];
const standardErrors = (input: Interruption, errors: change.NeweyWest): Numbers =>
  terms(fitted(input, errors)).map(({ standardError }) => standardError);

reproduces("21_its_segmented_newey_west", (input: Interruption) => {
  const result = fitted(input);
  return {
    coef: terms(result).map(({ value }) => value),
    se_ols: terms(result).map(({ ordinary }) => ordinary.standardError),
    t_ols: terms(result).map(({ ordinary }) => ordinary.statistic),
    p_ols: terms(result).map(({ ordinary }) => ordinary.p),
    rss: result.rss,
    sigma2: result.residualStandardError ** 2,
    r2: result.rSquared,
    df_resid: result.degreesOfFreedom,
    durbin_watson: result.durbinWatson,
    se_newey_west: Object.fromEntries(
      [0, 1, 2, 3].flatMap((lag) => [
        [`lag${lag}_nocorr`, standardErrors(input, { lag, smallSample: "none" })],
        [`lag${lag}_corr`, standardErrors(input, { lag })],
      ]),
    ),
    level_change_at_last_point: result.value,
  };
});

reproduces("42_newey_west_sandwich", (input: Interruption) => {
  const result = fitted(input);
  const residuals = result.residuals.map(({ value }) => value);
  const autocorrelated = present(change.ljungBox(residuals, 2));
  const { expected } = vector<Interruption, { readonly newey_west: readonly { readonly lag: number }[] }>(
    "42_newey_west_sandwich",
  );
  return {
    coef: terms(result).map(({ value }) => value),
    newey_west: expected.newey_west.map(({ lag }) => ({
      lag,
      adjust_false: standardErrors(input, { lag, smallSample: "none" }),
      adjust_true: standardErrors(input, { lag }),
    })),
    lag_rule_4_T_100_2_9: result.lag,
    dw: result.durbinWatson,
    ljung_box_lag2: { stat: autocorrelated.value, p: autocorrelated.p },
  };
});

interface Yearly {
  readonly year: Numbers;
  readonly y: Numbers;
  readonly from_: number;
}
reproduces("interrupted-missing-years", ({ y, year, from_: from }: Yearly) => {
  const result = fitted({ y, time: year, break_index: from });
  return {
    coef: terms(result).map(({ value }) => value),
    se: terms(result).map(({ standardError }) => standardError),
    p: terms(result).map(({ p }) => p),
    lower: terms(result).map(({ confidence }) => confidence.lower),
    upper: terms(result).map(({ confidence }) => confidence.upper),
    ols_se: terms(result).map(({ ordinary }) => ordinary.standardError),
    rss: result.rss,
    lag: result.lag,
    effect: result.value,
    effect_se: result.effect.standardError,
  };
});

const verdicts = {
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
    const { year, lastYear, localYears, reason } = change.peak(series(values));
    return {
      local_peaks: localYears,
      global_max_first: year,
      global_max_last: lastYear,
      peak_is_last_point: lastYear === values.length - 1,
      ...(reason !== undefined && { verdict: verdicts[reason as keyof typeof verdicts] }),
    };
  }),
);

interface Trained {
  readonly y: Numbers;
  readonly train_until_index_exclusive: number;
  readonly alpha: number;
}
reproduces("26_counterfactual_gap", ({ y, train_until_index_exclusive: from, alpha }: Trained) => {
  const of = (model: change.ForecastModel) =>
    present(change.gap(series(y), { from, model, level: 1 - alpha }));
  const [linear, log] = [of("linear"), of("log-linear")];
  const predicted = (gap: change.Gap) => ({
    pi_lower: gap.years.map(({ prediction }) => prediction.lower),
    pi_upper: gap.years.map(({ prediction }) => prediction.upper),
  });
  return {
    linear: {
      ...predicted(linear),
      mean: linear.years.map(({ value }) => value),
      ci_lower: linear.years.map(({ line }) => line?.lower),
      ci_upper: linear.years.map(({ line }) => line?.upper),
      gap: linear.years.map(({ gap }) => gap),
      outside_pi: linear.years.map(({ outside }) => outside),
      cumulative_gap: linear.cumulative.value,
    },
    loglinear: {
      ...predicted(log),
      median: log.years.map(({ value }) => value),
      relative_gap: log.years.map(({ relative }) => relative),
    },
  };
});

reproduces("cumulative-gap", ({ y, year, from_: from }: Yearly) => {
  const of = (model: change.ForecastModel) => {
    const { value, lower, upper, standardError } = present(
      change.gap(series(y, year), { from, model }),
    ).cumulative;
    return { value, lower, upper, se: standardError };
  };
  return { linear: of("linear"), loglinear: of("log-linear") };
});

reproduces("53_forecast_holt_rw_drift", ({ y, h }: { readonly y: Numbers; readonly h: number }) => {
  const years = Array.from({ length: h }, (_, step) => y.length + step);
  const walk = present(change.forecast(series(y), years, { model: "random-walk" }));
  const holt = change.forecast(series(y), years, { model: "holt", holt: { alpha: 0.6, beta: 0.2 } });
  return {
    holt_mean: present(holt).years.map(({ value }) => value),
    rwdrift_mean: walk.years.map(({ value }) => value),
    rwdrift_lo95: walk.years.map(({ prediction }) => prediction.lower),
    rwdrift_hi95: walk.years.map(({ prediction }) => prediction.upper),
  };
});

reproduces("54_predict_interval_R", (input: { readonly y: Numbers; readonly new_t: Numbers }) => {
  const { years } = present(change.forecast(series(input.y), input.new_t, { model: "linear" }));
  return {
    fit: years.map(({ value }) => value),
    lwr: years.map(({ prediction }) => prediction.lower),
    upr: years.map(({ prediction }) => prediction.upper),
  };
});

interface Panel {
  readonly pre: readonly Readonly<Record<string, number>>[];
  readonly post: readonly Readonly<Record<string, number>>[];
  readonly treated: string;
  readonly donors: readonly string[];
}
reproduces("31_synthetic_control_weights", ({ pre, post, treated, donors }: Panel) => {
  const rows = [...pre, ...post].flatMap((row, year) =>
    Object.entries(row).map(([unit, value]) => ({ unit, year, value })),
  );
  const options = { treated, controls: donors, from: pre.length };
  const result = present(inference.syntheticControl(rows, options));
  return {
    weights: result.weights.map(({ weight }) => weight),
    pre_rmspe: result.preRmspe,
    gap_post: result.years.slice(pre.length).map(({ gap }) => gap),
    post_pre_rmspe_ratio: result.ratio,
  };
});

interface Programme {
  readonly Z_pre_rows_time_cols_donor: readonly Numbers[];
  readonly z_treated_pre: Numbers;
}
reproduces("45_synthetic_control_quadprog", (input: Programme) => {
  const years = input.z_treated_pre.length;
  const before = input.Z_pre_rows_time_cols_donor.flatMap((row, year) => [
    { unit: "treated", year, value: input.z_treated_pre[year] ?? NaN },
    ...row.map((value, donor) => ({ unit: `donor ${donor}`, year, value })),
  ]);
  const after = ["treated", "donor 0", "donor 1", "donor 2"].map((unit) => ({ unit, year: years, value: 1 }));
  const options = { treated: "treated", from: years };
  const result = present(inference.syntheticControl([...before, ...after], options));
  return { weights: result.weights.map(({ weight }) => weight), ssr: years * result.preRmspe ** 2 };
});

const { input } = vector<{ readonly series: readonly (readonly [number, number])[] }, object>(
  "50_single_year_and_empty",
);
describe.each([
  ["50 a single year", input.series.map(([year, value]) => ({ year, value }))],
  ["no year", []],
])("%s has no", (_, given: readonly change.Observation[]) => {
  test.each([
    ["interrupted series", () => change.interrupted(given, { from: 2021 })],
    ["forecast", () => change.forecast(given, [2025], { model: "linear" })],
    ["random walk", () => change.forecast(given, [2025], { model: "random-walk" })],
    ["Holt forecast", () => change.forecast(given, [2025], { model: "holt" })],
    ["gap", () => change.gap(given, { from: 2022, model: "linear" })],
    ["band of gaps", () => change.gapBand(given, { from: 2022 })],
    ["peak", () => change.peak(given)],
  ])("%s", (__, work) => {
    expect(work()).toMatchObject({ value: null, reason: "insufficient_data" });
  });
});
