import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as affinity from "../../../src/analysis/indicators/affinity.js";
import * as counting from "../../../src/analysis/indicators/counting.js";
import { AnalysisError } from "../../../src/analysis/indicators/errors.js";
import { pairInUniverse, papers } from "./arbitraries.js";

const all = {
  salton: affinity.salton,
  jaccard: affinity.jaccard,
  dice: affinity.dice,
  inclusion: affinity.inclusion,
  equivalence: affinity.equivalence,
  associationStrength: affinity.associationStrength,
  observedToExpected: affinity.observedToExpected,
  luukkonen: affinity.luukkonen,
  ric: affinity.ric,
};
const bounded = ["salton", "jaccard", "dice", "inclusion", "equivalence", "associationStrength"] as const;
const symmetric = [...bounded, "observedToExpected"] as const;

describe("laws of affinity", () => {
  test("a value in its range, or a reason", () => {
    fc.assert(
      fc.property(pairInUniverse, (pair) => {
        for (const [name, indicator] of Object.entries(all)) {
          const { value, reason } = indicator(pair);
          if (value === null) expect(reason, name).toBeDefined();
          else {
            expect(Number.isFinite(value), name).toBe(true);
            expect(value, name).toBeGreaterThanOrEqual(0);
            if ((bounded as readonly string[]).includes(name)) expect(value, name).toBeLessThanOrEqual(1);
          }
        }
        const { value } = affinity.bounded(affinity.observedToExpected(pair));
        if (value !== null) expect(Math.abs(value)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("symmetric where they say so", () => {
    fc.assert(
      fc.property(pairInUniverse, (pair) => {
        for (const name of symmetric) {
          const [here, there] = [all[name](pair), all[name]({ ...pair, x: pair.y, y: pair.x })];
          if (here.value === null) expect(there.value).toBeNull();
          else expect(there.value).toBeCloseTo(here.value, 10);
        }
      }),
    );
  });

  test("bounds of the inputs hold every value they allow", () => {
    const width = fc.nat(50);
    fc.assert(
      fc.property(pairInUniverse, width, width, width, width, (pair, a, b, c, d) => {
        const around = (value: number, before: number, after: number) => ({
          lower: Math.max(0, value - before),
          upper: value + after,
        });
        const given = {
          ...pair,
          joint: around(pair.joint, a, b),
          x: around(pair.x, b, c),
          y: around(pair.y, c, d),
          total: around(pair.total, d, a),
        };
        for (const [name, indicator] of Object.entries(all)) {
          const truth = indicator(pair).value;
          const { lower, upper } = indicator(given);
          if (truth === null || lower === null || upper === null) continue;
          if ((bounded as readonly string[]).includes(name)) expect(upper, name).toBeLessThanOrEqual(1);
          expect(lower, name).toBeLessThanOrEqual(truth * (1 + 1e-12));
          expect(upper, name).toBeGreaterThanOrEqual(truth * (1 - 1e-12));
        }
      }),
    );
  });

  test("the intensity grows with joint papers where observed over expected may fall", () => {
    const before = { universe: "links", joint: 10, x: 20, y: 30, total: 100 } as const;
    const after = { universe: "links", joint: 30, x: 40, y: 50, total: 120 } as const;
    expect(affinity.ric(after).value).toBeGreaterThan(affinity.ric(before).value ?? NaN);
    expect(affinity.observedToExpected(after).value).toBeCloseTo((30 * 120) / (40 * 50));
  });

  test("links of counted papers give the same as links by hand", () => {
    const table = affinity.links(
      counting.pairs([
        ["US", "CN"],
        ["US", "CN", "GB"],
        ["GB", "DE"],
        ["US", "GB"],
      ]),
      { absent: "zero" },
    );
    // US: CN 2, GB 2; CN: US 2, GB 1; GB: US 2, CN 1, DE 1; six links in all.
    const pair = affinity.linkCounts(table, "US", "CN");
    expect(pair).toEqual({ universe: "links", joint: 2, x: 4, y: 3, total: 6 });
    expect(affinity.ric(pair).value).toBe(2 / 4 / ((3 - 2) / (6 - 4)));
    expect(affinity.luukkonen(pair).value).toBeCloseTo(2 / 4 / (3 / (6 - 4)));
  });

  test("bilateral and multilateral intensity from the same papers", () => {
    const given = [
      ["US", "CN"],
      ["US", "GB"],
      ["GB", "CN"],
      ["GB", "DE"],
      ["US", "CN", "DE"],
      ["US", "GB", "DE"],
    ];
    const ric = (among: "bilateral" | "multilateral") =>
      affinity.ric(
        affinity.linkCounts(affinity.links(counting.pairs(given, { among }), { absent: "zero" }), "US", "CN"),
      ).value;
    expect(ric("bilateral")).toBe(1 / 2 / (1 / 2));
    expect(ric("multilateral")).toBe(1 / 4 / (1 / 2));
  });

  test("one edition's links are consistent whatever the papers", () => {
    fc.assert(
      fc.property(papers, (given) => {
        const table = affinity.links(counting.pairs(given), { absent: "zero" });
        for (const x of table.economies)
          for (const y of table.economies)
            if (x !== y)
              for (const indicator of Object.values(all)) indicator(affinity.linkCounts(table, x, y));
      }),
    );
  });
});

describe("impossible input", () => {
  const pair = { universe: "papers", joint: 1, x: 2, y: 3, total: 10 } as const;
  const row = (x: string, y: string, n: number) => ({ x, y, papers: n });
  test.each([
    [
      "a joint count above y",
      () => affinity.salton({ joint: 4, x: 9, y: 3 }),
      "joint count (4) is greater than the count of y (3)",
    ],
    [
      "an economy above the total",
      () => affinity.ric({ ...pair, x: 11 }),
      "count of x (11) is greater than the total (10)",
    ],
    [
      "two that together are above the total",
      () => affinity.observedToExpected({ ...pair, x: 6, y: 6 }),
      "count of x or y (11) is greater than the total (10)",
    ],
    ["a negative total", () => affinity.ric({ ...pair, total: -1 }), "the total is negative: -1"],
    [
      "a count that is no number",
      () => affinity.jaccard({ joint: NaN, x: 1, y: 1 }),
      "joint count is not a finite number",
    ],
    [
      "no universe",
      () => affinity.ric({ ...pair, universe: "world" as "links" }),
      'universe must be "papers" or "links", got "world"',
    ],
    ["an economy with itself", () => affinity.links([row("US", "US", 1)]), '"US" is paired with itself'],
    [
      "a pair with two counts",
      () => affinity.links([row("US", "CN", 1), row("CN", "US", 2)]),
      "two counts, 1 and 2",
    ],
    [
      "a missing pair",
      () => affinity.links([row("US", "CN", 1), row("US", "GB", 2)]),
      "no row for CN and GB",
    ],
    [
      "an economy not in the table",
      () => affinity.linkCounts(affinity.links([row("US", "CN", 1)]), "US", "XX"),
      '"XX" among CN, US',
    ],
    ["rows of different length", () => affinity.independence([[1, 2], [1]]), "row 1 has 1 cells"],
    ["an infinite ratio", () => affinity.log2({ value: Infinity, lower: 1, upper: 1, n: 1 }), "finite ratio"],
  ])("%s throws and says which", (_, work, message) => {
    expect(work).toThrow(AnalysisError);
    expect(work).toThrow(message);
  });
});

test("an economy that is in everything has nothing to be compared with", () => {
  const pair = { universe: "links", joint: 3, x: 10, y: 3, total: 10 } as const;
  for (const indicator of [affinity.luukkonen, affinity.ric])
    expect(indicator(pair)).toMatchObject({ value: null, reason: "empty_complement", n: 10 });
});

test("the logarithm of nothing has no value", () => {
  const nothing = affinity.observedToExpected({ universe: "papers", joint: 0, x: 2, y: 3, total: 10 });
  expect(affinity.log2(nothing)).toMatchObject({ value: null, reason: "log_of_zero" });
  expect(affinity.bounded(nothing).value).toBe(-1);
  const none = affinity.salton({ joint: 0, x: 0, y: 3 });
  expect(affinity.log2(none)).toMatchObject({ value: null, reason: "zero_denominator" });
});
