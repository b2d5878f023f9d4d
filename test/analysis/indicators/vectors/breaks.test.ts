import { describe, expect, test } from "vitest";
import * as change from "../../../../src/analysis/indicators/change.js";
import { expectClose, vector } from "../vector.js";
import { present, series } from "./series.js";

type Numbers = readonly number[];
interface Input {
  readonly y: Numbers;
  readonly time: Numbers;
}

test("24 Chow's test of a date fixed in advance", () => {
  const { input, expected, tolerance } = vector<
    Input & { readonly break_index_first_obs_of_second_regime: number },
    Record<string, unknown>
  >("24_chow_test");
  const years = series(input.y, input.time);
  const result = present(change.chow(years, { from: input.break_index_first_obs_of_second_regime }));
  expectClose(
    {
      F: result.value,
      df1: result.numerator,
      df2: result.denominator,
      p: result.p,
      rss_pooled: result.rssPooled,
      rss_1: result.rssBefore,
      rss_2: result.rssAfter,
      too_few_points: expected["too_few_points"],
    },
    expected,
    tolerance,
  );
  for (const from of [2, 18])
    expect(() => change.chow(years, { from })).toThrow(/2 observed years (before|from) \d+, at least 3/);
});

describe("40 strucchange", () => {
  interface Expected {
    readonly chow_point14: object;
    readonly fstats: Numbers;
    readonly supF: { readonly stat: number; readonly p: number; readonly argmax_index: number };
    readonly aveF: object;
    readonly expF: object;
    readonly bai_perron: object;
    readonly confint95: readonly Numbers[];
  }
  const { input, expected, tolerance } = vector<
    Input & { readonly trim: number; readonly h: number },
    Expected
  >("40_strucchange");
  const years = series(input.y, input.time);

  test("Chow, sup-F, ave-F, exp-F", () => {
    const chow = present(change.chow(years, { from: 14 }));
    const result = present(change.supF(years, { trim: input.trim }));
    const statistic = ({ value, pAsFitted }: change.BreakStatistic) => ({ stat: value, p: pAsFitted });
    expectClose(
      {
        chow_point14: { F: chow.value, p: chow.p },
        fstats: result.statistics.map(({ value }) => value),
        supF: { ...statistic(result), argmax_index: result.break.index },
        aveF: statistic(result.average),
        expF: statistic(result.exponential),
      },
      {
        chow_point14: expected.chow_point14,
        fstats: expected.fstats,
        supF: expected.supF,
        aveF: expected.aveF,
        expF: expected.expF,
      },
      tolerance,
    );
    expect(result.break).toEqual({ lastYear: 13, firstYear: 14, index: 14 });
  });

  test("a break as clear as this has small p values, whatever the approximation does beyond its range", () => {
    const { p, average, exponential } = present(change.supF(years, { trim: input.trim }));
    for (const small of [p, average.p, exponential.p]) expect(small).toBeLessThan(1e-3);
  });

  test("Bai and Perron", () => {
    const result = present(change.baiPerron(years, { minSegment: input.h }));
    const indices = (breaks: readonly change.Break[]) => breaks.map(({ index }) => index);
    expectClose(
      {
        bai_perron: {
          rss_by_m: result.partitions.map(({ rss }) => rss),
          bic_by_m: result.partitions.map(({ bic }) => bic),
          optimal_m: result.value,
          breakpoints: indices(result.breaks),
          matrix_by_m: {
            1: indices(result.partitions[1]?.breaks ?? [])[0],
            2: indices(result.partitions[2]?.breaks ?? []),
            3: indices(result.partitions[3]?.breaks ?? []),
          },
        },
        confint95: result.breaks.map(({ index, interval }) => [
          interval?.lowerIndex,
          index,
          interval?.upperIndex,
        ]),
      },
      { bai_perron: expected.bai_perron, confint95: expected.confint95 },
      tolerance,
    );
  });
});

test("58 no break in a short series", () => {
  const { input, expected, tolerance } = vector<
    Input & { readonly trim: number },
    { readonly supF: { readonly stat_kF: number; readonly p: number }; readonly bai_perron_optimal_m: number }
  >("58_no_break_short_series");
  const years = series(input.y, input.time);
  const { value, p } = present(change.supF(years, { trim: input.trim }));
  expectClose({ stat_kF: value, p }, expected.supF, tolerance);
  expect(change.baiPerron(years).value).toBe(expected.bai_perron_optimal_m);
  expect(change.pelt(years).value).toBe(0);
});
