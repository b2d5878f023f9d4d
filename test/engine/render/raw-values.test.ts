import { describe, expect, it } from "vitest";
import { rawAttribute, unitAttribute } from "../../../src/engine/render/html/raw-values.js";

const raw = (raw: string | number | null | [number, number], text: string, unit?: string) =>
  rawAttribute({ raw, text }, unit)?.text;

describe("what a table gives away", () => {
  it("is its numbers as they are, unless they are printed so", () => {
    expect(raw(62432, "62,400")).toBe(' data-raw="62432"');
    expect(raw(2020, "2020")).toBeUndefined();
    expect(raw(-3886, "−3,886")).toBe(' data-raw="-3886"');
    expect(raw([62425, 62439], "62,425–62,439")).toBe(' data-raw="62425 62439"');
  });

  it("is a percentage as it is read, whoever wrote the sign", () => {
    expect(raw(0.2371991868, "23.7\u202f%")).toBe(' data-raw="23.71991868"');
    expect(raw(0.2371991868, "23.7", "%")).toBe(' data-raw="23.71991868"');
    expect(raw(23.7199, "23.7\u202f%")).toBe(' data-raw="23.7199"');
    expect(raw(0.011, "1.1\u00a0points")).toBe(' data-raw="1.1"');
    expect(raw(0.5, "0.50")).toBe(' data-raw="0.5"');
  });

  it("is a date in the order that sorts, and words as they are printed", () => {
    expect(raw("2018-11-01", "1 November 2018")).toBe(' data-raw="2018-11-01"');
    expect(raw("CN", "China")).toBeUndefined();
    expect(raw(null, "–")).toBeUndefined();
  });

  it("has its unit in the head where every number prints it", () => {
    const cells = [
      { raw: 0.2, text: "20\u202f%" },
      { raw: null, text: "–" },
    ];
    expect(unitAttribute(cells)?.text).toBe(' data-unit="%"');
    expect(unitAttribute([...cells, { raw: 3, text: "3" }])).toBeUndefined();
  });
});
