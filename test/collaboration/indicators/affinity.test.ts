import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as affinity from "../../../src/collaboration/indicators/affinity.js";
import { linkRows, pairInUniverse, shuffled } from "./arbitraries.js";
import { rejects } from "./laws.js";

const indicators = Object.entries({ observedToExpected: affinity.observedToExpected, ric: affinity.ric });

describe("laws of affinity", () => {
  test("a value of 0 or more, or a reason", () => {
    fc.assert(
      fc.property(pairInUniverse, (pair) => {
        for (const [name, indicator] of indicators) {
          const { value, reason } = indicator(pair);
          if (value === null) expect(reason, name).toBeDefined();
          else expect(value >= 0 && value < Infinity, name).toBe(true);
        }
      }),
    );
  });

  test("observed over expected is symmetric", () => {
    fc.assert(
      fc.property(pairInUniverse, (pair) => {
        const here = affinity.observedToExpected(pair);
        const there = affinity.observedToExpected({ ...pair, x: pair.y, y: pair.x });
        if (here.value === null) expect(there.value).toBeNull();
        else expect(there.value).toBeCloseTo(here.value, 10);
      }),
    );
  });

  test("bounds of the inputs cover every value they allow", () => {
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
        for (const [name, indicator] of indicators) {
          const truth = indicator(pair).value;
          const { lower, upper } = indicator(given);
          if (truth === null || lower === null || upper === null) continue;
          expect(lower, name).toBeLessThanOrEqual(truth * (1 + 1e-12));
          expect(upper, name).toBeGreaterThanOrEqual(truth * (1 - 1e-12));
        }
      }),
    );
  });

  test("the intensity grows with joint papers even if observed over expected falls", () => {
    const before = { universe: "links", joint: 10, x: 20, y: 30, total: 100 } as const;
    const after = { universe: "links", joint: 30, x: 40, y: 50, total: 120 } as const;
    expect(affinity.ric(after).value).toBeGreaterThan(affinity.ric(before).value ?? NaN);
    expect(affinity.observedToExpected(after).value).toBeCloseTo((30 * 120) / (40 * 50));
  });

  test("an economy in every link has no benchmark", () => {
    const pair = { universe: "links", joint: 3, x: 10, y: 3, total: 10 } as const;
    expect(affinity.ric(pair)).toMatchObject({ value: null, reason: "empty_complement", n: 10 });
  });

  test("counts from a table of links match hand counts, and are consistent in every table", () => {
    const row = (x: string, y: string, papers: number) => ({ x, y, papers });
    const rows = [row("US", "CN", 2), row("US", "GB", 2), row("CN", "GB", 1), row("GB", "DE", 1)];
    const pair = affinity.linkCounts(affinity.links(rows, { absent: "zero" }), "US", "CN");
    expect(pair).toEqual({ universe: "links", joint: 2, x: 4, y: 3, total: 6 });
    expect(affinity.ric(pair).value).toBe(2 / 4 / ((3 - 2) / (6 - 4)));
    fc.assert(
      fc.property(linkRows, (given) => {
        const table = affinity.links(given);
        for (const { x, y } of given)
          for (const [, indicator] of indicators) indicator(affinity.linkCounts(table, x, y));
      }),
    );
  });

  test("fractional links with sums off in the last digit are valid", () => {
    const table = affinity.links([
      { x: "A", y: "B", papers: 102.332 },
      { x: "A", y: "C", papers: 98.342 },
      { x: "B", y: "C", papers: 78.205 },
    ]);
    for (const [x, y] of [
      ["A", "B"],
      ["B", "C"],
      ["C", "A"],
    ] as const) {
      const counts = affinity.linkCounts(table, x, y);
      const observed = table.links[table.economies.indexOf(x)]?.[table.economies.indexOf(y)] ?? NaN;
      const sx = counts.x as number;
      const sy = counts.y as number;
      const total = counts.total as number;
      expect(affinity.ric(counts).value).toBeCloseTo(observed / sx / ((sy - observed) / (total - sx)), 12);
    }
  });
});

describe("laws of quasi-independence", () => {
  const ratioIn = ({ factors, economies, links }: affinity.FittedLinks, x: string, y: string) => {
    const i = economies.indexOf(x);
    const j = economies.indexOf(y);
    return (links[i]?.[j] ?? NaN) / ((factors?.[i] ?? NaN) * (factors?.[j] ?? NaN));
  };

  test("reproduces the margins", () => {
    fc.assert(
      fc.property(linkRows, (rows) => {
        const table = affinity.links(rows);
        const { factors } = affinity.quasiIndependence(table);
        if (factors === null) return;
        const all = factors.reduce((a, b) => a + b, 0);
        for (const [i, factor] of factors.entries()) {
          const margin = table.strengths[i] ?? NaN;
          expect(Math.abs(factor * (all - factor) - margin)).toBeLessThanOrEqual(1e-9 * margin);
        }
      }),
    );
  });

  test("other names and another order of rows change only the names", () => {
    const renamed = (code: string) => `${String.fromCharCode(155 - code.charCodeAt(0))}${code}`;
    fc.assert(
      fc.property(
        linkRows.chain((rows) => fc.tuple(fc.constant(rows), shuffled(rows))),
        ([rows, other]) => {
          const here = affinity.quasiIndependence(affinity.links(rows));
          const there = affinity.quasiIndependence(
            affinity.links(other.map(({ x, y, papers }) => ({ x: renamed(y), y: renamed(x), papers }))),
          );
          const { x, y } = rows[0] ?? { x: "", y: "" };
          expect(ratioIn(there, renamed(x), renamed(y))).toEqual(ratioIn(here, x, y));
        },
      ),
    );
  });

  test("does not converge on a star", () => {
    const star = affinity.links(
      ["CN", "GB", "DE"].map((y) => ({ x: "US", y, papers: 5 })),
      { absent: "zero" },
    );
    const model = affinity.quasiIndependence(star);
    expect(model.factors).toBeNull();
  });

  test("an economy without links has no expected links", () => {
    const rows = [
      { x: "A", y: "B", papers: 3 },
      { x: "A", y: "C", papers: 4 },
      { x: "B", y: "C", papers: 5 },
      { x: "A", y: "D", papers: 0 },
    ];
    const model = affinity.quasiIndependence(affinity.links(rows, { absent: "zero" }));
    expect(model.factors?.[3]).toBe(0);
    // Three economies with links: the model reproduces the data.
    expect(ratioIn(model, "A", "B")).toBeCloseTo(1, 9);
    const empty = affinity.quasiIndependence(affinity.links([{ x: "A", y: "B", papers: 0 }]));
    expect(empty.factors).toEqual([0, 0]);
  });
});

const pair = { universe: "papers", joint: 1, x: 2, y: 3, total: 10 } as const;
const row = (x: string, y: string, papers: number) => ({ x, y, papers });
rejects([
  [
    "a joint count above y",
    () => affinity.ric({ ...pair, joint: 4, x: 9 }),
    "joint count (4) is greater than the count of y (3)",
  ],
  [
    "an economy above the total",
    () => affinity.ric({ ...pair, x: 11 }),
    "count of x (11) is greater than the total (10)",
  ],
  [
    "two that exceed the total together",
    () => affinity.observedToExpected({ ...pair, x: 6, y: 6 }),
    "count of x or y (11) is greater than the total (10)",
  ],
  ["a negative total", () => affinity.ric({ ...pair, total: -1 }), "the total is negative: -1"],
  [
    "a count that is not a number",
    () => affinity.ric({ ...pair, joint: NaN }),
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
  ["a missing pair", () => affinity.links([row("US", "CN", 1), row("US", "GB", 2)]), "no row for CN and GB"],
  [
    "an economy missing from the table",
    () => affinity.linkCounts(affinity.links([row("US", "CN", 1)]), "US", "XX"),
    '"XX" among CN, US',
  ],
]);
