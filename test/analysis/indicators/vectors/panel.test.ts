import { expect, test } from "vitest";
import * as inference from "../../../../src/analysis/indicators/inference.js";
import { expectClose, vector } from "../vector.js";
import { present } from "./series.js";

type Numbers = readonly number[];

test("44 gravity by Poisson pseudo-maximum likelihood", () => {
  interface Row {
    readonly pair: string;
    readonly year: number;
    readonly post: number;
    readonly n: number;
  }
  const { input, expected, tolerance } = vector<
    { readonly panel: readonly Row[] },
    { readonly dispersion: number }
  >("44_ppml_gravity");
  const result = present(
    inference.gravity(
      input.panel.map(({ pair, year, post, n }) => ({ unit: pair, year, count: n, regressors: { post } })),
    ),
  );
  const post = result.coefficients["post"];
  expectClose(
    {
      post: result.value,
      se_model: post?.modelError,
      se_quasi: post?.quasiError,
      dispersion: expected.dispersion,
      se_hc1: post?.robustError,
      se_cluster: post?.clusteredError,
      deviance: result.deviance,
      percent: 100 * (post?.relative ?? NaN),
    },
    expected,
    tolerance,
  );
  // R's summary takes the weights of the iteration before the last; with epsilon = 1e-14 it gives 4.00201832.
  expectClose(result.dispersion, expected.dispersion, 1e-5);
  expectClose(result.dispersion, 4.0020183236316749, tolerance);
  expect(post?.unitsThatVary).toBe(1);
  expect(result.warning).toContain("fewer than five units");
});

test("31 synthetic control", () => {
  interface Input {
    readonly pre: readonly Readonly<Record<string, number>>[];
    readonly post: readonly Readonly<Record<string, number>>[];
    readonly treated: string;
    readonly donors: readonly string[];
  }
  const { input, expected, tolerance } = vector<Input, object>("31_synthetic_control_weights");
  const rows = [...input.pre, ...input.post].flatMap((row, year) =>
    Object.entries(row).map(([unit, value]) => ({ unit, year, value })),
  );
  const result = present(
    inference.syntheticControl(rows, {
      treated: input.treated,
      controls: input.donors,
      from: input.pre.length,
    }),
  );
  expectClose(
    {
      weights: result.weights.map(({ weight }) => weight),
      pre_rmspe: result.preRmspe,
      gap_post: result.years.slice(input.pre.length).map(({ gap }) => gap),
      post_pre_rmspe_ratio: result.ratio,
    },
    expected,
    tolerance,
  );
});

test("45 synthetic control, quadratic programme", () => {
  const { input, expected, tolerance } = vector<
    { readonly Z_pre_rows_time_cols_donor: readonly Numbers[]; readonly z_treated_pre: Numbers },
    object
  >("45_synthetic_control_quadprog");
  const years = input.z_treated_pre.length;
  const rows = input.Z_pre_rows_time_cols_donor.flatMap((row, year) => [
    { unit: "treated", year, value: input.z_treated_pre[year] ?? NaN },
    ...row.map((value, donor) => ({ unit: `donor ${donor}`, year, value })),
  ]);
  const after = ["treated", "donor 0", "donor 1", "donor 2"].map((unit) => ({ unit, year: years, value: 1 }));
  const result = present(
    inference.syntheticControl([...rows, ...after], { treated: "treated", from: years }),
  );
  expectClose(
    { weights: result.weights.map(({ weight }) => weight), ssr: years * result.preRmspe ** 2 },
    expected,
    tolerance,
  );
});
