/** Indicators of counts compared with reference values of independent implementations. */
import * as affinity from "../../../src/collaboration/indicators/affinity.js";
import * as citation from "../../../src/collaboration/indicators/citation.js";
import * as counting from "../../../src/collaboration/indicators/counting.js";
import * as decomposition from "../../../src/collaboration/indicators/decomposition.js";
import * as diversity from "../../../src/collaboration/indicators/diversity.js";
import { AnalysisError } from "../../../src/briefing/authoring/measures/errors.js";
import * as fields from "../../../src/collaboration/indicators/fields.js";
import * as inference from "../../../src/collaboration/indicators/inference.js";
import { ends, mapEntries, reproduces } from "./vector.js";

type Numbers = readonly number[];
type Named<Value = number> = Readonly<Record<string, Value>>;

interface PairCase {
  readonly c_xy: number | null;
  readonly c_x: number;
  readonly c_y: number;
  readonly T: number;
}
const pairOf = ({ c_xy, c_x: x, c_y: y, T: total }: PairCase): affinity.PairInUniverse => ({
  universe: "papers",
  joint: c_xy as number,
  x,
  y,
  total,
});

interface Edition extends Omit<PairCase, "c_x" | "c_y" | "T"> {
  readonly c_us: number;
  readonly c_cn: number;
  readonly world_intl: number;
}
reproduces("04_affinity_us_cn_nsf", (editions: Named<Edition>) =>
  mapEntries(editions, ({ c_xy, c_us, c_cn, world_intl }) => {
    const pair = pairOf({ c_xy, c_x: c_us, c_y: c_cn, T: world_intl });
    return {
      ic_pai_observed_expected: affinity.observedToExpected(pair).value,
      ric_paper_based_x_to_y: affinity.ric(pair).value,
      ric_paper_based_y_to_x: affinity.ric({ ...pair, x: pair.y, y: pair.x }).value,
      share_of_x: counting.share(pair.joint, pair.x).value,
      share_of_y: counting.share(pair.joint, pair.y).value,
    };
  }),
);

reproduces("06_affinity_degenerate", ({ cases }: { readonly cases: readonly PairCase[] }) => ({
  cases: cases.map((given) => {
    try {
      const ic = affinity.observedToExpected(pairOf(given));
      const ric = affinity.ric(pairOf(given));
      const reason = ric.reason ?? ic.reason ?? null;
      return { ic: ic.value, ric_paper_based_x_to_y: ric.value, reason };
    } catch (error) {
      if (!(error instanceof AnalysisError)) throw error;
      if (error.message.includes("the joint count is missing")) return { error: "missing input" };
      return /12.*greater than.*x \(10\)/.test(error.message) && { error: "c_xy exceeds a marginal total" };
    }
  }),
}));

interface Strata {
  readonly strata: readonly fields.Stratum["table"][];
  readonly labels: readonly string[];
}
reproduces("09_field_stratified_mantel_haenszel", ({ strata, labels }: Strata) => {
  const result = fields.mantelHaenszel(strata.map((table, index) => ({ field: labels[index] ?? "", table })));
  return {
    oddsratio_pooled: result.value,
    ci95: ends(result.confidence),
    breslow_day_p: result.heterogeneity.p.value,
  };
});

type Margins = Readonly<Record<"n_us" | "n_cn" | "world" | "observed", Numbers>>;
reproduces("10_field_normalised_expected", (input: Margins & { readonly fields: readonly string[] }) => {
  const result = fields.fieldNormalised(
    input.fields.map((field, index) => ({
      field,
      joint: input.observed[index] ?? NaN,
      x: input.n_us[index] ?? NaN,
      y: input.n_cn[index] ?? NaN,
      total: input.world[index] ?? NaN,
    })),
  );
  return {
    expected_total: result.expected,
    ratio_field_normalised: result.value,
    ratio_unnormalised: result.unnormalised.value,
    ratio_ci95_exact_poisson: ends(result.confidence),
  };
});

interface Amounts {
  readonly cases: Named<Numbers>;
  readonly invalid: readonly Numbers[];
}
reproduces("11_concentration_diversity", ({ cases, invalid }: Amounts) => ({
  cases: mapEntries(cases, (amounts) => ({
    effective_q2_inverse_hhi: diversity.effectiveNumber(amounts).value,
  })),
  invalid: invalid.map((amounts) => {
    return refusal(() => diversity.effectiveNumber(amounts));
  }),
}));

/** The vector's name for the error of a computation. */
function refusal(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (!(error instanceof AnalysisError)) throw error;
    return Object.entries({
      "there are no amounts": "error empty",
      "all amounts are zero": "error zero total",
      "amount 1 is negative: -2": "error negative",
      "amount 1 is missing": "error missing",
    }).find(([words]) => error.message.includes(words))?.[1];
  }
}

reproduces("12_vegan_diversity", ({ matrix }: { readonly matrix: readonly Numbers[] }) => ({
  invsimpson: matrix.map((row) => diversity.effectiveNumber(row).value),
}));

reproduces("13_partner_turnover", ({ year0, year1 }: Readonly<Record<"year0" | "year1", Named>>) => ({
  total_variation_shares: diversity.totalVariation(year0, year1).value,
}));

interface Shares {
  readonly cases: readonly { readonly x: number; readonly n: number }[];
}
reproduces("18_share_intervals", ({ cases }: Shares) => ({
  cases: cases.map(({ x, n }) => ({
    p: counting.share(x, n).value,
    wilson95: ends(inference.wilson(x, n).confidence),
  })),
  n_zero: counting.share(0, 0).value ?? inference.wilson(0, 0).value,
}));

reproduces("19_bilateral_share_change", (input: Named) => {
  const share = (year: 0 | 1): inference.Proportion => ({
    part: input[`bilateral${year}`] ?? NaN,
    whole: input[`total${year}`] ?? NaN,
  });
  const { value, confidence } = inference.newcombe(share(0), share(1));
  return { diff: value, newcombe95: ends(confidence) };
});

interface Size {
  readonly world: number;
  readonly us: number;
  readonly cn: number;
  readonly c: number;
}
reproduces("33_lmdi_size_vs_propensity", (input: Readonly<Record<"t0" | "t1", Size>>) => {
  const factors = ({ world, us, cn, c }: Size) => ({
    world,
    share_us: us / world,
    share_cn: cn / world,
    affinity: (c * world) / (us * cn),
  });
  const effects = decomposition.lmdi(factors(input.t0), factors(input.t1));
  return {
    factors_t0: factors(input.t0),
    factors_t1: factors(input.t1),
    additive: Object.fromEntries(effects.map(({ factor, effect }) => [factor, effect])),
    sum: effects.reduce((total, { effect }) => total + effect, 0),
  };
});

reproduces("39_multiple_testing", ({ p }: { readonly p: Numbers }) => ({ holm: inference.holm(p) }));

reproduces(
  "63_simpson_reversal",
  ({ t0, t1 }: Readonly<Record<"t0" | "t1", readonly fields.FieldShare[]>>) => {
    const { aggregate, fields: each, reversed } = fields.simpson(t0, t1);
    return {
      share0: aggregate.before.value,
      share1: aggregate.after.value,
      field_share0: each.map(({ before }) => before.value),
      field_share1: each.map(({ after }) => after.value),
      aggregate_direction: aggregate.direction,
      verdict: reversed ? "composition effect; must be flagged" : "no reversal",
    };
  },
);

reproduces("66_ic_ai_published", (input: PairCase) => ({
  ic: affinity.observedToExpected(pairOf(input)).value,
}));

reproduces("68_partner_diversification_nsf", (input: Named<Named>) =>
  mapEntries(input, (partners) => ({ effective_q2: diversity.effectiveNumber(partners).value })),
);

interface Counts {
  readonly cases: readonly Omit<fields.FieldCounts, "field">[];
}
reproduces("poisson-interval-of-large-counts", ({ cases }: Counts) => {
  const results = cases.map((counts) => fields.fieldNormalised([{ field: "all", ...counts }]));
  return {
    ratio: results.map(({ value }) => value),
    ci95: results.map(({ confidence }) => ends(confidence)),
  };
});

interface Squares {
  readonly tables: readonly (readonly [readonly [number, number], readonly [number, number]])[];
}
reproduces("segregation-odds-ratio", ({ tables }: Squares) =>
  tables.map(([[xToX, xToY], [yToX, yToY]]) => {
    const result = citation.segregation({ xToX, xToY, yToX, yToY });
    return { odds_ratio: result.value, se: result.standardError.value, ci95: ends(result.confidence) };
  }),
);

reproduces("quasi-independence", ({ weights }: { readonly weights: readonly Numbers[] }) => {
  const rows = weights.flatMap((row, i) =>
    row.slice(0, i).map((papers, j) => ({ x: `economy ${i}`, y: `economy ${j}`, papers })),
  );
  const { factors } = affinity.quasiIndependence(affinity.links(rows));
  return { fitted: factors?.map((row, i) => factors.map((column, j) => (i === j ? 0 : row * column))) };
});
