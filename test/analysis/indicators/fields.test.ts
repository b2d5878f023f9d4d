import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Measure } from "../../../src/model/measure.js";
import * as fields from "../../../src/analysis/indicators/fields.js";
import { shuffled } from "./arbitraries.js";
import { rejects } from "./laws.js";

const table = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(fc.nat(1000), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

/** The advantage of every economy (a row) in every field (a column). */
function advantages(counts: readonly (readonly number[])[]): readonly (readonly Measure[])[] {
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const total = sum(counts.flat());
  return counts.map((row) =>
    row.map((papers, j) => {
      const field = sum(counts.map((other) => other[j] ?? NaN));
      return fields.rca({ papers, economy: sum(row), field, total });
    }),
  );
}

describe("laws of comparative advantage", () => {
  test("weighted with the fields' shares of the world it is one for every economy", () => {
    fc.assert(
      fc.property(table, (counts) => {
        const total = counts.flat().reduce((a, b) => a + b, 0);
        const columns = (counts[0] ?? []).map((_, j) => counts.reduce((sum, row) => sum + (row[j] ?? 0), 0));
        for (const row of advantages(counts)) {
          if (row.every(({ value }) => value === null)) continue;
          const mean = row.reduce((sum, { value }, j) => sum + ((value ?? 0) * (columns[j] ?? 0)) / total, 0);
          expect(mean).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  test("the scale of the counts does not matter; the bounded form lies in its range and keeps the order", () => {
    fc.assert(
      fc.property(table, fc.integer({ min: 2, max: 1000 }), (counts, factor) => {
        const here = advantages(counts).flat();
        const there = advantages(counts.map((row) => row.map((count) => count * factor))).flat();
        here.forEach(({ value }, index) => {
          if (value === null) expect(there[index]?.value).toBeNull();
          else expect(there[index]?.value).toBeCloseTo(value, 9);
        });
        for (const one of here) {
          const { value } = fields.rsca(one);
          if (value === null) continue;
          expect(Math.abs(value)).toBeLessThanOrEqual(1);
          expect(Math.sign(value)).toBe(
            Math.abs((one.value ?? NaN) - 1) < 1e-15 ? Math.sign(value) : Math.sign((one.value ?? NaN) - 1),
          );
        }
      }),
    );
  });
});

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
  test("with one field it is the ratio that is not normalised; the order of fields does not matter", () => {
    fc.assert(
      fc.property(
        counts.chain((all) => fc.tuple(fc.constant(all), shuffled(all))),
        ([all, other]) => {
          const [one] = fields.fieldNormalised(all.slice(0, 1)).fields;
          const single = fields.fieldNormalised(all.slice(0, 1));
          expect(single.unnormalised).toEqual({ ...single.unnormalised, value: single.value });
          expect(one?.ratio.value).toBe(single.value);
          const [here, there] = [fields.fieldNormalised(all), fields.fieldNormalised(other)];
          expect([there.value, there.confidence, there.expected]).toEqual([
            here.value,
            here.confidence,
            here.expected,
          ]);
        },
      ),
    );
  });

  test("the interval holds the value; at no joint paper it begins at zero, fractions have none", () => {
    fc.assert(
      fc.property(counts, (all) => {
        const { value, confidence } = fields.fieldNormalised(all);
        if (value === null || confidence === null) return;
        expect(confidence.lower).toBeLessThanOrEqual(value);
        expect(confidence.upper).toBeGreaterThanOrEqual(value);
      }),
    );
    const field = { field: "AI", joint: 0, x: 10, y: 10, total: 100 };
    // −ln 0.025 = 3.689: the exact upper bound of a count of none.
    expect(fields.fieldNormalised([field]).confidence?.lower).toBe(0);
    expect(fields.fieldNormalised([field]).confidence?.upper).toBeCloseTo(-Math.log(0.025), 12);
    expect(fields.fieldNormalised([{ ...field, joint: 0.5 }]).confidence).toBeNull();
  });

  test("nothing expected has no ratio", () => {
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

  test("is none where the whole goes the way of its fields, or the fields differ", () => {
    expect(fields.simpson([share("a", 1, 10)], [share("a", 2, 10)])).toMatchObject({
      everyField: "up",
      reversed: false,
    });
    const mixed = fields.simpson(
      [share("a", 1, 10), share("b", 5, 10)],
      [share("a", 2, 10), share("b", 4, 10)],
    );
    expect(mixed).toMatchObject({ everyField: null, reversed: false });
  });

  test("shares that are equal as fractions are level; a whole that moves while all fields are level is one too", () => {
    const level = fields.simpson(
      [share("a", 1, 3), share("b", 1, 10)],
      [share("a", 2, 6), share("b", 9, 90)],
    );
    expect(level.fields.map(({ direction, change }) => [direction, change.value])).toEqual([
      ["level", 0],
      ["level", 0],
    ]);
    expect(level).toMatchObject({ everyField: "level", aggregate: { direction: "down" }, reversed: true });
  });

  test("a field without papers at one time has no say", () => {
    const result = fields.simpson(
      [share("a", 1, 10), share("b", 0, 0)],
      [share("a", 2, 10), share("b", 1, 10)],
    );
    expect(result.fields[1]).toMatchObject({ direction: null, change: { reason: "zero_denominator" } });
    expect(result.everyField).toBe("up");
  });
});

rejects([
  [
    "a cell above its economy",
    () => fields.rca({ papers: 5, economy: 4, field: 9, total: 20 }),
    "(5) is greater than that of the economy (4)",
  ],
  [
    "a field above the total",
    () => fields.rca({ papers: 1, economy: 4, field: 30, total: 20 }),
    "count of the field (30) is greater than the total (20)",
  ],
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
    () =>
      fields.mantelHaenszel(
        ["AI", "AI"].map((field) => ({
          field,
          table: [
            [1, 2],
            [3, 4],
          ],
        })),
      ),
    '"AI" comes twice',
  ],
  [
    "a negative cell",
    () =>
      fields.mantelHaenszel([
        {
          field: "AI",
          table: [
            [1, -2],
            [3, 4],
          ],
        },
      ]),
    "AI, row 0, column 1 is negative: -2",
  ],
  ["a level of two", () => fields.mantelHaenszel([], { level: 2 }), "confidence level"],
  [
    "a field of one time only",
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
