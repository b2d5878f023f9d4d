import fc from "fast-check";
import { expect, test } from "vitest";
import * as affinity from "../../../src/analysis/indicators/affinity.js";
import * as change from "../../../src/analysis/indicators/change.js";
import * as citation from "../../../src/analysis/indicators/citation.js";
import * as counting from "../../../src/analysis/indicators/counting.js";
import * as decomposition from "../../../src/analysis/indicators/decomposition.js";
import * as diversity from "../../../src/analysis/indicators/diversity.js";
import { AnalysisError } from "../../../src/analysis/indicators/errors.js";
import * as fields from "../../../src/analysis/indicators/fields.js";
import * as homophily from "../../../src/analysis/indicators/homophily.js";
import * as inference from "../../../src/analysis/indicators/inference.js";
import * as network from "../../../src/analysis/indicators/network.js";
import * as turnover from "../../../src/analysis/indicators/turnover.js";

/** Whatever a table or a slip of the keyboard may bring. */
const anything = fc.oneof(
  fc.nat(100),
  fc.double(),
  fc.constantFrom(0, -0, -1, 1, NaN, Infinity, -Infinity, 5e-324, 1.7e308, 2 ** 53),
  fc.constantFrom(null, undefined, "5", {}) as unknown as fc.Arbitrary<number>,
);
const list = fc.array(anything, { maxLength: 5 });
const named = fc.dictionary(fc.constantFrom("US", "CN", "GB"), anything);

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** Either it throws an error that says something, or every number that comes out is one. */
function soundOrRefused(work: () => unknown): void {
  let result: unknown;
  try {
    result = work();
  } catch (error) {
    expect(error).toBeInstanceOf(AnalysisError);
    return;
  }
  const out = result as Readonly<Record<string, unknown>>;
  for (const number of numbersIn({ ...out, inputs: null }))
    expect(Number.isFinite(number), JSON.stringify(result)).toBe(true);
  if (out["value"] === null) expect(out["reason"]).toBeDefined();
}

const runs = { numRuns: 1000 };

test("affinity", () => {
  fc.assert(
    fc.property(anything, anything, anything, anything, (joint, x, y, total) => {
      const pair = { universe: "links", joint, x, y, total } as const;
      soundOrRefused(() => affinity.salton(pair));
      soundOrRefused(() => affinity.jaccard(pair));
      soundOrRefused(() => affinity.jaccardDistance(pair));
      soundOrRefused(() => affinity.dice(pair));
      soundOrRefused(() => affinity.inclusion(pair));
      soundOrRefused(() => affinity.equivalence(pair));
      soundOrRefused(() => affinity.associationStrength(pair));
      soundOrRefused(() => affinity.observedToExpected(pair));
      soundOrRefused(() => affinity.luukkonen(pair));
      soundOrRefused(() => affinity.ric(pair));
      soundOrRefused(() => affinity.log2(affinity.observedToExpected(pair)));
      soundOrRefused(() => affinity.bounded(affinity.observedToExpected(pair)));
      soundOrRefused(() => {
        const rows = [
          { x: "A", y: "B", papers: joint },
          { x: "A", y: "C", papers: x },
          { x: "B", y: "C", papers: y },
          { x: "C", y: "D", papers: total },
        ];
        const table = affinity.links(rows, { absent: "zero" });
        const model = affinity.quasiIndependence(table, { maxIterations: 50 });
        return [
          affinity.observedToFitted(model, "A", "B"),
          affinity.pearsonResidual(model, "C", "D"),
          affinity.observedToFitted(affinity.configurationModel(table), "A", "B"),
        ];
      });
      soundOrRefused(() =>
        affinity.independence([
          [joint, x],
          [y, total],
        ]),
      );
    }),
    runs,
  );
});

test("diversity and turnover", () => {
  fc.assert(
    fc.property(list, named, named, anything, (amounts, before, after, q) => {
      soundOrRefused(() => diversity.hhi(amounts));
      soundOrRefused(() => diversity.hhiNormalised(amounts));
      soundOrRefused(() => diversity.effectiveNumber(amounts));
      soundOrRefused(() => diversity.shannon(amounts));
      soundOrRefused(() => diversity.hill(amounts, q));
      soundOrRefused(() => diversity.richness(amounts));
      soundOrRefused(() => diversity.pielou(amounts));
      soundOrRefused(() => diversity.gini(amounts));
      soundOrRefused(() => diversity.giniUnbiased(amounts));
      soundOrRefused(() => turnover.ranking(before));
      soundOrRefused(() => turnover.kendall(before, after));
      soundOrRefused(() => turnover.spearman(before, after));
      soundOrRefused(() => turnover.brayCurtis(before, after));
      soundOrRefused(() => turnover.totalVariation(before, after));
      soundOrRefused(() => turnover.jensenShannon(before, after));
      soundOrRefused(() => turnover.jensenShannonDistance(before, after));
      soundOrRefused(() => turnover.topOverlap(before, after, q));
    }),
    runs,
  );
});

test("change, decomposition, shares and intervals", () => {
  fc.assert(
    fc.property(anything, anything, anything, anything, list, (a, b, c, d, values) => {
      soundOrRefused(() => counting.share(a, b));
      soundOrRefused(() => counting.ratio(a, b));
      soundOrRefused(() => inference.wilson(a, b));
      soundOrRefused(() => inference.clopperPearson(a, b));
      soundOrRefused(() => inference.newcombe({ part: a, whole: b }, { part: c, whole: d }));
      soundOrRefused(() => change.relative(a, b));
      soundOrRefused(() => change.absolute(a, b));
      soundOrRefused(() => change.drawdown(values.map((value, year) => ({ year, value }))));
      soundOrRefused(() => change.peak(values.map((value, year) => ({ year, value }))));
      soundOrRefused(() => decomposition.lmdi({ a, b }, { a: c, b: d }));
      soundOrRefused(() => decomposition.logarithmicMean(a, b));
      soundOrRefused(() =>
        decomposition.sizeAndPropensity(
          { edition: "e", year: 1, world: a, x: b, y: c, joint: d },
          { edition: "e", year: 2, world: d, x: c, y: b, joint: a },
        ),
      );
    }),
    runs,
  );
});

test("fields", () => {
  fc.assert(
    fc.property(anything, anything, anything, anything, (a, b, c, d) => {
      const cell = { papers: a, economy: b, field: c, total: d };
      soundOrRefused(() => fields.rca(cell));
      soundOrRefused(() => fields.rsca(fields.rca(cell)));
      soundOrRefused(() => fields.tanhLog(fields.rca(cell)));
      soundOrRefused(() => fields.rcaTable([[a, b], [c, d]])); // prettier-ignore
      soundOrRefused(() => fields.fieldNormalised([{ field: "f", joint: a, x: b, y: c, total: d }]));
      soundOrRefused(() =>
        fields.mantelHaenszel([
          { field: "f", table: [[a, b], [c, d]] }, // prettier-ignore
          { field: "g", table: [[d, c], [a, b]] }, // prettier-ignore
        ]),
      );
      soundOrRefused(() =>
        fields.simpson([{ field: "f", joint: a, total: b }], [{ field: "f", joint: c, total: d }]),
      );
      const growth = { field: "f", before: a, after: b, worldBefore: c, worldAfter: d };
      soundOrRefused(() => decomposition.shiftShare([growth]));
      soundOrRefused(() =>
        decomposition.kitagawa([{ field: "f", mixBefore: 1, mixAfter: a, rateBefore: b, rateAfter: c }]),
      );
    }),
    runs,
  );
});

test("citations and homophily", () => {
  fc.assert(
    fc.property(anything, anything, anything, anything, anything, (a, b, c, d, e) => {
      const square = { xToX: a, xToY: b, yToX: c, yToY: d };
      soundOrRefused(() => citation.segregation(square));
      soundOrRefused(() => citation.segregationOfIndices(square));
      soundOrRefused(() => citation.asymmetry({ value: a, n: 1 }, { value: b, n: 1 }));
      let table: citation.FlowTable;
      try {
        table = citation.flows([
          { from: "x", to: "x", count: a },
          { from: "x", to: "y", count: b },
          { from: "y", to: "x", count: c },
          { from: "y", to: "y", count: d },
        ]);
      } catch (error) {
        expect(error).toBeInstanceOf(AnalysisError);
        return;
      }
      const papers = { x: e, y: a };
      const input = { table, x: "x", y: "y", citable: papers };
      soundOrRefused(() => citation.rci(table, papers, "x", "y"));
      soundOrRefused(() => citation.foreignRci(table, papers, "y", "x"));
      soundOrRefused(() => citation.withoutSelfCitations(table, papers));
      soundOrRefused(() => citation.decoupling(input));
      soundOrRefused(() => citation.decoupling(input, { as: "ratio of sums" }));
      soundOrRefused(() => citation.dependence({ ...input, citing: papers }));
      soundOrRefused(() => citation.propensity({ ...input, citing: papers }));
      soundOrRefused(() => homophily.eiIndex(table, "x"));
      soundOrRefused(() => homophily.coleman(table, "x", e));
      soundOrRefused(() => homophily.coleman(table, "y", "cited margin"));
      soundOrRefused(() => homophily.assortativity(table));
      soundOrRefused(() => homophily.dissimilarity({ x: a, y: b }, { x: c, y: d }));
    }),
    runs,
  );
});

test("networks", () => {
  fc.assert(
    fc.property(anything, anything, anything, anything, (a, b, c, d) => {
      let table: network.LinkTable;
      try {
        const rows = [
          { x: "A", y: "B", papers: a },
          { x: "A", y: "C", papers: b },
          { x: "B", y: "C", papers: c },
          { x: "C", y: "D", papers: d },
        ];
        table = network.links(rows, { absent: "zero" });
      } catch (error) {
        expect(error).toBeInstanceOf(AnalysisError);
        return;
      }
      soundOrRefused(() => network.pageRank(table));
      soundOrRefused(() => network.eigenvector(table));
      soundOrRefused(() => network.betweenness(table));
      soundOrRefused(() => network.closeness(table));
      soundOrRefused(() => network.louvain(table, { seed: 1, runs: 3 }));
      soundOrRefused(() => network.modularity(table, { A: 1, B: 1, C: 2, D: 2 }));
    }),
    { numRuns: 200 },
  );
});

test("models of series and panels", () => {
  const possible = fc.constantFrom<number | null>(0, 0, 1, 1, 1, 2, 5, 0.1, -3, 1e9, 1e-9, null);
  const numbers = fc.oneof(
    fc.array(anything, { minLength: 6, maxLength: 9 }),
    fc.array(possible as fc.Arbitrary<number>, { minLength: 6, maxLength: 12 }),
    fc.array(fc.constantFrom(1, 1, 1, 2), { minLength: 6, maxLength: 12 }),
  );
  fc.assert(
    fc.property(numbers, anything, anything, (values, a, b) => {
      const series = values.map((value, year) => ({ year, value }));
      const rows = values.map((value, i) => ({
        unit: i % 2 === 0 ? "A" : "B",
        year: Math.floor(i / 2),
        value,
      }));
      const comparison = { treated: "A", from: 2, scale: "level" } as const;
      soundOrRefused(() => change.trend(series));
      soundOrRefused(() => change.annualChange(series));
      soundOrRefused(() => change.compoundGrowth(series));
      soundOrRefused(() => change.interrupted(series, { from: a }));
      soundOrRefused(() => change.interruptedAutoregressive(series, { from: 3 }));
      soundOrRefused(() => change.chow(series, { from: 3 }));
      soundOrRefused(() => change.supF(series, { trim: a }));
      soundOrRefused(() => change.baiPerron(series, { minSegment: a }));
      soundOrRefused(() => change.baiPerron(series));
      soundOrRefused(() => change.pelt(series, { penalty: a }));
      soundOrRefused(() => change.joinpoint(series));
      soundOrRefused(() => change.segmented(series, { scale: "level" }));
      soundOrRefused(() => change.theilSen(series));
      soundOrRefused(() => change.mannKendall(series));
      soundOrRefused(() => change.gapBand(series, { from: 4 }));
      soundOrRefused(() =>
        change.completeness(
          rows.map(({ year, value, unit }) => ({ year, age: unit === "A" ? 1 : a, count: value })),
        ),
      );
      soundOrRefused(() => inference.riskRatio({ part: a, whole: b }, { part: b, whole: a }));
      soundOrRefused(() => inference.oddsRatio({ part: a, whole: b }, { part: 1, whole: 2 }));
      soundOrRefused(() => inference.rateRatio({ count: a, exposure: b }, { count: b, exposure: a }));
      soundOrRefused(() => inference.tost({ estimate: a, standardError: b, margin: 1, degreesOfFreedom: 5 }));
      soundOrRefused(() => inference.holm(values));
      soundOrRefused(() => inference.benjaminiHochberg(values));
      soundOrRefused(() => inference.differenceInDifferences(rows, comparison));
      soundOrRefused(() => inference.eventStudy(rows, comparison));
      soundOrRefused(() => inference.syntheticControl(rows, comparison));
      soundOrRefused(() =>
        inference.gravity(
          rows.map(({ unit, year, value }) => ({
            unit,
            year,
            count: value,
            regressors: { x: year * (unit === "A" ? 1 : 0) },
          })),
        ),
      );
      soundOrRefused(() =>
        inference.specificationRange(
          values.map((value, n) => ({ choices: { n }, value })),
          { reference: 1 },
        ),
      );
    }),
    { numRuns: 150 },
  );
});
