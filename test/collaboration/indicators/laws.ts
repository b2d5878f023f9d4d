import { expect, test } from "vitest";
import { AnalysisError } from "../../../src/briefing/authoring/measures/errors.js";

/** A law of every indicator: invalid input throws an error whose message explains what is invalid. */
export function rejects(
  cases: readonly (readonly [what: string, work: () => unknown, words: string | RegExp])[],
): void {
  test.each(cases)("%s throws and names the problem", (_, work, words) => {
    expect(work).toThrow(AnalysisError);
    expect(work).toThrow(words);
  });
}
