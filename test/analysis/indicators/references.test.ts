import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as affinity from "../../../src/analysis/indicators/affinity.js";
import * as change from "../../../src/analysis/indicators/change.js";
import * as citation from "../../../src/analysis/indicators/citation.js";
import * as fields from "../../../src/analysis/indicators/fields.js";
import * as inference from "../../../src/analysis/indicators/inference.js";
import { expectClose, type Vector } from "./vector.js";
import { autoregressiveFit, bounds, present, series } from "./vectors/series.js";

/** Values of other implementations, calculated for these tests; `source` in each file says how. */
function reference<Input, Expected>(name: string): Vector<Input, Expected> {
  const file = new URL(`./references/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Vector<Input, Expected>;
}

function ends(interval: { readonly lower: number; readonly upper: number } | null): Numbers | null {
  return interval === null ? null : bounds(interval);
}

type Numbers = readonly number[];
interface Yearly {
  readonly year: Numbers;
  readonly y: Numbers;
  readonly from_: number;
}

test("interrupted series with missing years, a break year among them", () => {
  const { input, expected, tolerance } = reference<Yearly, object>("interrupted-missing-years");
  const result = present(change.interrupted(series(input.y, input.year), { from: input.from_ }));
  const all = [result.intercept, result.slope, result.levelChange, result.slopeChange];
  expectClose(
    {
      coef: all.map(({ value }) => value),
      se: all.map(({ standardError }) => standardError),
      p: all.map(({ p }) => p),
      lower: all.map(({ confidence }) => confidence.lower),
      upper: all.map(({ confidence }) => confidence.upper),
      ols_se: all.map(({ ordinary }) => ordinary.standardError),
      rss: result.rss,
      lag: result.lag,
      effect: result.value,
      effect_se: result.effect.standardError,
    },
    expected,
    tolerance,
  );
});

test("interrupted series whose errors depend on the year before", () => {
  const { input, expected, tolerance } = reference<
    { readonly y: Numbers; readonly time: Numbers; readonly from_: number },
    object
  >("autoregressive-errors");
  expectClose(autoregressiveFit(series(input.y, input.time), input.from_), expected, tolerance);
});

test("cumulative gap: the errors of the years hang together", () => {
  interface Wanted {
    readonly linear: { readonly se: number };
    readonly naive_se: number;
  }
  const { input, expected, tolerance } = reference<Yearly, Wanted>("cumulative-gap");
  const of = (model: change.ForecastModel): change.CumulativeGap =>
    present(change.gap(series(input.y, input.year), { from: input.from_, model })).cumulative;
  const [linear, log] = [of("linear"), of("log-linear")];
  const interval = ({ value, lower, upper }: change.CumulativeGap) => ({ value, lower, upper });
  expectClose(
    {
      linear: { ...interval(linear), se: linear.standardError },
      loglinear: interval(log),
      naive_se: expected.naive_se,
    },
    expected,
    tolerance,
  );
  expect(linear.standardError).toBeGreaterThan(1.4 * expected.naive_se);
});

test("breaks of a noisy series", () => {
  const { input, expected, tolerance } = reference<Yearly, { readonly bic: Numbers }>(
    "breaks-of-a-noisy-series",
  );
  const years = series(input.y, input.year);
  const result = present(change.supF(years, { trim: 0.15 }));
  const found = present(change.baiPerron(years, { minSegment: 0.2 }));
  const pair = ({ value, pAsFitted }: change.BreakStatistic): Numbers => [value, pAsFitted];
  expectClose(
    {
      fstats: result.statistics.map(({ value }) => value),
      supF: pair(result),
      aveF: pair(result.average),
      expF: pair(result.exponential),
      supF_break: result.break.index,
      rss: found.partitions.map(({ rss }) => rss),
      bic: found.partitions.map(({ bic }) => bic),
      breakpoints: found.breaks.map(({ index }) => index),
      confint95: found.breaks.flatMap(({ index, interval }) => [
        interval?.lowerIndex,
        index,
        interval?.upperIndex,
      ]),
    },
    expected,
    tolerance,
  );
  expect(result.p).toBe(result.pAsFitted);
});

test("difference in differences of an unbalanced panel, and its placebos", () => {
  interface Panel {
    readonly panel: readonly { readonly pair: string; readonly year: number; readonly n: number }[];
    readonly treated: string;
    readonly from_: number;
  }
  const { input, expected, tolerance } = reference<Panel, object>("difference-in-differences");
  const result = present(
    inference.differenceInDifferences(
      input.panel.map(({ pair, year, n }) => ({ unit: pair, year, value: n })),
      { treated: input.treated, from: input.from_ },
    ),
  );
  expectClose(
    {
      delta: result.value,
      se: result.standardError,
      se_cluster: result.clusteredStandardError,
      df: result.degreesOfFreedom,
      placebos: Object.fromEntries(result.placebos.map(({ unit, value }) => [unit, value])),
      rank: result.rank,
      p: result.p,
    },
    expected,
    tolerance,
  );
});

test("ratio of odds ratios: the interaction of a logit", () => {
  const { input, expected, tolerance } = reference<Readonly<Record<string, Numbers>>, object>(
    "ratio-of-odds-ratios",
  );
  const share = (name: string): inference.Proportion => {
    const [part = NaN, rest = NaN] = input[name] ?? [];
    return { part, whole: part + rest };
  };
  const result = inference.ratioOfOddsRatios(
    { before: share("nasa_before"), after: share("nasa_after") },
    { before: share("other_before"), after: share("other_after") },
  );
  expectClose({ ratio: result.value, ci95: ends(result.confidence) }, expected, tolerance);
});

test("the exact interval of counts of tens of thousands and of millions", () => {
  const { input, expected, tolerance } = reference<
    { readonly cases: readonly Omit<fields.FieldCounts, "field">[] },
    object
  >("poisson-interval-of-large-counts");
  const results = input.cases.map((counts) => fields.fieldNormalised([{ field: "all", ...counts }]));
  expectClose(
    {
      ratio: results.map(({ value }) => value),
      ci95: results.map(({ confidence }) => ends(confidence)),
    },
    expected,
    tolerance,
  );
});

test("exact intervals of rates and shares of thousands of millions", () => {
  interface Given {
    readonly rates: readonly { readonly before: inference.Rate; readonly after: inference.Rate }[];
    readonly shares: readonly (readonly [number, number])[];
  }
  const { input, expected, tolerance } = reference<
    Given,
    { readonly ci95: readonly Numbers[]; readonly shares95: readonly Numbers[] }
  >("rate-ratio-of-large-counts");
  const relative = (got: readonly (Numbers | null)[], wanted: readonly Numbers[]): void => {
    wanted.forEach((bounds, i) => {
      bounds.forEach((bound, side) => {
        expect(got[i]?.[side] ?? NaN).toBeGreaterThanOrEqual(bound * (1 - tolerance));
        expect(got[i]?.[side] ?? NaN).toBeLessThanOrEqual(bound * (1 + tolerance));
      });
    });
  };
  relative(
    input.rates.map(({ before, after }) => ends(inference.rateRatio(before, after).confidence)),
    expected.ci95,
  );
  relative(
    input.shares.map(([part, whole]) => ends(inference.clopperPearson(part, whole).confidence)),
    expected.shares95,
  );
});

test("segregation with large, small and empty cells", () => {
  type Square = readonly [readonly [number, number], readonly [number, number]];
  const { input, expected, tolerance } = reference<{ readonly tables: readonly Square[] }, unknown[]>(
    "segregation-odds-ratio",
  );
  const results = input.tables.map(([[xToX, xToY], [yToX, yToY]]) =>
    citation.segregation({ xToX, xToY, yToX, yToY }),
  );
  expectClose(
    results.map((result) => ({
      odds_ratio: result.value,
      log: result.log.value,
      se: result.standardError.value,
      ci95: ends(result.confidence),
      yule_q: result.yuleQ.value,
    })),
    expected,
    tolerance,
  );
});

test("quasi-independence, with small economies and pairs without links", () => {
  const { input, expected, tolerance } = reference<
    { readonly weights: readonly Numbers[] },
    { readonly fitted: readonly Numbers[] }
  >("quasi-independence");
  const name = (index: number): string => `economy ${index}`;
  const rows = input.weights.flatMap((row, i) =>
    row.slice(0, i).map((papers, j) => ({ x: name(i), y: name(j), papers })),
  );
  const model = affinity.quasiIndependence(affinity.links(rows));
  expectClose({ fitted: model.expected }, expected, tolerance);
});

test("chain ladder on a triangle of editions", () => {
  const { input, expected, tolerance } = reference<
    { readonly triangle: Readonly<Record<string, Numbers>> },
    object
  >("chain-ladder");
  const result = present(
    change.completeness(
      Object.entries(input.triangle).flatMap(([year, counts]) =>
        counts.map((count, age) => ({ year: Number(year), age, count })),
      ),
    ),
  );
  const byYear = (key: "completeness" | "expected" | "usable") =>
    Object.fromEntries(result.years.map((year) => [year.year, year[key]]));
  expectClose(
    {
      factors: result.steps.map(({ factor }) => factor),
      variance: result.steps.map(({ variance }) => variance),
      completeness: byYear("completeness"),
      expected: byYear("expected"),
      usable: byYear("usable"),
    },
    expected,
    tolerance,
  );
});
