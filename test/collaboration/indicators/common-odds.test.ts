import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as fields from "../../../src/collaboration/indicators/fields.js";
import { shuffled } from "./arbitraries.js";

/** A field with its table, row by row. */
const stratum = (field: string, a: number, b: number, c: number, d: number): fields.Stratum => ({
  field,
  table: [
    [a, b],
    [c, d],
  ],
});

const strata = fc
  .array(fc.tuple(fc.nat(200), fc.nat(200), fc.nat(200), fc.nat(200)), { minLength: 1, maxLength: 5 })
  .map((all) => all.map((counts, index) => stratum(`f${index}`, ...counts)));

describe("laws of the common odds ratio", () => {
  test("swapping the rows gives the inverse; the order of fields does not matter", () => {
    fc.assert(
      fc.property(
        strata.chain((all) => fc.tuple(fc.constant(all), shuffled(all))),
        ([all, other]) => {
          const here = fields.mantelHaenszel(all);
          expect(fields.mantelHaenszel(other)).toEqual(here);
          const turned = fields.mantelHaenszel(
            all.map(({ field, table: [first, second] }) => ({ field, table: [second, first] })),
          );
          if (here.value === null || here.value === 0) return;
          expect(turned.value === null ? null : turned.value * here.value).toBeCloseTo(1, 9);
        },
      ),
    );
  });

  test("for one field it is that field's; fields with the same odds are not heterogeneous", () => {
    const one = fields.mantelHaenszel([stratum("AI", 10, 20, 30, 40)]);
    expect(one.value).toBeCloseTo((10 * 40) / (20 * 30), 12);
    expect(one.heterogeneity.p).toEqual({ value: null, reason: "insufficient_data", n: 100 });
    const same = fields.mantelHaenszel(
      [1, 7, 13].map((k) => stratum(String(k), 10 * k, 20 * k, 30 * k, 40 * k)),
    );
    expect(same.heterogeneity.p.value).toBeCloseTo(1, 12);
    // Odds of one: the quadratic for the fitted cell has no square term.
    const even = fields.mantelHaenszel(["a", "b"].map((field) => stratum(field, 10, 30, 20, 60)));
    expect(even.value).toBe(1);
    expect(even.heterogeneity.p.value).toBeCloseTo(1, 12);
  });

  test("uninformative fields do not count; without b·c there is no ratio, without a·d no interval", () => {
    const empty = stratum("none", 0, 5, 0, 3);
    const informative = stratum("AI", 4, 6, 2, 8);
    expect(fields.mantelHaenszel([empty, informative])).toEqual(fields.mantelHaenszel([informative]));
    const noRatio = { value: null, reason: "zero_denominator" };
    expect(fields.mantelHaenszel([stratum("AI", 4, 0, 0, 8)])).toMatchObject({
      ...noRatio,
      confidence: null,
    });
    expect(fields.mantelHaenszel([stratum("AI", 0, 4, 8, 0)])).toMatchObject({ value: 0, confidence: null });
    expect(fields.mantelHaenszel([])).toMatchObject({ ...noRatio, n: 0 });
  });
});
