import { describe, expect, test } from "vitest";
import {
  type AffinitySeries,
  assess,
  courseFacts,
  forecastGaps,
  placeboRanks,
  turns,
  type VerdictRule,
} from "../../src/analysis/verdict.js";
import { all, condition, shipped } from "./verdict-series.js";

const { estimand } = shipped;

/** A series of 1990 to 2023 by a formula of the year, the last year of unknown completeness. */
function course(of: (year: number) => number | null, label?: string): AffinitySeries {
  const years = Array.from({ length: 34 }, (_, index) => 1990 + index);
  return {
    source: "openalex",
    measure: "I16",
    ...(label === undefined ? {} : { label }),
    points: years.map((year) => ({
      year,
      value: of(year),
      edition: "e",
      completeness: year === 2023 ? "unknown" : 1,
    })),
  };
}
/** A small wave that no line follows, the same on every machine. */
const wave = (year: number) => 0.004 * (((year * 7) % 5) - 2);
const upTo = (top: number) => (year: number) =>
  Math.exp(0.03 * Math.min(year - 1990, top - 1990) - 0.05 * Math.max(0, year - top) + wave(year));

describe("turns", () => {
  test("dates a turn by the first year of the new course, with its interval, in every window", () => {
    const found = turns([course(upTo(2015))], estimand);
    expect(found.map(({ window, points }) => [window, points.at(-1)?.year])).toEqual([
      ["with unknown", 2023],
      ["without unknown", 2022],
    ]);
    for (const { dates, p } of found) {
      expect(p).toBeLessThan(1e-6);
      const last = dates.at(-1);
      expect(last?.year).toBeGreaterThanOrEqual(2015);
      expect(last?.year).toBeLessThanOrEqual(2017);
      expect(last?.from).toBeLessThanOrEqual(last?.year ?? 0);
      expect(last?.to).toBeGreaterThanOrEqual(last?.year ?? 9999);
    }
  });

  test("a straight course has no date, and the test does not ring", () => {
    for (const { dates, p } of turns(
      [course((year) => Math.exp(0.03 * (year - 1990) + wave(year)))],
      estimand,
    )) {
      expect(dates).toEqual([]);
      expect(p).toBeGreaterThan(0.05);
    }
  });

  test("p is Holm's over all series and windows: one more series never makes it smaller", () => {
    const weak = course((year) => Math.exp(wave(year) + 0.0015 * Math.max(0, year - 2006)));
    const alone = turns([weak], estimand).map(({ p }) => p ?? NaN);
    const beside = turns([weak, course((year) => Math.exp(wave(year + 1)))], estimand)
      .slice(0, 2)
      .map(({ p }) => p ?? NaN);
    alone.forEach((p, index) => {
      expect(beside[index]).toBeGreaterThanOrEqual(p);
    });
    expect(alone[0]).toBeLessThan(0.9);
    expect(beside).not.toEqual(alone);
  });

  test("zeros and missing years are years that were not observed; too few have neither test nor date", () => {
    const gaps = course((year) => (year === 1995 ? 0 : year === 2000 ? null : upTo(2015)(year)));
    const [one] = turns([gaps], estimand);
    expect(one?.points).toHaveLength(32);
    const few = course((year) => (year > 2018 ? 1 : null));
    expect(turns([few], estimand)).toMatchObject([
      { p: null, dates: [], test: { value: null, reason: "insufficient_data" } },
      { p: null, dates: [] },
    ]);
  });
});

describe("placebo ranks", () => {
  /** Level of every year after the baseline, so that R is that level. */
  const level = (r: number, label?: string) => course((year) => (year > 2017 ? r : 1), label);
  const others = [0.7, 0.8, 0.95, 1, 1.2].map((r, index) => level(r, `pair ${index}`));

  test("counts from the deepest fall, ties against the pair", () => {
    const ranks = (r: number) => placeboRanks([level(r)], others, estimand).map(({ test }) => test?.rank);
    expect(ranks(0.6)).toEqual([1, 1]);
    expect(ranks(0.9)).toEqual([3, 3]);
    expect(ranks(0.8)).toEqual([3, 3]);
    expect(ranks(2)).toEqual([6, 6]);
    const [found] = placeboRanks([level(0.9)], others, estimand);
    expect(found).toMatchObject({ value: expect.closeTo(0.9, 12) as number, test: { of: 6, p: 3 / 6 } });
  });

  test("compares only what the same source and measure say of pairs that have a value", () => {
    const other = { ...level(0.5, "other measure"), measure: "I14" };
    const empty = course(() => null, "nothing");
    const [found] = placeboRanks([level(0.9)], [...others, other, empty], estimand);
    expect(found?.test?.of).toBe(6);
    expect(placeboRanks([level(0.9)], [other], estimand)[0]?.test).toBeNull();
    expect(() => placeboRanks([level(0.9)], [level(0.7)], estimand)).toThrow("needs a label");
  });
});

describe("forecast gaps", () => {
  test("a turn leaves every forecast below it, a straight course does not", () => {
    const below = (series: AffinitySeries) => forecastGaps([series], estimand).map((each) => each.below);
    expect(below(course(upTo(2017)))).toEqual([4, 4]);
    // The log-linear model alone expects more of a straight line than it brings.
    expect(below(course((year) => 1 + 0.02 * (year - 1990) + wave(year)))).toEqual([1, 1]);
    // A rise above all forecasts is no fall.
    expect(below(course((year) => (year > 2017 ? 9 : 1 + 0.02 * (year - 1990) + wave(year))))).toEqual([
      0, 0,
    ]);
  });

  test("a model without a forecast leaves the number of models open", () => {
    const zero = course((year) => (year === 1999 ? 0 : upTo(2017)(year)));
    expect(forecastGaps([zero], estimand).map(({ below }) => below)).toEqual([null, null]);
  });
});

describe("facts of the course", () => {
  const own = course(upTo(2017));
  const placebos = Array.from({ length: 19 }, (_, index) =>
    course((year) => 1 + wave(year + index), `pair ${index}`),
  );
  const factsOf = (series: AffinitySeries) =>
    courseFacts({
      turns: turns([series], estimand),
      ranks: placeboRanks([series], placebos, estimand),
      gaps: forecastGaps([series], estimand),
    });
  const state = (series: AffinitySeries, id: string, rule: VerdictRule = shipped) =>
    condition(assess(rule, { series: all(1), facts: factsOf(series) }), id)?.state;

  test("decide the conditions of the shipped rule that ask for them", () => {
    expect(state(own, "P3")).toBe("true");
    expect(state(own, "P4")).toBe("true");
    expect(state(course(upTo(2005)), "P3")).toBe("false");
    const rising = course((year) => 1 + 0.02 * (year - 1990) + wave(year));
    expect(state(rising, "P4")).toBe("false");
  });

  test("what has no value says why, what was not computed is no fact", () => {
    const few = course((year) => (year > 2018 ? 1 : null));
    expect(factsOf(few)["sup-F p (Holm)"]).toMatchObject({
      readings: [{ value: null, reason: "insufficient_data", window: "with unknown" }, { value: null }],
    });
    expect(factsOf(few)["break: first year of the interval"]).toMatchObject({
      readings: [{ value: null, reason: "no break" }, {}],
    });
    expect(factsOf(few)["placebo rank p"]).toMatchObject({
      readings: [{ value: null, reason: "no point in the baseline" }, {}],
    });
    expect(state(few, "P3")).toBe("not testable");
    expect(courseFacts({ turns: [], ranks: [], gaps: [] })).toEqual({});
  });
});
