import { describe, expect, test } from "vitest";
// First: it replaces how tables are loaded, before anything loads them.
import { rule, verdictEvidence, world } from "./altered.js";
import { fill } from "../../../src/briefing/index.js";
import { verdict } from "../../../src/collaboration/index.js";
import { plainText } from "../../../src/briefing/authoring/show/value.js";
import { decide } from "../../../src/collaboration/verdict/decide.js";
import { ownChange } from "../../../src/collaboration/verdict/panel.js";

const shipped = verdict.assess(rule, verdictEvidence("US", "CN", world));

const mainRatios = (year: number) =>
  Object.fromEntries(
    shipped.ratios
      .filter((one) => one.year === year && one.specification.baseline.id === "2013–2017")
      .map(({ specification: { series }, value }) => [
        `${series.choice.id} ${series.territory ?? ""}`.trim(),
        Number(value?.toFixed(3)),
      ]),
  );

describe("expected on the shipped tables (from three independent computations)", () => {
  test("the years: 2021 is complete in every source, 2022 is the early count", () => {
    expect([shipped.comparable.complete, shipped.comparable.early]).toEqual([2021, 2022]);
    expect(shipped.specifications[0]?.years).toEqual([2013, 2015, 2017]);
    expect(shipped.specifications).toHaveLength(28);
  });

  test.each([
    [2019, [0.981, 1.0, 0.99, 0.998, 0.989, 0.976, 0.964]],
    [2021, [0.907, 0.917, 0.914, 0.904, 0.902, 0.903, 0.897]],
    [2022, [0.853, 0.874, 0.884, 0.861, 0.871, 0.859, 0.863]],
  ])(
    "R of %i against 2013 to 2017",
    (year, [nsf, fitted, fittedChina, expected, expectedChina, listed, listedChina]) => {
      expect(mainRatios(year)).toEqual({
        "nsf-papers": nsf,
        "world-fitted apart": fitted,
        "world-fitted with China": fittedChina,
        "world-expected apart": expected,
        "world-expected with China": expectedChina,
        "listed-fitted apart": listed,
        "listed-fitted with China": listedChina,
      });
    },
  );

  test("2021: between partial and no decoupling, confidence low", () => {
    const year = shipped.complete;
    expect(year?.verdict).toBe("between-partial-and-none");
    expect(year?.decision.shares.partial).toBeCloseTo(0.48, 2);
    expect(year?.decision.shares.none).toBeCloseTo(0.52, 2);
    expect(Object.values(year?.decision.range ?? {}).map((x) => x.toFixed(3))).toEqual([
      "0.902",
      "0.881",
      "0.939",
    ]);
    expect([year?.tipping.fewer?.change, year?.tipping.more?.change]).toEqual([-0.02, 0.01]);
    expect(year?.confidence).toMatchObject({
      direction: { direction: "down", share: 1, level: "high" },
      size: { sourcesAgree: true, level: "medium" },
      class: { level: "low" },
    });
    expect(year?.confidence.size.share).toBeCloseTo(23 / 24, 9);
  });

  test("2022, early: partial, confidence low, because two standings fail", () => {
    const year = shipped.early;
    expect(year?.verdict).toBe("partial");
    expect(year?.decision.shares.partial).toBeCloseTo(0.98, 2);
    expect(Object.values(year?.decision.range ?? {}).map((x) => x.toFixed(3))).toEqual([
      "0.862",
      "0.839",
      "0.902",
    ]);
    expect(year?.confidence.class.level).toBe("low");
    expect(year?.standing.filter(({ state }) => state === "fails").map(({ id }) => id)).toEqual(["S2", "S3"]);
  });

  test("S2: 38th of 214 and 17th of 120 large pairs; among pairs of its size 2nd of 41 and 1st of 41", () => {
    const placed = (of: typeof shipped.complete) =>
      of?.own.map(({ rank, of: all, near }) => [rank, all, near?.rank, near?.of, near?.p.toFixed(3)]);
    expect(placed(shipped.complete)).toEqual([
      [38, 214, 2, 41, "0.049"],
      [17, 120, 1, 41, "0.024"],
    ]);
    expect(placed(shipped.early)?.map((one) => one.slice(2))).toEqual([
      [3, 41, "0.073"],
      [3, 41, "0.073"],
    ]);
    expect(verdict.isAmongFew(rule, shipped.complete?.own ?? [])).toEqual({ large: false, near: true });
  });

  test.each([20, 30, 60])("with %i pairs of its size, p stays between .024 and .097", (nearest) => {
    const asked = { ...rule, standing: { ...rule.standing, own: { ...rule.standing.own, nearest } } };
    const baseline = [2013, 2015, 2017];
    for (const panel of verdictEvidence("US", "CN", world).panels)
      for (const year of [2021, 2022]) {
        const found = ownChange(asked, panel, { pair: ["CN", "US"], year, baseline, direction: "down" });
        expect(found?.near?.of).toBe(nearest + 1);
        expect(found?.near?.p).toBeGreaterThan(0.0235);
        expect(found?.near?.p).toBeLessThan(0.0975);
      }
  });

  test.each([
    ["2013–2017", 0.917],
    ["2012–2016", 1],
    ["2014–2018", 0],
    ["2015", 0.17],
  ])("the baseline %s alone: the share of little or no change", (id, share) => {
    const ratios = shipped.complete?.decision.ratios.filter(
      ({ specification }) => specification.baseline.id === id,
    );
    expect(decide(rule, ratios ?? []).shares.none).toBeCloseTo(share, 2);
  });

  test("the turn is between 2014 and 2018, and between 2013 and 2017; no large pair has a larger one", () => {
    expect(shipped.complete?.turns.map(({ from, to, rank }) => [from, to, rank])).toEqual([
      [2014, 2018, 1],
      [2013, 2017, 1],
    ]);
    for (const turn of shipped.complete?.turns ?? []) expect(turn.signals).toBeCloseTo(0.43, 1);
  });

  test("missing papers: 6,000 to 7,200 in 2021, about 10,000 in the early count", () => {
    const settled = shipped.complete?.missing;
    const early = shipped.early?.missing;
    expect([settled?.least, settled?.most].map((x) => Number(x?.toPrecision(2)))).toEqual([6000, 7200]);
    expect(Number(early?.quoted.toPrecision(2))).toBe(10_000);
  });
});

test("the class of a fall within the limit has the limit in its name", () => {
  expect(rule.names.none).toBe("little or no change (within 10\u202f%)");
  const wider = verdict.withNames({ ...rule, limits: { ...rule.limits, partial: 0.85 } });
  expect(wider.names.none).toBe("little or no change");
  const even = verdict.withNames({ ...rule, limits: { ...rule.limits, partial: 0.85, recoupled: 1.176 } });
  expect(even.names.none).toBe("little or no change (within 15\u202f%)");
});

describe("the headlines with the rule", () => {
  test.each(Object.entries(rule.headlines))("%s: with all placeholders filled in", (id, words) => {
    const values = {
      people: "P and Q",
      year: "2021",
      baseline: "2013–2017",
      gap: "about a tenth fewer",
    };
    const filled = plainText(fill(words, values));
    expect(filled).not.toMatch(/[{}]/);
    if (id !== "no-verdict") expect(words).toMatch(/\{year\}.*\{gap\}.*\{baseline\}/);
  });
});

test("other large pairs below the line in earlier years: among the same pairs, and among those large at the time", () => {
  const [all] = shipped.complete?.own ?? [];
  expect(all?.below).toBeCloseTo(0.146, 3);
  const years = all?.belowEarlier ?? [];
  expect(years.map(({ year }) => year)).toEqual(Array.from({ length: 14 }, (_, i) => 2007 + i));
  const spread = (parts: readonly (number | null)[]) =>
    [Math.min, Math.max].map((of) => Number(of(...parts.map((part) => part ?? NaN)).toFixed(2)));
  expect(spread(years.map(({ samePairs }) => samePairs))).toEqual([0.13, 0.21]);
  expect(spread(years.map(({ largeThen }) => largeThen))).toEqual([0.06, 0.15]);
});
