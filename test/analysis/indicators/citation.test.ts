import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as citation from "../../../src/analysis/indicators/citation.js";
import { AnalysisError } from "../../../src/analysis/indicators/errors.js";
import * as homophily from "../../../src/analysis/indicators/homophily.js";
import * as turnover from "../../../src/analysis/indicators/turnover.js";
import { shuffled } from "./arbitraries.js";

const groups = ["US", "CN", "EU"] as const;
const counts = fc.array(fc.nat(1000), { minLength: 9, maxLength: 9 });
const rowsOf = (values: readonly number[]): readonly citation.FlowRow[] =>
  groups.flatMap((from, i) => groups.map((to, j) => ({ from, to, count: values[3 * i + j] ?? 0 })));
const tableOf = (values: readonly number[]) => citation.flows(rowsOf(values));
const papers = { US: 100, CN: 250, EU: 150 };

describe("laws of citation indices", () => {
  test("weighted with what could be cited, what a group cites comes to one", () => {
    fc.assert(
      fc.property(counts, (values) => {
        const table = tableOf(values);
        for (const citing of groups) {
          const indices = groups.map((cited) => citation.rci(table, papers, citing, cited).value);
          if (indices.includes(null)) continue;
          const mean = groups.reduce((sum, cited, j) => sum + ((indices[j] ?? 0) * papers[cited]) / 500, 0);
          expect(mean).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  test("the order of rows, the scale of papers and other names change nothing", () => {
    const name = (group: string) => ({ US: "z", CN: "y", EU: "x" })[group] ?? "";
    fc.assert(
      fc.property(
        counts.chain((values) => fc.tuple(fc.constant(rowsOf(values)), shuffled(rowsOf(values)))),
        ([rows, other]) => {
          const here = citation.flows(rows);
          const there = citation.flows(other.map(({ from, to, count }) => ({ from: name(from), to: name(to), count }))); // prettier-ignore
          const renamed = Object.fromEntries(groups.map((group) => [name(group), papers[group] * 4]));
          for (const citing of groups)
            for (const cited of groups) {
              const [one, two] = [
                citation.rci(here, papers, citing, cited),
                citation.rci(there, renamed, name(citing), name(cited)),
              ];
              if (one.value === null) expect(two).toEqual(one);
              else expect(two.value).toBeCloseTo(one.value, 9);
            }
        },
      ),
    );
  });

  test("without its diagonal a group's home bias does not count", () => {
    const [few, many] = [tableOf([1, 2, 3, 4, 5, 6, 7, 8, 9]), tableOf([900, 2, 3, 4, 5, 6, 7, 8, 9])];
    expect(citation.foreignRci(many, papers, "US", "CN")).toEqual(
      citation.foreignRci(few, papers, "US", "CN"),
    );
    expect(citation.rci(many, papers, "US", "CN").value).toBeLessThan(
      citation.rci(few, papers, "US", "CN").value ?? NaN,
    );
  });

  test("a group that cites nothing has no index, one without papers is not cited", () => {
    const table = tableOf([0, 0, 0, 4, 5, 6, 7, 8, 9]);
    expect(citation.rci(table, papers, "US", "CN")).toEqual({
      value: null,
      reason: "zero_denominator",
      n: 0,
    });
    expect(citation.rci(table, { ...papers, US: 0 }, "CN", "US").reason).toBe("zero_denominator");
    expect(citation.foreignRci(table, papers, "US", "CN").reason).toBe("zero_denominator");
  });

  test("asymmetry is even where both cite alike, and its inverse the other way round; bounds travel", () => {
    const [there, back] = [
      { value: 0.74, lower: 0.735, upper: 0.745, n: 1 },
      { value: 0.48, lower: 0.475, upper: 0.485, n: 1 },
    ];
    const ratio = citation.asymmetry(there, back);
    expect(ratio).toMatchObject({ value: 0.74 / 0.48, lower: 0.735 / 0.485, upper: 0.745 / 0.475 });
    expect((citation.asymmetry(back, there).value ?? NaN) * (ratio.value ?? NaN)).toBeCloseTo(1, 12);
    expect(citation.asymmetry(there, there).value).toBe(1);
    expect(citation.asymmetry(there, { value: null, reason: "insufficient_data", n: 0 }).reason).toBe(
      "insufficient_data",
    );
    expect(citation.asymmetry(there, { value: 0, n: 3 }).reason).toBe("zero_denominator");
  });
});

describe("laws of segregation", () => {
  const square = fc.record({
    xToX: fc.integer({ min: 1, max: 1000 }),
    xToY: fc.integer({ min: 1, max: 1000 }),
    yToX: fc.integer({ min: 1, max: 1000 }),
    yToY: fc.integer({ min: 1, max: 1000 }),
  });
  const factor = fc.integer({ min: 2, max: 50 });

  test("the growth of either group, citing or cited, does not move the odds ratio", () => {
    fc.assert(
      fc.property(square, factor, factor, (given, r, c) => {
        const grown = {
          xToX: given.xToX * r * c,
          xToY: given.xToY * r,
          yToX: given.yToX * c,
          yToY: given.yToY,
        };
        const [here, there] = [citation.segregation(given), citation.segregation(grown)];
        expect((there.value ?? NaN) / (here.value ?? NaN)).toBeCloseTo(1, 9);
        expect(there.log.value).toBeCloseTo(here.log.value ?? NaN, 9);
      }),
    );
  });

  test("it is that of the indices, whatever each group publishes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 9, maxLength: 9 }),
        fc.integer({ min: 1, max: 900 }),
        (values, us) => {
          const table = tableOf(values);
          const index = (citing: string, cited: string) =>
            citation.rci(table, { ...papers, US: us }, citing, cited).value ?? NaN;
          const { value, lower, upper } = citation.segregationOfIndices({
            xToX: index("US", "US"),
            xToY: index("US", "CN"),
            yToX: index("CN", "US"),
            yToY: index("CN", "CN"),
          });
          const counted = citation.segregationOf(table, "US", "CN").value ?? NaN;
          expect((value ?? NaN) / counted).toBeCloseTo(1, 9);
          expect([lower, upper]).toEqual([value, value]);
        },
      ),
    );
  });

  test("both groups change places: the same; Yule's Q has its sign; the interval holds it", () => {
    fc.assert(
      fc.property(square, (given) => {
        const { value, log, yuleQ, confidence, standardError } = citation.segregation(given);
        const turned = { xToX: given.yToY, xToY: given.yToX, yToX: given.xToY, yToY: given.xToX };
        expect(citation.segregation(turned).value).toBeCloseTo(value ?? NaN, 6);
        expect(yuleQ.value).toBeCloseTo(
          (given.xToX * given.yToY - given.xToY * given.yToX) /
            (given.xToX * given.yToY + given.xToY * given.yToX),
          9,
        );
        expect(standardError.value).toBeCloseTo(
          Math.sqrt(Object.values(given).reduce((sum, count) => sum + 1 / count, 0)),
          12,
        );
        expect(confidence?.lower).toBeLessThan(value ?? NaN);
        expect(confidence?.upper).toBeGreaterThan(value ?? NaN);
        expect(Math.exp(log.value ?? NaN)).toBeCloseTo(value ?? NaN, 6);
      }),
    );
  });

  test("a zero cell gets a half everywhere and says so; a group that cites neither has no odds", () => {
    const zero = citation.segregation({ xToX: 10, xToY: 0, yToX: 3, yToY: 7 });
    expect(zero).toMatchObject({ corrected: true });
    expect(zero.value).toBeCloseTo((10.5 * 7.5) / (0.5 * 3.5), 12);
    expect(citation.segregation({ xToX: 1, xToY: 2, yToX: 3, yToY: 7 }).corrected).toBe(false);
    expect(citation.segregation({ xToX: 0, xToY: 0, yToX: 3, yToY: 7 })).toMatchObject({
      value: null,
      reason: "zero_denominator",
      confidence: null,
      yuleQ: { value: null },
    });
    expect(citation.segregationOfIndices({ xToX: 1, xToY: { lower: 0, upper: 0.005 }, yToX: 1, yToY: 1 })).toMatchObject({ value: null, reason: "zero_denominator" }); // prettier-ignore
  });
});

describe("laws of homophily", () => {
  test("in their ranges; other names and another order change nothing", () => {
    fc.assert(
      fc.property(
        counts.chain((values) => fc.tuple(fc.constant(rowsOf(values)), shuffled(rowsOf(values)))),
        fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
        ([rows, other], w) => {
          const [here, there] = [homophily.flows(rows), homophily.flows(other)];
          for (const group of groups)
            for (const [one, two] of [
              [homophily.eiIndex(here, group), homophily.eiIndex(there, group)],
              [homophily.coleman(here, group, w), homophily.coleman(there, group, w)],
              [
                homophily.coleman(here, group, "cited margin"),
                homophily.coleman(there, group, "cited margin"),
              ],
              [homophily.assortativity(here), homophily.assortativity(there)],
            ] as const) {
              expect(two).toEqual(one);
              if (one.value !== null) expect(Math.abs(one.value)).toBeLessThanOrEqual(1 + 1e-12);
            }
        },
      ),
    );
  });

  test("ties as by chance are neither homophily nor its contrary", () => {
    // Rows and columns independent: 40, 35 and 25 percent whoever cites.
    const table = tableOf([40, 35, 25, 80, 70, 50, 20, 17.5, 12.5]);
    expect(homophily.assortativity(table).value).toBeCloseTo(0, 12);
    for (const [group, share] of [
      ["US", 0.4],
      ["CN", 0.35],
      ["EU", 0.25],
    ] as const)
      // prettier-ignore
      expect(homophily.coleman(table, group, share).value).toBeCloseTo(0, 12);
    expect(homophily.coleman(tableOf([0, 1, 1, 1, 1, 1, 1, 1, 1]), "US", 0.5).value).toBe(-1);
  });

  test("no ties, or a group that is everybody, have none", () => {
    const none = tableOf([0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for (const result of [
      homophily.eiIndex(none),
      homophily.assortativity(none),
      homophily.coleman(none, "US", 0.5),
    ])
      expect(result).toEqual({ value: null, reason: "zero_denominator", n: 0 });
    const only = tableOf([9, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(homophily.assortativity(only).reason).toBe("empty_complement");
    expect(homophily.coleman(only, "US", 1)).toEqual({ value: null, reason: "empty_complement", n: 9 });
    expect(homophily.coleman(only, "US", "cited margin").reason).toBe("empty_complement");
  });

  test("dissimilarity is the part that would have to move", () => {
    expect(homophily.dissimilarity({ NeurIPS: 10, ICML: 0 }, { NeurIPS: 0, ICML: 3 }).value).toBe(1);
    expect(homophily.dissimilarity({ a: 1, b: 3 }, { a: 2, b: 6 }).value).toBe(0);
    expect(homophily.dissimilarity({ a: 1, b: 1 }, { a: 3, b: 1 })).toEqual(
      turnover.totalVariation({ a: 1, b: 1 }, { a: 3, b: 1 }),
    );
  });
});

test.each([
  [
    "a pair twice",
    () => citation.flows([...rowsOf([]), { from: "US", to: "CN", count: 1 }]),
    "US to CN comes twice",
  ],
  ["a missing pair", () => citation.flows([{ from: "US", to: "CN", count: 1 }]), "no row from CN to CN"],
  [
    "a negative count",
    () => citation.flows([{ from: "US", to: "US", count: -1 }]),
    "the count from US to US is negative: -1",
  ],
  ["a group not in the table", () => homophily.eiIndex(tableOf([]), "XX"), 'no group "XX" among CN, EU, US'],
  [
    "papers of a group that are missing",
    () => citation.rci(tableOf([]), { US: 1, CN: 2 }, "US", "CN"),
    "the papers of EU is missing",
  ],
  [
    "a foreigner to itself",
    () => citation.foreignRci(tableOf([]), papers, "US", "US"),
    '"US" is no foreigner to itself',
  ],
  [
    "more self-citations than citations",
    () => citation.withoutSelfCitations(tableOf([1]), { US: 2, CN: 0, EU: 0 }),
    "US has 2 self-citations among 1 citations to itself",
  ],
  [
    "self-citations of a stranger",
    () => citation.withoutSelfCitations(tableOf([1]), { XX: 2 }),
    'no group "XX"',
  ],
  [
    "a group compared with itself",
    () => citation.segregationOf(tableOf([1]), "US", "US"),
    '"US" is compared with itself',
  ],
  ["a share of two", () => homophily.coleman(tableOf([1]), "US", 2), "must be a fraction, got 2"],
  [
    "a stock that is missing",
    () => citation.decoupling({ table: tableOf([1]), x: "US", y: "CN", citable: { US: 1 } }),
    "the citable papers of CN is missing",
  ],
])("%s throws and says which", (_, work, message) => {
  expect(work).toThrow(AnalysisError);
  expect(work).toThrow(message);
});
