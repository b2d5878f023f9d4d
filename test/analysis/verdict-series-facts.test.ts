/** What the rule asks of the series beside R. */
import { describe, expect, test } from "vitest";
import {
  type AffinitySeries,
  assess,
  type Fact,
  seriesFacts,
  type VerdictRule,
} from "../../src/analysis/verdict.js";
import { all, condition, rejection, series, shipped } from "./verdict-series.js";

function readingsOf(fact: Fact | undefined) {
  if (fact === undefined || !("readings" in fact)) throw new Error("no readings");
  return fact.readings;
}

/** Of one series of the rule, by window. */
function found(name: string, one: AffinitySeries, rule: VerdictRule = shipped) {
  const own = readingsOf(seriesFacts(rule, [one])[name]);
  return Object.fromEntries(own.map(({ window, value, reason }) => [window ?? "any", value ?? reason]));
}
const nsf = (level: number, last = level) => series("nsf", "I12", level, last);

describe("facts of the series", () => {
  test("usable years are those that may stand at the end", () => {
    expect(found("usable years", nsf(1))).toEqual({ "with unknown": 14, "without unknown": 13 });
    const apart: VerdictRule = {
      ...shipped,
      estimand: { ...shipped.estimand, end: { points: 3, overlap: "not allowed" } },
    };
    expect(found("usable years", nsf(1), apart)).toEqual({ "with unknown": 5, "without unknown": 4 });
  });

  test("points before and after the end of the baseline", () => {
    expect(found("points before", nsf(1))).toEqual({ any: 9 });
    expect(found("points after", nsf(1))).toEqual({ "with unknown": 5, "without unknown": 4 });
  });

  test("a year of unknown completeness is not taken for a complete one", () => {
    expect(found("completeness", nsf(1))).toEqual({
      "with unknown": "how complete 2022 is",
      "without unknown": 1,
    });
    const given = nsf(1);
    const partly = given.points.map((point) =>
      point.year === 2021 ? { ...point, completeness: 0.98 } : point,
    );
    expect(found("completeness", { ...given, points: partly })["without unknown"]).toBe(0.98);
  });

  test("a trend before the event has a small p; a level with errors has not", () => {
    const shaped = (value: (index: number) => number): AffinitySeries => {
      const given = nsf(1);
      return { ...given, points: given.points.map((point, index) => ({ ...point, value: value(index) })) };
    };
    const error = [0.01, -0.02, 0.015, -0.01, 0.02, -0.015, 0.005, 0.01, -0.01];
    const p = (one: AffinitySeries) => Number(found("trend before the event: p", one)["any"]);
    expect(p(shaped((index) => Math.exp(0.1 * index + (error[index] ?? 0))))).toBeLessThan(0.001);
    expect(p(shaped((index) => Math.exp(error[index] ?? 0)))).toBeGreaterThan(0.2);
    expect(
      found(
        "trend before the event: p",
        shaped(() => 0),
      )["any"],
    ).toMatch(/zero/);
  });

  test("recovery is the last two points over the lowest since the baseline began", () => {
    const given = nsf(1);
    const values: Record<number, number> = { 2009: 0.1, 2018: 0.5, 2021: 0.8, 2022: 0.2 };
    const points = given.points.map((point) => ({ ...point, value: values[point.year] ?? 1 }));
    const recovery = found("recovery from the trough", { ...given, points });
    // Without 2022 the last two are 2020 and 2021, and 2018 is the lowest.
    expect(recovery["without unknown"]).toBeCloseTo(Math.sqrt(1 * 0.8) / 0.5, 12);
    expect(recovery["with unknown"]).toBeCloseTo(Math.sqrt(0.8 * 0.2) / 0.2, 12);
  });

  test("only what the rule asks for, of the series that it lists", () => {
    const rule: VerdictRule = { ...shipped, rejections: [] };
    expect(Object.keys(seriesFacts(rule, all(1))).sort()).toEqual([
      "recovery from the trough",
      "usable years",
    ]);
    expect(seriesFacts(shipped, [series("scival", "I12", 1)])).toEqual({});
  });
});

test("with these facts the conditions on the series are decided", () => {
  const given = all(1);
  const result = assess(shipped, { series: given, facts: seriesFacts(shipped, given) });
  expect(condition(result, "F5")?.state).toBe("true");
  expect(rejection(result, "J1")?.state).toBe("not testable");
  expect(rejection(result, "J10")?.state).toBe("clear");
  const few = given.map((one) => ({ ...one, points: one.points.filter(({ year }) => year > 2012) }));
  expect(rejection(assess(shipped, { series: few, facts: seriesFacts(shipped, few) }), "J10")?.state).toBe(
    "raised",
  );
});
