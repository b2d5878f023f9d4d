import fc from "fast-check";
import { expect, test } from "vitest";
import { AnalysisError } from "../../../src/analysis/indicators/errors.js";
import { shuffled } from "./arbitraries.js";

/** A law of every indicator: invalid input throws an error whose message explains what is invalid. */
export function rejects(
  cases: readonly (readonly [what: string, work: () => unknown, words: string | RegExp])[],
): void {
  test.each(cases)("%s throws and names the problem", (_, work, words) => {
    expect(work).toThrow(AnalysisError);
    expect(work).toThrow(words);
  });
}

/** A law of every indicator of rows: their order does not change a single bit of the result. */
export function ignoresOrder<Row>(
  rows: fc.Arbitrary<readonly Row[]>,
  indicators: Readonly<Record<string, (rows: readonly Row[]) => unknown>>,
  numRuns = 100,
): void {
  test.each(Object.entries(indicators))("%s: the order of rows does not matter", (_, indicator) => {
    fc.assert(
      fc.property(
        rows.chain((given) => fc.tuple(fc.constant(given), shuffled(given))),
        ([given, other]) => {
          expect(indicator(other)).toEqual(indicator(given));
        },
      ),
      { numRuns },
    );
  });
}
