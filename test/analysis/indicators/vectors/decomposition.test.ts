import { test } from "vitest";
import * as decomposition from "../../../../src/analysis/indicators/decomposition.js";
import { expectClose, vector } from "../vector.js";

type Numbers = readonly number[];

test("33 size and propensity by LMDI", () => {
  interface Point {
    readonly world: number;
    readonly us: number;
    readonly cn: number;
    readonly c: number;
  }
  const { input, expected, tolerance } = vector<
    Readonly<Record<"t0" | "t1", Point>>,
    Record<string, unknown>
  >("33_lmdi_size_vs_propensity");
  const factors = ({ world, us, cn, c }: Point) => ({
    world,
    share_us: us / world,
    share_cn: cn / world,
    affinity: (c * world) / (us * cn),
  });
  const { effects, logarithmicMean, change } = decomposition.lmdi(factors(input.t0), factors(input.t1));
  const byFactor = (key: "effect" | "multiplier") =>
    Object.fromEntries(effects.map((effect) => [effect.factor, effect[key]]));
  expectClose(
    {
      factors_t0: factors(input.t0),
      factors_t1: factors(input.t1),
      log_mean: logarithmicMean,
      additive: byFactor("effect"),
      sum: effects.reduce((total, { effect }) => total + effect, 0),
      delta: change,
      multiplicative: byFactor("multiplier"),
    },
    expected,
    tolerance,
  );
});

test("34 shift–share", () => {
  const { input, expected, tolerance } = vector<
    Readonly<Record<"pair0" | "pair1" | "world0" | "world1", Numbers>> & {
      readonly fields: readonly string[];
    },
    Record<string, unknown>
  >("34_shift_share");
  const result = decomposition.shiftShare(
    input.fields.map((field, index) => ({
      field,
      before: input.pair0[index] ?? NaN,
      after: input.pair1[index] ?? NaN,
      worldBefore: input.world0[index] ?? NaN,
      worldAfter: input.world1[index] ?? NaN,
    })),
  );
  expectClose(
    {
      national_growth: result.fields.map(({ national }) => national.value),
      field_mix: result.fields.map(({ mix }) => mix.value),
      competitive: result.fields.map(({ competitive }) => competitive.value),
      totals: [result.national.value, result.mix.value, result.competitive.value],
      sum: result.change,
    },
    expected,
    tolerance,
  );
});

test("35 Kitagawa", () => {
  const { input, expected, tolerance } = vector<
    Readonly<Record<"rate0" | "rate1" | "mix0" | "mix1", Numbers>>,
    Record<string, unknown>
  >("35_kitagawa");
  const { change, composition, rate } = decomposition.kitagawa(
    input.rate0.map((rateBefore, index) => ({
      field: String(index),
      rateBefore,
      rateAfter: input.rate1[index] ?? NaN,
      mixBefore: input.mix0[index] ?? NaN,
      mixAfter: input.mix1[index] ?? NaN,
    })),
  );
  expectClose({ delta: change, composition, rate }, expected, tolerance);
});
