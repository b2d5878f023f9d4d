import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as decomposition from "../../../src/analysis/indicators/decomposition.js";
import { AnalysisError } from "../../../src/analysis/indicators/errors.js";
import { shuffled } from "./arbitraries.js";

const growth = fc
  .array(fc.tuple(fc.nat(1000), fc.nat(1000), fc.integer({ min: 1, max: 5000 }), fc.nat(5000)), {
    minLength: 1,
    maxLength: 6,
  })
  .map((all) =>
    all.map(([before, after, restBefore, restAfter], index) => ({
      field: `f${index}`,
      before,
      after,
      worldBefore: before + restBefore,
      worldAfter: after + restAfter,
    })),
  );

describe("shift–share", () => {
  test("the three parts add up to the change, in every field and in all; the order of fields does not matter", () => {
    fc.assert(
      fc.property(
        growth.chain((all) => fc.tuple(fc.constant(all), shuffled(all))),
        ([all, other]) => {
          const result = decomposition.shiftShare(all);
          for (const { national, mix, competitive, change } of [result, ...result.fields])
            expect((national.value ?? NaN) + (mix.value ?? NaN) + (competitive.value ?? NaN)).toBeCloseTo(
              change,
              6,
            );
          const { national, mix, competitive, change } = decomposition.shiftShare(other);
          expect({ national, mix, competitive, change }).toEqual({
            national: result.national,
            mix: result.mix,
            competitive: result.competitive,
            change: result.change,
          });
        },
      ),
    );
  });

  test("a pair that grows as the world does in every field owes nothing to itself", () => {
    const { competitive, mix } = decomposition.shiftShare([
      { field: "a", before: 10, after: 20, worldBefore: 100, worldAfter: 200 },
      { field: "b", before: 10, after: 10, worldBefore: 100, worldAfter: 100 },
    ]);
    expect(competitive.value).toBeCloseTo(0, 12);
    expect(mix.value).toBeCloseTo(0, 12);
  });

  test("a field that is new in the world has no growth, and the sums have none", () => {
    const { fields, national, change } = decomposition.shiftShare([
      { field: "old", before: 10, after: 20, worldBefore: 100, worldAfter: 200 },
      { field: "new", before: 0, after: 5, worldBefore: 0, worldAfter: 50 },
    ]);
    expect(fields[1]).toMatchObject({ national: { value: null, reason: "zero_denominator" }, change: 5 });
    expect(national).toEqual({ value: null, reason: "zero_denominator", n: 10 });
    expect(change).toBe(15);
  });
});

describe("Kitagawa", () => {
  const weights = (values: readonly number[]) => {
    const total = values.reduce((a, b) => a + b, 0);
    return values.map((value) => value / total);
  };
  const amounts = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 4, maxLength: 4 });
  const rates = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });

  test("both parts add up to the change; turned round they change sign; fields come in any order", () => {
    fc.assert(
      fc.property(amounts, amounts, rates, rates, (m0, m1, r0, r1) => {
        const [before, after] = [weights(m0), weights(m1)];
        const fields = before.map((mixBefore, i) => ({
          field: String(i),
          mixBefore,
          mixAfter: after[i] ?? NaN,
          rateBefore: r0[i] ?? NaN,
          rateAfter: r1[i] ?? NaN,
        }));
        const there = decomposition.kitagawa(fields);
        const back = decomposition.kitagawa(
          [...fields].reverse().map(({ field, mixBefore, mixAfter, rateBefore, rateAfter }) => ({
            field,
            mixBefore: mixAfter,
            mixAfter: mixBefore,
            rateBefore: rateAfter,
            rateAfter: rateBefore,
          })),
        );
        expect(there.composition + there.rate).toBeCloseTo(there.change, 12);
        expect(back.composition).toBeCloseTo(-there.composition, 12);
        expect(back.rate).toBeCloseTo(-there.rate, 12);
      }),
    );
  });
});

const field = { field: "a", before: 1, after: 1, worldBefore: 2, worldAfter: 2 };
const mixed = { field: "a", mixBefore: 1, mixAfter: 1, rateBefore: 0.1, rateAfter: 0.2 };
test.each([
  ["a field twice", () => decomposition.shiftShare([field, field]), '"a" comes twice'],
  [
    "more than the world",
    () => decomposition.shiftShare([{ ...field, after: 3 }]),
    "count of a after (3) is greater than the world's (2)",
  ],
  [
    "weights that do not add up",
    () => decomposition.kitagawa([{ ...mixed, mixAfter: 0.5 }]),
    "second weights add up to 0.5, not to 1",
  ],
  ["a field twice in a mix", () => decomposition.kitagawa([mixed, mixed]), '"a" comes twice'],
  [
    "a missing rate",
    () => decomposition.kitagawa([{ ...mixed, rateBefore: NaN }]),
    "first rate of a is not a finite number",
  ],
])("%s throws and says which", (_, work, message) => {
  expect(work).toThrow(AnalysisError);
  expect(work).toThrow(message);
});
