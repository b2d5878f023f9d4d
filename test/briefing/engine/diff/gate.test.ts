/** Thresholds of `--fail-on`. */
import { expect, test } from "vitest";
import { compareBriefings } from "../../../../src/briefing/engine/diff/compare.js";
import { parseGate } from "../../../../src/briefing/engine/diff/options.js";
import { briefingOf } from "./value-report.js";

const stopping = (gate: string, format: string, before: number, after: number) => {
  const of = (raw: number, data: string) => briefingOf({ data, values: { loans: { raw, format } } });
  return parseGate(gate)(compareBriefings(of(before, "aa"), of(after, "bb"))).length;
};

test("percentage points are compared for shares, not for counts", () => {
  expect(stopping("value>2points", "count", 53_800, 54_500)).toBe(0);
  expect(stopping("value>1%", "count", 53_800, 54_500)).toBe(1);
  expect(stopping("value>2points", "percent", 0.12, 0.15)).toBe(1);
  expect(stopping("value>2points", "percent", 0.12, 0.13)).toBe(0);
});
