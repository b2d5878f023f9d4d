import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tickExpression } from "../../../../src/briefing/authoring/charts/measure.js";
import { niceScale, yearTicks } from "../../../../src/briefing/authoring/charts/scale.js";
import { spread } from "../../../../src/briefing/authoring/charts/series.js";

describe("scales", () => {
  test("begin at zero for lengths, and include all values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e7, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (values) => {
          const { domain, ticks } = niceScale(values, "zero");
          expect(domain[0]).toBe(0);
          expect(domain[1]).toBeGreaterThanOrEqual(Math.max(...values));
          expect(domain[1]).toBeGreaterThan(domain[0]);
          expect(ticks.length).toBeLessThanOrEqual(6);
        },
      ),
    );
  });

  test("few round ticks", () => {
    expect(niceScale([84025], "zero").ticks).toEqual([0, 25000, 50000, 75000]);
    expect(niceScale([0.47], "zero").ticks).toEqual([0, 0.2, 0.4]);
    expect(yearTicks(1990, 2023)).toEqual([1990, 2000, 2010, 2020]);
    expect(yearTicks(2019, 2022)).toEqual([2019, 2020, 2021, 2022]);
  });

  test("a single value has a scale of some length, whatever it is", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e7, max: 1e7, noNaN: true }), (value) => {
        for (const baseline of ["zero", "data"] as const) {
          const { domain } = niceScale([value], baseline);
          expect(domain[1]).toBeGreaterThan(domain[0]);
          expect(domain[0]).toBeLessThanOrEqual(value);
          expect(domain[1]).toBeGreaterThanOrEqual(value);
        }
      }),
    );
  });

  test("ticks are written exactly", () => {
    const decimals = (ticks: readonly number[], style: "count" | "percent" | "ratio") =>
      /',\.(\d)f'/.exec(tickExpression("datum.value", ticks, style))?.[1];
    expect(decimals([0, 25000, 50000], "count")).toBe("0");
    expect(decimals([0, 2.5, 5], "count")).toBe("1");
    expect(decimals([0, 0.1, 0.2], "percent")).toBe("0");
    expect(decimals([0, 0.025], "percent")).toBe("1");
    expect(decimals([0, 1], "ratio")).toBe("1");
    expect(decimals([1, 1.25], "ratio")).toBe("2");
  });

  test("labels keep their positions if there is room, and share the shift otherwise", () => {
    expect(spread([10, 100, 200], 15, [0, 320])).toEqual([10, 100, 200]);
    expect(spread([100, 100, 100], 15, [0, 320])).toEqual([85, 100, 115]);
    expect(spread([0, 0], 15, [0, 320])).toEqual([0, 15]);
    expect(spread([320, 320], 15, [0, 320])).toEqual([305, 320]);
  });

  test("labels are moved apart and keep their order", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 8 }), (wanted) => {
        const placed = spread(wanted, 15, [0, 320]);
        const sorted = [...placed].sort((a, b) => a - b);
        for (const [index, y] of sorted.entries())
          if (index > 0) expect(y - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(15 - 1e-9);
        for (const [i, a] of wanted.entries())
          for (const [j, b] of wanted.entries()) if (a < b) expect(placed[i]).toBeLessThan(placed[j] ?? NaN);
      }),
    );
  });
});
