import { describe, expect, test } from "vitest";
import { AnalysisError } from "../../src/analysis/errors.js";
import { assess, type Facts, type VerdictRule } from "../../src/analysis/verdict.js";
import { all, condition, reading, rejection, series, shipped, state } from "./verdict-series.js";

describe("a verdict", () => {
  test("is ruled out by one false condition, whatever is not known", () => {
    const result = assess(shipped, { series: all(0.95) });
    expect(result.verdicts.find(({ id }) => id === "full")).toMatchObject({
      state: "ruled out",
      ruledOutBy: ["F1"],
    });
    expect(condition(result, "F3")).toMatchObject({
      state: "not computed",
      missing: [{ state: "not computed" }],
    });
  });

  test("is open while something is not known, and says what", () => {
    const result = assess(shipped, {
      series: all(0.2),
      facts: { "partner rank": reading(6), "bilateral papers ratio": { notTestable: "works-level data" } },
    });
    const full = result.verdicts.find(({ id }) => id === "full");
    expect(full?.state).toBe("open");
    expect(full?.missing).toEqual([
      { quantity: "bilateral papers ratio", state: "not testable", needs: "works-level data" },
      {
        quantity: "citation odds ratio: lower bound of the last over upper bound of the first",
        state: "not computed",
      },
      { quantity: "usable years", state: "not computed" },
    ]);
    expect(result.headline.state).toBe("inconclusive");
  });

  const full: Facts = {
    "partner rank": reading(6),
    "bilateral papers ratio": reading(0.2),
    "citation odds ratio: lower bound of the last over upper bound of the first": reading(1.4),
    "usable years": reading(3),
  };

  test("holds when all its conditions are true, and is the headline", () => {
    const result = assess(shipped, { series: all(0.1), facts: full });
    expect(state(result, "full")).toBe("holds");
    expect(result.headline).toEqual({ state: "holds", verdict: "full", title: "Full decoupling" });
  });

  test("is kept open by a raised rejection, which is named", () => {
    const result = assess(shipped, { series: all(0.1), facts: { ...full, "Simpson reversals": reading(1) } });
    expect(result.verdicts[0]).toMatchObject({ state: "open", keptOpenBy: ["J3"], missing: [] });
    expect(rejection(result, "J3")?.state).toBe("raised");
  });

  test("is not kept open by one that restricts words only", () => {
    const result = assess(shipped, {
      series: all(0.1),
      facts: { ...full, "trend before the event: p": reading(0.01) },
    });
    expect(rejection(result, "J6")?.state).toBe("raised");
    expect(state(result, "full")).toBe("holds");
  });

  test("no decoupling: inside a tenth both ways; a condition that does not apply does not count", () => {
    const facts: Facts = { "equivalence p": { notApplicable: "no works are resampled" } };
    const none = (level: number) => state(assess(shipped, { series: all(level), facts }), "none");
    expect(none(0.95)).toBe("holds");
    expect(none(0.89)).toBe("ruled out");
    expect(none(1.2)).toBe("ruled out");
    expect(state(assess(shipped, { series: all(0.95) }), "none")).toBe("open");
  });

  test("that rests on another one's state follows it", () => {
    expect(condition(assess(shipped, { series: all(0.95) }), "S1")?.state).toBe("true");
    expect(condition(assess(shipped, { series: all(0.5) }), "S1")).toMatchObject({
      state: "not computed",
      missing: [{ quantity: 'verdict "partial"' }],
    });
  });

  test("one of several ways is enough, and false needs all of them", () => {
    const facts = (placebo: number, models?: number): Facts => ({
      "placebo rank p": reading(placebo),
      ...(models === undefined ? {} : { "forecast models whose interval the gap leaves": reading(models) }),
    });
    const p4 = (given: Facts) => condition(assess(shipped, { series: all(0.5), facts: given }), "P4")?.state;
    expect(p4(facts(0.05))).toBe("true");
    expect(p4(facts(0.5))).toBe("not computed");
    expect(p4(facts(0.5, 3))).toBe("false");
    expect(p4(facts(0.5, 4))).toBe("true");
  });
});

describe("what a condition hinges on", () => {
  test("a condition that changes with the window says so", () => {
    const result = assess(shipped, { series: all(0.92, 0.5) });
    const [evidence] = condition(result, "P1")?.evidence ?? [];
    expect(condition(result, "P1")?.state).toBe("false");
    expect(evidence?.groups.filter(({ dimension }) => dimension === "window")).toEqual([
      { dimension: "window", group: "with unknown", state: "true" },
      { dimension: "window", group: "without unknown", state: "false" },
    ]);
  });

  test("sources that disagree: false, with the outcome of each", () => {
    const [nsf, ...openalex] = all(0.8);
    const result = assess(shipped, { series: [{ ...series("nsf", "I12", 0.95) }, ...openalex] });
    expect(nsf?.source).toBe("nsf");
    expect(
      condition(result, "P1")?.evidence[0]?.groups.filter(({ dimension }) => dimension === "source"),
    ).toEqual([
      { dimension: "source", group: "nsf", state: "false" },
      { dimension: "source", group: "openalex", state: "true" },
    ]);
  });

  test("a specification of the rule that was not given leaves a condition open, unless it is false already", () => {
    const [first] = all(0.5);
    const partial = condition(assess(shipped, { series: first ? [first] : [] }), "P1");
    expect(partial).toMatchObject({
      state: "not computed",
      missing: [{ needs: "openalex I14" }, { needs: "openalex I16" }],
    });
    const [high] = all(0.95);
    expect(condition(assess(shipped, { series: high ? [high] : [] }), "P1")?.state).toBe("false");
  });

  test("a series the rule does not list is not read", () => {
    const given = all(0.95);
    const more = assess(shipped, { series: [...given, series("dimensions", "I12", 0.1)] });
    expect(more).toEqual(assess(shipped, { series: given }));
  });
});

describe("rejections", () => {
  test("J5: measures that disagree in sign", () => {
    expect(rejection(assess(shipped, { series: all(0.8) }), "J5")?.state).toBe("clear");
    const [, ...others] = all(0.8);
    expect(rejection(assess(shipped, { series: [series("nsf", "I12", 1.05), ...others] }), "J5")?.state).toBe(
      "raised",
    );
  });

  test("J7: a sign that changes with the baseline, in one and the same series", () => {
    const dipped = all(0.8).map((one) => ({
      ...one,
      points: one.points.map((point) => (point.year === 2010 ? { ...point, value: 0.5 } : point)),
    }));
    const raised = rejection(assess(shipped, { series: dipped }), "J7");
    expect(raised?.state).toBe("raised");
    expect(raised?.evidence[0]?.readings.find(({ baseline }) => baseline === "2010")?.value).toBeCloseTo(1.6);
    expect(rejection(assess(shipped, { series: all(0.8) }), "J7")?.state).toBe("clear");
  });

  test("J7 is not raised by sources that differ, J5 is", () => {
    const [, ...others] = all(0.8);
    const result = assess(shipped, { series: [series("nsf", "I12", 1.2), ...others] });
    expect([rejection(result, "J5")?.state, rejection(result, "J7")?.state]).toEqual(["raised", "clear"]);
  });

  test("J8: editions mixed in one series", () => {
    const mixed = all(0.95).map((one, index) => ({
      ...one,
      points: one.points.map((point) =>
        index === 0 && point.year < 2015 ? { ...point, edition: "2022" } : point,
      ),
    }));
    const result = assess(shipped, { series: mixed });
    expect(rejection(result, "J8")?.state).toBe("raised");
    expect(rejection(assess(shipped, { series: all(0.95) }), "J8")?.state).toBe("clear");
  });

  test("that nobody computed are told from those that cannot be tested", () => {
    const facts: Facts = { "Simpson reversals": { notTestable: "pair counts by field" } };
    const result = assess(shipped, { series: all(0.9), facts });
    expect(rejection(result, "J3")?.state).toBe("not testable");
    expect(rejection(result, "J4")?.state).toBe("not computed");
  });
});

describe("a changed threshold changes the verdict", () => {
  const with9 = (lower: number): VerdictRule => ({
    ...shipped,
    thresholds: { ...shipped.thresholds, lower },
  });
  test.each([
    [0.9, "false"],
    [0.97, "true"],
  ])("%d", (lower, wanted) => {
    expect(condition(assess(with9(lower), { series: all(0.95) }), "P1")?.state).toBe(wanted);
  });
});

test("what comes out is JSON", () => {
  const result = assess(shipped, { series: all(0.8) });
  expect(JSON.parse(JSON.stringify(result))).toEqual(result);
});

describe("impossible input", () => {
  const twice = all(0.9).map((one) => ({ ...one, points: [...one.points, ...one.points.slice(0, 1)] }));
  const negative = all(0.9).map((one) => ({
    ...one,
    points: one.points.map((point) => ({ ...point, value: -1 })),
  }));
  test.each([
    [
      "a fact that nothing asks for",
      () => assess(shipped, { series: [], facts: { "partner rnak": reading(1) } }),
      'asks for "partner rnak"',
    ],
    [
      "a fact that is computed",
      () => assess(shipped, { series: [], facts: { ratio: reading(1) } }),
      '"ratio" is computed',
    ],
    [
      "a fact without readings",
      () => assess(shipped, { series: [], facts: { "partner rank": { readings: [] } } }),
      "has no readings",
    ],
    [
      "a reading that is no number",
      () => assess(shipped, { series: [], facts: { "partner rank": reading(NaN) } }),
      '"partner rank" by nsf is not a finite number',
    ],
    [
      "two points of a year",
      () => assess(shipped, { series: twice }),
      "nsf I12: there are two points of 2009",
    ],
    ["a negative affinity", () => assess(shipped, { series: negative }), "the value of 2009 is negative: -1"],
  ])("%s throws and says which", (_, work, message) => {
    expect(work).toThrow(AnalysisError);
    expect(work).toThrow(message);
  });
});
