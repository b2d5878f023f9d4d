import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as fields from "../../../src/collaboration/indicators/fields.js";
import { shuffled } from "./arbitraries.js";
import { rejects } from "./laws.js";

const counts = fc
  .array(fc.tuple(fc.nat(100), fc.nat(500), fc.nat(500), fc.nat(1000)), { minLength: 1, maxLength: 6 })
  .map((all) =>
    all.map(([joint, onlyX, onlyY, rest], index) => ({
      field: `f${index}`,
      joint,
      x: joint + onlyX,
      y: joint + onlyY,
      total: joint + onlyX + onlyY + rest,
    })),
  );

describe("laws of the field-normalised ratio", () => {
  test("with one field it is the unnormalised ratio; the order of fields does not matter", () => {
    fc.assert(
      fc.property(
        counts.chain((all) => fc.tuple(fc.constant(all), shuffled(all))),
        ([all, other]) => {
          const single = fields.fieldNormalised(all.slice(0, 1));
          expect(single.unnormalised).toEqual({ ...single.unnormalised, value: single.value });
          const here = fields.fieldNormalised(all);
          const there = fields.fieldNormalised(other);
          expect([there.value, there.confidence, there.expected]).toEqual([
            here.value,
            here.confidence,
            here.expected,
          ]);
        },
      ),
    );
  });

  test("the interval contains the value, starts at zero without joint papers, and is missing for fractions", () => {
    fc.assert(
      fc.property(counts, (all) => {
        const { value, confidence } = fields.fieldNormalised(all);
        if (value === null || confidence === null) return;
        expect(confidence.lower).toBeLessThanOrEqual(value);
        expect(confidence.upper).toBeGreaterThanOrEqual(value);
      }),
    );
    const field = { field: "AI", joint: 0, x: 10, y: 10, total: 100 };
    // −ln 0.025 = 3.689: the exact upper bound of a count of zero.
    expect(fields.fieldNormalised([field]).confidence?.lower).toBe(0);
    expect(fields.fieldNormalised([field]).confidence?.upper).toBeCloseTo(-Math.log(0.025), 12);
    expect(fields.fieldNormalised([{ ...field, joint: 0.5 }]).confidence).toBeNull();
  });

  test("if nothing is expected, there is no ratio", () => {
    const none = { field: "AI", joint: 0, x: 0, y: 5, total: 10 };
    expect(fields.fieldNormalised([none])).toMatchObject({
      value: null,
      reason: "zero_denominator",
      confidence: null,
    });
    expect(fields.fieldNormalised([{ ...none, y: 0, total: 0 }]).expected).toBe(0);
  });
});

describe("Simpson's reversal", () => {
  const share = (field: string, joint: number, total: number) => ({ field, joint, total });

  test("does not occur if the whole moves with its fields, or if the fields differ", () => {
    expect(fields.simpson([share("a", 1, 10)], [share("a", 2, 10)])).toMatchObject({ reversed: false });
    const mixed = fields.simpson(
      [share("a", 1, 10), share("b", 5, 10)],
      [share("a", 2, 10), share("b", 4, 10)],
    );
    expect(mixed).toMatchObject({ reversed: false });
  });

  test("shares that are equal as fractions are level; if only the whole moves, it is a reversal", () => {
    const level = fields.simpson(
      [share("a", 1, 3), share("b", 1, 10)],
      [share("a", 2, 6), share("b", 9, 90)],
    );
    expect(level.fields.map(({ direction }) => direction)).toEqual(["level", "level"]);
    expect(level).toMatchObject({ aggregate: { direction: "down" }, reversed: true });
  });

  test("a field without papers at one time is ignored", () => {
    const result = fields.simpson(
      [share("a", 1, 10), share("b", 0, 0)],
      [share("a", 2, 10), share("b", 1, 10)],
    );
    expect(result.fields[1]).toMatchObject({ direction: null, before: { reason: "zero_denominator" } });
    expect(result.reversed).toBe(false);
  });
});

rejects([
  [
    "more joint papers than papers",
    () => fields.fieldNormalised([{ field: "AI", joint: 5, x: 4, y: 9, total: 20 }]),
    "in AI the joint count (5) is greater than the x count (4)",
  ],
  [
    "a field twice",
    () => fields.fieldNormalised([1, 2].map((x) => ({ field: "AI", joint: 1, x, y: 9, total: 20 }))),
    '"AI" comes twice',
  ],
  [
    "a stratum twice",
    () => fields.mantelHaenszel([1, 2].map((b) => ({ field: "AI", table: [[1, b], [3, 4]] }))), // prettier-ignore
    '"AI" comes twice',
  ],
  [
    "a negative cell",
    () => fields.mantelHaenszel([{ field: "AI", table: [[1, -2], [3, 4]] }]), // prettier-ignore
    "AI, row 0, column 1 is negative: -2",
  ],
  [
    "a field at one time only",
    () => fields.simpson([{ field: "a", joint: 1, total: 2 }], [{ field: "b", joint: 1, total: 2 }]),
    '"b" is only at the second time',
  ],
  ["no fields", () => fields.simpson([], []), "there are no fields at the first time"],
  [
    "more joint papers than all",
    () => fields.simpson([{ field: "a", joint: 3, total: 2 }], []),
    "joint count of a at the first time (3) is greater than the total (2)",
  ],
]);
