import { expect, test } from "vitest";
import { pair } from "../../../src/collaboration/index.js";

test.each([
  [[true, true], "high"],
  [[true, true, true], "high"],
  [[true], "medium"],
  [[true, false], "low"],
] as const)("a finding that the sources %j show has %s confidence", (shownBy, level) => {
  expect(pair.confidenceInFinding(shownBy)).toBe(level);
});

test("what no source shows is no finding", () => {
  expect(() => pair.confidenceInFinding([false, false])).toThrow("no source shows this finding");
  expect(() => pair.confidenceInFinding([])).toThrow("no source shows this finding");
});
