import fc from "fast-check";
import { expect, test } from "vitest";
import * as affinity from "../../../src/collaboration/indicators/affinity.js";
import * as change from "../../../src/briefing/authoring/measures/change.js";
import * as citation from "../../../src/collaboration/indicators/citation.js";
import * as counting from "../../../src/collaboration/indicators/counting.js";
import * as decomposition from "../../../src/collaboration/indicators/decomposition.js";
import * as diversity from "../../../src/collaboration/indicators/diversity.js";
import { AnalysisError } from "../../../src/briefing/authoring/measures/errors.js";
import * as fields from "../../../src/collaboration/indicators/fields.js";
import * as inference from "../../../src/collaboration/indicators/inference.js";

/** Values that a table or a typing error may produce. */
const anything = fc.oneof(
  fc.nat(100),
  fc.double(),
  fc.constantFrom(0, -0, -1, 1, NaN, Infinity, -Infinity, 5e-324, 1.7e308, 2 ** 53),
  fc.constantFrom(null, undefined, "5", {}) as unknown as fc.Arbitrary<number>,
);
const possible = fc.constantFrom<number | null>(0, 0, 1, 1, 1, 2, 5, 0.1, -3, 1e9, 1e-9, null);
const list: fc.Arbitrary<readonly number[]> = fc.oneof(
  fc.array(anything, { maxLength: 5 }),
  fc.array(anything, { minLength: 6, maxLength: 9 }),
  fc.array(possible as fc.Arbitrary<number>, { minLength: 6, maxLength: 12 }),
  fc.array(fc.constantFrom<number>(1, 1, 1, 2), { minLength: 6, maxLength: 12 }),
);
const named = fc.dictionary(fc.constantFrom("US", "CN", "GB"), anything);
const given = fc.record({
  a: anything,
  b: anything,
  c: anything,
  d: anything,
  list,
  before: named,
  after: named,
});
type Given = typeof given extends fc.Arbitrary<infer Value> ? Value : never;

const seriesOf = (list: readonly number[]) => list.map((value, year) => ({ year, value }));
const pairOf = ({ a, b, c, d }: Given) => ({ universe: "links", joint: a, x: b, y: c, total: d }) as const;
const squareOf = ({ a, b, c, d }: Given) => ({ xToX: a, xToY: b, yToX: c, yToY: d });

const indicators: Readonly<Record<string, (given: Given) => unknown>> = {
  observedToExpected: (g) => affinity.observedToExpected(pairOf(g)),
  ric: (g) => affinity.ric(pairOf(g)),
  quasiIndependence: ({ a, b, c, d }) => {
    const rows = [
      { x: "A", y: "B", papers: a },
      { x: "A", y: "C", papers: b },
      { x: "B", y: "C", papers: c },
      { x: "C", y: "D", papers: d },
    ];
    return affinity.quasiIndependence(affinity.links(rows, { absent: "zero" }));
  },
  effectiveNumber: (g) => diversity.effectiveNumber(g.list),
  totalVariation: (g) => diversity.totalVariation(g.before, g.after),
  share: ({ a, b }) => counting.share(a, b),
  ratio: ({ a, b }) => counting.ratio(a, b),
  wilson: ({ a, b }) => inference.wilson(a, b),
  newcombe: ({ a, b, c, d }) => inference.newcombe({ part: a, whole: b }, { part: c, whole: d }),
  holm: (g) => inference.holm(g.list),
  relative: ({ a, b }) => change.relative(a, b),
  peak: (g) => change.peak(seriesOf(g.list)),
  lmdi: ({ a, b, c, d }) => decomposition.lmdi({ a, b }, { a: c, b: d }),
  fieldNormalised: ({ a, b, c, d }) =>
    fields.fieldNormalised([{ field: "f", joint: a, x: b, y: c, total: d }]),
  mantelHaenszel: ({ a, b, c, d }) =>
    fields.mantelHaenszel([
      { field: "f", table: [[a, b], [c, d]] }, // prettier-ignore
      { field: "g", table: [[d, c], [a, b]] }, // prettier-ignore
    ]),
  simpson: ({ a, b, c, d }) =>
    fields.simpson([{ field: "f", joint: a, total: b }], [{ field: "f", joint: c, total: d }]),
  segregation: (g) => citation.segregation(squareOf(g)),
  segregationOfIndices: (g) => citation.segregationOfIndices(squareOf(g)),
};

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

test.each(Object.entries(indicators))(
  "%s throws an error with a message, or returns only valid numbers",
  (_, indicator) => {
    fc.assert(
      fc.property(given, (input) => {
        let result: unknown;
        try {
          result = indicator(input);
        } catch (error) {
          expect(error).toBeInstanceOf(AnalysisError);
          return;
        }
        const out = result as Readonly<Record<string, unknown>>;
        for (const number of numbersIn({ ...out, inputs: null }))
          expect(Number.isFinite(number), JSON.stringify(result)).toBe(true);
        if (out["value"] === null) expect(out["reason"]).toBeDefined();
      }),
      { numRuns: 500 },
    );
  },
);
