import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as decomposition from "../../../src/collaboration/indicators/decomposition.js";
import { rejects } from "./laws.js";

const factor = fc.oneof(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.constant(0), fc.constant(1));
const factors = fc.record({ a: factor, b: factor, c: factor });
const total = (effects: readonly decomposition.FactorEffect[]) =>
  effects.reduce((sum, { effect }) => sum + effect, 0);
const product = (given: decomposition.Factors) => Object.values(given).reduce((a, b) => a * b, 1);

describe("laws of the decomposition", () => {
  test("the effects add up to the change", () => {
    fc.assert(
      fc.property(factors, factors, (before, after) => {
        const effects = decomposition.lmdi(before, after);
        const then = product(before);
        const now = product(after);
        const scale = Math.max(then, now, ...effects.map(({ effect }) => Math.abs(effect)));
        expect(Math.abs(total(effects) - (now - then))).toBeLessThanOrEqual(1e-12 * scale);
        for (const { effect } of effects) expect(Number.isFinite(effect)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("reversing the times changes only the sign; the order of factors does not matter", () => {
    fc.assert(
      fc.property(factors, factors, (before, after) => {
        const there = decomposition.lmdi(before, after);
        const back = decomposition.lmdi(after, before);
        const turned = (given: typeof before) => ({ c: given.c, b: given.b, a: given.a });
        const other = decomposition.lmdi(turned(before), turned(after));
        there.forEach(({ factor: name, effect }, index) => {
          const tolerance = 1e-9 * Math.max(1, Math.abs(effect));
          expect(Math.abs((back[index]?.effect ?? NaN) + effect)).toBeLessThanOrEqual(tolerance);
          const same = other.find((item) => item.factor === name);
          expect(Math.abs((same?.effect ?? NaN) - effect)).toBeLessThanOrEqual(tolerance);
        });
      }),
    );
  });

  test("an unchanged factor has no effect, and the only one that changed has all of it", () => {
    const effects = decomposition.lmdi({ a: 2, b: 3 }, { a: 2, b: 5 });
    expect(effects.map(({ effect }) => effect)).toEqual([0, expect.closeTo(4, 12)]);
  });
});

describe("zeros", () => {
  test("a factor that was zero takes nearly all of the change, and the effects add up", () => {
    const result = decomposition.lmdi({ size: 10, affinity: 0 }, { size: 20, affinity: 3 });
    expect(total(result)).toBeCloseTo(60, 9);
    expect(result[1]?.effect).toBeGreaterThan(59.5);
  });

  test("zero at both times is no change", () => {
    const result = decomposition.lmdi({ size: 10, affinity: 0 }, { size: 20, affinity: 0 });
    expect(result.map(({ effect }) => effect)).toEqual([0, 0]);
  });
});

rejects([
  ["other factors", () => decomposition.lmdi({ a: 1 }, { a: 1, b: 2 }), '"b" is only in the second point'],
  ["a missing factor", () => decomposition.lmdi({ a: 1, b: 2 }, { a: 1 }), 'second value of "b" is missing'],
  ["no factors", () => decomposition.lmdi({}, {}), "no factors"],
]);
