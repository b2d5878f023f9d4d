import fc from "fast-check";
import { expect, test } from "vitest";
import { AnalysisError } from "../../../src/analysis/indicators/errors.js";
import { shuffled } from "./arbitraries.js";

/** Law of every indicator: impossible input throws an error for its user, whose message says what is impossible. */
export function rejects(
  cases: readonly (readonly [what: string, work: () => unknown, words: string | RegExp])[],
): void {
  test.each(cases)("%s throws and says which", (_, work, words) => {
    expect(work).toThrow(AnalysisError);
    expect(work).toThrow(words);
  });
}

/** Law of every indicator of rows: their order changes not a bit of its result. */
export function ignoresOrder<Row>(
  rows: fc.Arbitrary<readonly Row[]>,
  indicators: Readonly<Record<string, (rows: readonly Row[]) => unknown>>,
  numRuns = 100,
): void {
  test.each(Object.entries(indicators))("%s: the order of rows does not count", (_, indicator) => {
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
