import { describe, expect, it } from "vitest";
import { numberDelta, readable } from "../../../../src/briefing/engine/diff/numbers.js";

const reported = (was: number, is: number, format: string, texts: readonly string[], unit?: string) =>
  numberDelta([was, was], [is, is], { format, texts, unit })
    .text.replace(/\s/g, " ")
    .replaceAll("\u2212", "-");

describe("a change of a number", () => {
  it("is worded in its format", () => {
    expect(reported(0.079, 0.021, "percent", ["7.9 %", "2.1 %"])).toBe("-5.8 points (-73.4 %)");
    expect(reported(-0.079, -0.021, "percent", ["−7.9 %", "−2.1 %"])).toBe("+5.8 points (+73.4 %)");
    expect(reported(1180, 1204, "count", ["1,180", "1,204"])).toBe("+24 (+2.0 %)");
  });

  it("printed without its sign does not read as its opposite", () => {
    expect(reported(-0.079, -0.021, "percent", ["7.9 %", "2.1 %"])).toBe(
      "-5.8 points (-73.4 %) in size; with its sign -7.9 % → -2.1 %",
    );
    expect(reported(-2e9, -5e9, "money", ["$2 billion", "$5 billion"], "USD")).toBe(
      "+$3 billion (+150.0 %) in size; with its sign -$2 billion → -$5 billion",
    );
    expect(reported(0, -0.021, "points", ["0.0 points", "2.1 points"])).toBe(
      "+2.1 points in size; with its sign 0.0 points → -2.1 points",
    );
  });

  it("whose sign changed is shown with both signs", () => {
    expect(reported(-0.079, 0.021, "percent", ["7.9 %", "2.1 %"])).toBe(
      "+10.0 points (+126.6 %); with its sign -7.9 % → 2.1 %",
    );
  });

  it("that is too small to be visible has no sign to omit", () => {
    expect(reported(-0.0001, -0.0004, "percent", ["0.0 %", "0.0 %"])).not.toContain("sign");
  });
});

describe("readable numbers", () => {
  it("have few digits, all digits of whole numbers, and as many as distinguish them", () => {
    expect(readable(0.0105206783695, 0.0111863334388)).toEqual(["0.010521", "0.011186"]);
    expect(readable(84025, 1234567)).toEqual(["84025", "1234567"]);
    expect(readable(1.0000001, 1.0000002)).toEqual(["1.0000001", "1.0000002"]);
    expect(readable(0, -2.5)).toEqual(["0", "-2.5"]);
  });
});
