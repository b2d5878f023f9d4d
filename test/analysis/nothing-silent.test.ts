import fc from "fast-check";
import { expect, test } from "vitest";
import * as affinity from "../../src/analysis/affinity.js";
import * as change from "../../src/analysis/change.js";
import * as counting from "../../src/analysis/counting.js";
import * as decomposition from "../../src/analysis/decomposition.js";
import * as diversity from "../../src/analysis/diversity.js";
import { AnalysisError } from "../../src/analysis/errors.js";
import * as inference from "../../src/analysis/inference.js";
import * as turnover from "../../src/analysis/turnover.js";

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
