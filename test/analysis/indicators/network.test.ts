import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AnalysisError } from "../../../src/analysis/indicators/errors.js";
import * as network from "../../../src/analysis/indicators/network.js";
import { linkRows, shuffled } from "./arbitraries.js";

const renamed = (code: string) => `${String.fromCharCode(155 - code.charCodeAt(0))}${code}`;
const row = (x: string, y: string, papers: number) => ({ x, y, papers });
const graph = (...rows: readonly network.LinkRow[]) => network.links(rows, { absent: "zero" });
const values = (centralities: readonly network.Centrality[]) =>
  Object.fromEntries(centralities.map(({ economy, value }) => [economy, value]));

const measures = {
  degree: network.degree,
  strength: network.strength,
  pageRank: network.pageRank,
  eigenvector: network.eigenvector,
  betweenness: network.betweenness,
  closeness: network.closeness,
  steps: (table: network.LinkTable) => network.betweenness(table, { distance: "steps" }),
};

/** Links of which some are missing. */
const sparse = linkRows.chain((rows) =>
  fc
    .array(fc.boolean(), { minLength: rows.length, maxLength: rows.length })
    .map((kept) => rows.map((each, index) => (kept[index] === true ? each : { ...each, papers: 0 }))),
);

describe("laws of centrality", () => {
  test("other names and another order of rows change nothing but names", () => {
    fc.assert(
      fc.property(
        sparse.chain((rows) => fc.tuple(fc.constant(rows), shuffled(rows))),
        ([rows, other]) => {
          const here = network.links(rows);
          const there = network.links(other.map(({ x, y, papers }) => row(renamed(y), renamed(x), papers)));
          for (const [name, measure] of Object.entries(measures)) {
            const two = values(measure(there));
            for (const { economy, value } of measure(here))
              if (value === null) expect(two[renamed(economy)], name).toBeNull();
              else expect(two[renamed(economy)], name).toBeCloseTo(value, 9);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test("the scale of links matters to strength and closeness only, which grow with it", () => {
    fc.assert(
      fc.property(sparse, fc.integer({ min: 2, max: 30 }), (rows, factor) => {
        const here = network.links(rows);
        const there = network.links(rows.map((each) => ({ ...each, papers: each.papers * factor })));
        for (const [name, measure] of Object.entries(measures)) {
          const grows = name === "strength" || name === "closeness";
          const two = values(measure(there));
          for (const { economy, value } of measure(here))
            if (value === null) expect(two[economy]).toBeNull();
            else expect((two[economy] ?? NaN) / (grows ? factor : 1), name).toBeCloseTo(value, 7);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("pages' ranks add up to one, squares of the eigenvector too", () => {
    fc.assert(
      fc.property(sparse, (rows) => {
        const table = network.links(rows);
        const total = (all: readonly (number | null)[]) => all.reduce<number>((a, b) => a + (b ?? 0), 0);
        expect(total(network.pageRank(table).map(({ value }) => value))).toBeCloseTo(1, 9);
        if (table.total > 0)
          expect(
            total(network.eigenvector(table).map(({ value }) => (value ?? 0) * (value ?? 0))),
          ).toBeCloseTo(1, 9);
      }),
      { numRuns: 60 },
    );
  });
});

describe("paths", () => {
  test("in a chain the middle lies between, by its links' inverse lengths", () => {
    const chain = graph(row("A", "B", 2), row("B", "C", 4));
    expect(values(network.betweenness(chain))).toEqual({ A: 0, B: 1, C: 0 });
    expect(values(network.betweenness(chain, { scale: "pairs" }))).toEqual({ A: 0, B: 1, C: 0 });
    // A: ½ to B, ¾ to C.
    expect(values(network.closeness(chain))).toEqual({ A: 2 / 1.25, B: 2 / 0.75, C: 2 / 1 });
    expect(values(network.closeness(chain, { distance: "steps" }))).toEqual({ A: 2 / 3, B: 1, C: 2 / 3 });
  });

  test("two paths of one length share, though their sums differ in the last digit", () => {
    // 1/10 + 1/5 = 0.30000000000000004 and 3/10: equal on paper.
    const rows = [row("A", "B", 10), row("B", "D", 5), row("A", "C", 20 / 3), row("C", "D", 20 / 3)];
    expect(0.1 + 0.2).not.toBe(0.3);
    expect(values(network.betweenness(graph(...rows), { scale: "pairs" }))).toMatchObject({ B: 0.5, C: 0.5 });
  });

  test("what cannot be reached is far: closeness counts what can, and has none alone", () => {
    const parted = graph(row("A", "B", 1), row("C", "D", 1), row("A", "E", 0));
    const closeness = network.closeness(parted, { distance: "steps" });
    expect(values(closeness)).toEqual({ A: 0.25, B: 0.25, C: 0.25, D: 0.25, E: null });
    expect(closeness.at(-1)).toMatchObject({ reason: "zero_denominator", rank: null });
    expect(closeness[0]?.rank).toBe(2.5);
    expect(network.betweenness(graph(row("A", "B", 1)))[0]).toMatchObject({
      value: null,
      reason: "zero_denominator",
    });
  });
});

test("a star, whose links go back and forth for ever, has an eigenvector all the same", () => {
  const star = graph(...["B", "C", "D"].map((leaf) => row("A", leaf, 54_321)));
  const { A, B } = values(network.eigenvector(star));
  expect(A).toBeCloseTo(Math.SQRT1_2, 9);
  expect(B).toBeCloseTo(1 / Math.sqrt(6), 9);
});

test("a table without links", () => {
  const none = graph(row("A", "B", 0), row("A", "C", 0));
  expect(network.eigenvector(none)[0]).toMatchObject({ value: null, reason: "zero_denominator" });
  for (const { value } of network.pageRank(none)) expect(value).toBeCloseTo(1 / 3, 12);
  expect(network.louvain(none, { seed: 1 })).toMatchObject({
    communities: [["A"], ["B"], ["C"]],
    modularity: { value: null, reason: "zero_denominator" },
  });
  expect(network.pageRank(network.links([]))).toEqual([]);
});

test("links below the limit are none, the economies stay", () => {
  const { economies, strengths, total } = network.atLeast(graph(row("A", "B", 399), row("B", "C", 400)), 400);
  expect({ economies, strengths, total }).toEqual({
    economies: ["A", "B", "C"],
    strengths: [0, 400, 400],
    total: 400,
  });
});

describe("communities", () => {
  const two = graph(
    ...[["A", "B"], ["B", "C"], ["A", "C"], ["D", "E"], ["E", "F"], ["D", "F"]].map(([x, y]) => row(x ?? "", y ?? "", 10)), // prettier-ignore
    row("C", "D", 1),
  );

  test("are found, named by their members, the same for the same seed", () => {
    const found = network.louvain(two, { seed: 42 });
    expect(found).toMatchObject({
      communities: [
        ["A", "B", "C"],
        ["D", "E", "F"],
      ],
      membership: { A: 0, D: 1 },
      runs: 60,
    });
    expect(found.agreeing).toBeGreaterThan(30);
    expect(network.louvain(two, { seed: 42 })).toEqual(found);
    expect(network.modularity(two, found.membership)).toEqual(found.modularity);
    expect(network.louvain(two, { seed: 1, resolution: 20, runs: 5 }).communities.length).toBeGreaterThan(2);
  });

  test("no partition found is worse than all in one, or than each alone", () => {
    fc.assert(
      fc.property(sparse, fc.nat(1000), (rows, seed) => {
        const table = network.links(rows);
        const { modularity, membership } = network.louvain(table, { seed, runs: 10 });
        if (modularity.value === null) return;
        const alone = Object.fromEntries(table.economies.map((economy) => [economy, economy]));
        expect(modularity.value).toBeGreaterThanOrEqual(-1e-9);
        expect(modularity.value).toBeGreaterThanOrEqual((network.modularity(table, alone).value ?? 0) - 1e-9);
        expect(Object.keys(membership).sort()).toEqual(table.economies);
      }),
      { numRuns: 40 },
    );
  });

  test("modularity does not depend on labels or scale", () => {
    fc.assert(
      fc.property(sparse, fc.array(fc.nat(2), { minLength: 7, maxLength: 7 }), (rows, labels) => {
        const table = network.links(rows);
        const groups = Object.fromEntries(table.economies.map((economy, i) => [economy, labels[i] ?? 0]));
        const other = Object.fromEntries(table.economies.map((economy, i) => [economy, `g${2 - (labels[i] ?? 0)}`])); // prettier-ignore
        const scaled = network.links(rows.map((each) => ({ ...each, papers: each.papers * 7 })));
        const here = network.modularity(table, groups).value;
        expect(network.modularity(table, other).value).toBe(here);
        if (here !== null) expect(network.modularity(scaled, other).value).toBeCloseTo(here, 12);
      }),
    );
  });
});

describe("likeness of partitions", () => {
  const labels = fc.array(fc.nat(3), { minLength: 1, maxLength: 15 });
  const all = {
    adjustedRand: network.adjustedRand,
    normalised: network.normalisedMutualInformation,
    adjusted: network.adjustedMutualInformation,
  };

  test("is one with itself under any labels, symmetric, and at most one", () => {
    fc.assert(
      fc.property(labels, fc.infiniteStream(fc.nat(3)), (one, stream) => {
        const other = one.map(() => stream.next().value as number);
        for (const [name, measure] of Object.entries(all)) {
          const same = one.map((label) => `g${3 - label}`);
          expect(measure(one, same).value, name).toBeCloseTo(1, 9);
          const [there, back] = [measure(one, other).value ?? NaN, measure(other, one).value ?? NaN];
          expect(there, name).toBeCloseTo(back, 9);
          expect(there, name).toBeLessThanOrEqual(1 + 1e-9);
          expect(Number.isFinite(there), name).toBe(true);
        }
      }),
    );
  });

  test("one group against each alone agrees no more than chance", () => {
    const [one, each] = [
      [0, 0, 0, 0],
      [0, 1, 2, 3],
    ];
    for (const measure of Object.values(all)) expect(measure(one, each).value).toBeCloseTo(0, 12);
  });

  test("members are matched by name", () => {
    expect(network.adjustedRand({ US: 1, CN: 1, GB: 2 }, { GB: "x", CN: "y", US: "y" }).value).toBe(1);
    expect(network.adjustedRand([], [])).toEqual({ value: null, reason: "insufficient_data", n: 0 });
  });
});

test.each([
  ["a limit of none", () => network.atLeast(graph(), 0), "the limit must be positive"],
  ["a damping of one", () => network.pageRank(graph(), { damping: 1 }), "between 0 and 1, got 1"],
  ["half a seed", () => network.louvain(graph(), { seed: 0.5 }), "the seed must be a whole number, got 0.5"],
  ["no runs", () => network.louvain(graph(), { seed: 1, runs: 0 }), "expected how many runs, got 0"],
  [
    "no resolution",
    () => network.louvain(graph(), { seed: 1, resolution: 0 }),
    "resolution must be positive",
  ],
  [
    "an economy in no group",
    () => network.modularity(graph(row("A", "B", 1)), { A: 1 }),
    '"B" belongs to no group',
  ],
  [
    "a stranger in a group",
    () => network.modularity(graph(row("A", "B", 1)), { A: 1, B: 1, X: 1 }),
    'no economy "X"',
  ],
  [
    "partitions of other members",
    () => network.adjustedRand({ US: 1 }, { CN: 1 }),
    '"US" is only in the first partition',
  ],
  ["lists of other lengths", () => network.adjustedRand([1], [1, 2]), '"1" is only in the second partition'],
])("%s throws and says which", (_, work, message) => {
  expect(work).toThrow(AnalysisError);
  expect(work).toThrow(message);
});
