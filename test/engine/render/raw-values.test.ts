import { describe, expect, it } from "vitest";
import { rawAttributes, unitAttribute } from "../../../src/engine/render/html/shown.js";

const raw = (raw: string | number | null | [number, number], text: string, unit?: string) =>
  rawAttributes([{ raw, text }], unit)[0]?.text;

describe("the exported values of a table", () => {
  it("are its numbers, unless the printed text is exact", () => {
    expect(raw(62432, "62,400")).toBe(' data-raw="62432"');
    expect(raw(2020, "2020")).toBeUndefined();
    expect(raw(-3886, "−3,886")).toBe(' data-raw="-3886"');
    expect(raw([62425, 62439], "62,425–62,439")).toBe(' data-raw="62425 62439"');
  });

  it("contain percentages as displayed, with or without the sign", () => {
    expect(raw(0.2371991868, "23.7\u202f%")).toBe(' data-raw="23.71991868"');
    expect(raw(0.2371991868, "23.7", "%")).toBe(' data-raw="23.71991868"');
    expect(raw(23.7199, "23.7\u202f%")).toBe(' data-raw="23.7199"');
    expect(raw(0.011, "1.1\u00a0points")).toBe(' data-raw="1.1"');
    expect(raw(0.5, "0.50")).toBe(' data-raw="0.5"');
  });

  it("contain percentages in every cell of a column, even if a number rounds to little", () => {
    const column = (cells: readonly (readonly [number | [number, number], string])[], unit?: string) =>
      rawAttributes(
        cells.map(([raw, text]) => ({ raw, text })),
        unit,
      ).map((html) => html?.text.slice(11, -1));
    const shares: Parameters<typeof column>[0] = [
      [0.003, "0"],
      [[0.001, 0.02], "0–2"],
      [-0.2371, "24"],
    ];
    const percent = ["0.3", "0.1 2", "-23.71"];
    expect(column(shares, "%")).toEqual(percent);
    expect(column(shares.map(([raw, text]) => [raw, `${text}\u202f%`]))).toEqual(percent);
    expect(column([[0.003, "0\u202f%"]])).toEqual(["0.3"]);
    expect(
      column([
        [0.3, "0\u00a0%"],
        [23.7199, "24\u00a0%"],
      ]),
    ).toEqual(["0.3", "23.7199"]);
    expect(
      column([
        [0.5, "0.50"],
        [0.2, "20\u202f%"],
      ]),
    ).toEqual(["0.5", "20"]);
  });

  it("contain dates in sortable form, and words as printed", () => {
    expect(raw("2018-11-01", "1 November 2018")).toBe(' data-raw="2018-11-01"');
    expect(raw("CN", "China")).toBeUndefined();
    expect(raw(null, "–")).toBeUndefined();
  });

  it("have the unit in the head if every number prints it", () => {
    const cells = [
      { raw: 0.2, text: "20\u202f%" },
      { raw: null, text: "–" },
    ];
    expect(unitAttribute(cells)?.text).toBe(' data-unit="%"');
    expect(unitAttribute([...cells, { raw: 3, text: "3" }])).toBeUndefined();
  });
});
