import { describe, expect, it } from "vitest";
import type { CitationIndexRow } from "../../../src/analysis/rows.js";
import { pair } from "../../../src/index.js";
import { table } from "../../authoring/load/tables.js";

const rows = table("citation-index");
const tables = { editions: table("editions"), fields: table("fields") };
const change = (index: readonly CitationIndexRow[] = rows) =>
  pair.citationChange("US", "CN", { ...tables, "citation-index": index });

describe("how two economies cite each other", () => {
  it("is read from the first and the last year, each of its edition", () => {
    const { before, after, all } = change();
    expect([before, after]).toEqual([
      { year: 2018, edition: "nsf-2022" },
      { year: 2020, edition: "nsf-2024" },
    ]);
    expect(all.before.oddsRatio.value?.toFixed(2)).toBe("28.47");
    expect(all.after.oddsRatio.value?.toFixed(2)).toBe("22.17");
  });

  it("is the product of what each prefers its own by", () => {
    for (const { after } of change().fields)
      expect((after.preferenceOfX.value ?? 0) * (after.preferenceOfY.value ?? 0)).toBeCloseTo(
        after.oddsRatio.value ?? NaN,
      );
  });

  it("is the same seen from the other side", () => {
    const turned = pair.citationChange("CN", "US", { ...tables, "citation-index": rows });
    expect(turned.all.after.oddsRatio.value).toBeCloseTo(change().all.after.oddsRatio.value ?? NaN);
    expect(turned.all.after.xToY).toBe(change().all.after.yToX);
  });

  it("does not move when an economy is cited more by all", () => {
    const louder = rows.map((row) => (row.cited === "CN" ? { ...row, index: row.index * 3 } : row));
    expect(change(louder).all.logChange).toBeCloseTo(change().all.logChange ?? NaN);
  });

  it("leaves out a field that one of the years lacks", () => {
    const without = rows.filter((row) => !(row.field === "health" && row.year === 2018));
    expect(change(without).fields.map(({ field }) => field.field)).not.toContain("health");
  });

  it("needs two years, and all fields together", () => {
    expect(() => change(rows.filter(({ edition }) => edition !== "nsf-2024"))).toThrow("2018 alone");
    expect(() => change([])).toThrow("no year");
    expect(() => change(rows.filter(({ field }) => field !== "all"))).toThrow("all fields together");
  });
});

describe("the mean change over fields", () => {
  it("counts each field once, and can leave some out", () => {
    const { fields } = change();
    const [whole, rest] = [pair.meanChange(fields), pair.meanChange(fields, ["health", "biology"])];
    expect([whole.n, rest.n]).toEqual([14, 12]);
    expect(Math.log1p(whole.value ?? NaN).toFixed(3)).toBe("-0.107");
    expect(Math.log1p(rest.value ?? NaN).toFixed(3)).toBe("-0.030");
  });

  it("has no value without fields", () => {
    expect(pair.meanChange([]).value).toBeNull();
  });
});
