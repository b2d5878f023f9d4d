import { describe, expect, test } from "vitest";
import * as change from "../../../../src/analysis/indicators/change.js";
import { expectClose, vector } from "../vector.js";
import { bounds, present, series } from "./series.js";

type Numbers = readonly number[];

describe("26 gap to what was expected", () => {
  interface Model {
    readonly cumulative_gap: number;
    readonly median: Numbers;
    readonly relative_gap: Numbers;
    readonly pi_lower: Numbers;
    readonly pi_upper: Numbers;
  }
  const { input, expected, tolerance } = vector<
    { readonly y: Numbers; readonly train_until_index_exclusive: number; readonly alpha: number },
    { readonly linear: Model; readonly loglinear: Model }
  >("26_counterfactual_gap");
  const of = (model: change.ForecastModel) =>
    present(
      change.gap(series(input.y), {
        from: input.train_until_index_exclusive,
        model,
        level: 1 - input.alpha,
      }),
    );

  test("linear", () => {
    const result = of("linear");
    const { years } = result;
    expectClose(
      {
        mean: years.map(({ value }) => value),
        pi_lower: years.map(({ prediction }) => prediction.lower),
        pi_upper: years.map(({ prediction }) => prediction.upper),
        ci_lower: years.map(({ line }) => line?.lower),
        ci_upper: years.map(({ line }) => line?.upper),
        gap: years.map(({ gap }) => gap),
        outside_pi: years.map(({ outside }) => outside),
        cumulative_gap: result.cumulative.value,
      },
      expected.linear,
      tolerance,
    );
    expect(result.cumulative.outside).toBe(true);
  });

  test("log-linear", () => {
    const { years } = of("log-linear");
    expectClose(
      {
        median: years.map(({ value }) => value),
        pi_lower: years.map(({ prediction }) => prediction.lower),
        pi_upper: years.map(({ prediction }) => prediction.upper),
        relative_gap: years.map(({ relative }) => relative),
      },
      expected.loglinear,
      tolerance,
    );
  });
});

test("53 Holt and random walk with drift", () => {
  const { input, expected, tolerance } = vector<{ readonly y: Numbers; readonly h: number }, object>(
    "53_forecast_holt_rw_drift",
  );
  const years = Array.from({ length: input.h }, (_, h) => input.y.length + h);
  const walk = present(change.forecast(series(input.y), years, { model: "random-walk" }));
  const holt = present(
    change.forecast(series(input.y), years, { model: "holt", holt: { alpha: 0.6, beta: 0.2 } }),
  );
  expectClose(
    {
      holt_mean: holt.years.map(({ value }) => value),
      rwdrift_mean: walk.years.map(({ value }) => value),
      rwdrift_lo95: walk.years.map(({ prediction }) => prediction.lower),
      rwdrift_hi95: walk.years.map(({ prediction }) => prediction.upper),
    },
    expected,
    tolerance,
  );
});

test("54 prediction interval", () => {
  const { input, expected, tolerance } = vector<{ readonly y: Numbers; readonly new_t: Numbers }, object>(
    "54_predict_interval_R",
  );
  const { years } = present(change.forecast(series(input.y), input.new_t, { model: "linear" }));
  expectClose(
    {
      fit: years.map(({ value }) => value),
      lwr: years.map(({ prediction }) => bounds(prediction)[0]),
      upr: years.map(({ prediction }) => bounds(prediction)[1]),
    },
    expected,
    tolerance,
  );
});
