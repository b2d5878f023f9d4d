import { expect, test } from "vitest";
import * as fields from "../../../../src/analysis/indicators/fields.js";
import { expectClose, vector } from "../vector.js";

type Numbers = readonly number[];

test("08 comparative advantage and its bounded forms", () => {
  const { input, expected, tolerance } = vector<
    { readonly counts: readonly Numbers[] },
    Readonly<Record<"rca" | "rsca" | "rca_tanh_log", readonly (readonly (number | null)[])[]>>
  >("08_rca_activity_index");
  const table = fields.rcaTable(input.counts);
  const values = (form: typeof fields.rsca) => table.map((row) => row.map((cell) => form(cell).value));
  expectClose(
    { rca: values((cell) => cell), rsca: values(fields.rsca), rca_tanh_log: values(fields.tanhLog) },
    expected,
    tolerance,
  );
});

test("09 common odds ratio over fields", () => {
  const { input, expected, tolerance } = vector<
    { readonly strata: readonly fields.Stratum["table"][]; readonly labels: readonly string[] },
    Record<string, unknown>
  >("09_field_stratified_mantel_haenszel");
  const {
    value,
    log,
    standardError,
    confidence,
    test: association,
    heterogeneity,
  } = fields.mantelHaenszel(
    input.strata.map((table, index) => ({ field: input.labels[index] ?? "", table })),
  );
  expectClose(
    {
      oddsratio_pooled: value,
      logodds_pooled: log.value,
      logodds_pooled_se: standardError.value,
      ci95: [confidence?.lower, confidence?.upper],
      mh_stat_corrected: association.corrected.value,
      mh_pvalue_corrected: association.pCorrected.value,
      mh_stat_uncorrected: association.statistic.value,
      breslow_day_stat: heterogeneity.statistic.value,
    },
    expected,
    tolerance,
  );
  // exp(−x/2) is the tail of χ² with two degrees of freedom.
  expect(heterogeneity.degreesOfFreedom).toBe(2);
  expect(heterogeneity.p.value).toBeCloseTo(Math.exp(-20.56980674006236 / 2), 12);
});

test("10 joint papers expected field by field", () => {
  const { input, expected, tolerance } = vector<
    Readonly<Record<"n_us" | "n_cn" | "world" | "observed", Numbers>> & {
      readonly fields: readonly string[];
    },
    Record<string, unknown>
  >("10_field_normalised_expected");
  const result = fields.fieldNormalised(
    input.fields.map((field, index) => ({
      field,
      joint: input.observed[index] ?? NaN,
      x: input.n_us[index] ?? NaN,
      y: input.n_cn[index] ?? NaN,
      total: input.world[index] ?? NaN,
    })),
  );
  expectClose(
    {
      expected_by_field: result.fields.map((field) => field.expected),
      expected_total: result.expected,
      ratio_field_normalised: result.value,
      ratio_unnormalised: result.unnormalised.value,
      ratio_ci95_exact_poisson: [result.confidence?.lower, result.confidence?.upper],
    },
    expected,
    tolerance,
  );
});

test("63 Simpson's reversal", () => {
  const { input, expected, tolerance } = vector<
    Readonly<Record<"t0" | "t1", readonly fields.FieldShare[]>>,
    Record<string, unknown>
  >("63_simpson_reversal");
  const { aggregate, fields: each, everyField, reversed } = fields.simpson(input.t0, input.t1);
  expectClose(
    {
      share0: aggregate.before.value,
      share1: aggregate.after.value,
      field_share0: each.map(({ before }) => before.value),
      field_share1: each.map(({ after }) => after.value),
      aggregate_direction: aggregate.direction,
      every_field_direction: everyField,
      verdict: reversed ? "composition effect; must be flagged" : "no reversal",
    },
    expected,
    tolerance,
  );
});
