import { expect, test } from "vitest";
import { pair } from "../../../src/collaboration/index.js";

test.each([
  [[true, true], "high"],
  [[true, true, true], "high"],
  [[true], "medium"],
  [[true, false], "low"],
  [[false], "low"],
  [[], "low"],
] as const)("a finding that the sources %j show has %s confidence", (shownBy, level) => {
  expect(pair.confidenceInFinding(shownBy)).toBe(level);
});
