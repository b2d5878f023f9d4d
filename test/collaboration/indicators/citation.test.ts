import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as citation from "../../../src/collaboration/indicators/citation.js";

describe("laws of segregation", () => {
  const count = fc.integer({ min: 1, max: 1000 });
  const square = fc.record({ xToX: count, xToY: count, yToX: count, yToY: count });
  const factor = fc.integer({ min: 2, max: 50 });

  test("the growth of either group, citing or cited, does not change the odds ratio", () => {
    fc.assert(
      fc.property(square, factor, factor, (given, r, c) => {
        const grown = {
          xToX: given.xToX * r * c,
          xToY: given.xToY * r,
          yToX: given.yToX * c,
          yToY: given.yToY,
        };
        const here = citation.segregation(given);
        const there = citation.segregation(grown);
        expect((there.value ?? NaN) / (here.value ?? NaN)).toBeCloseTo(1, 9);
      }),
    );
  });

  test("it equals that of the relative citation indices, whatever each group publishes", () => {
    const papers = fc.integer({ min: 1, max: 900 });
    fc.assert(
      fc.property(square, papers, papers, (given, x, y) => {
        const citedByX = given.xToX + given.xToY;
        const citedByY = given.yToX + given.yToY;
        const { value, lower, upper } = citation.segregationOfIndices({
          xToX: given.xToX / citedByX / (x / (x + y)),
          xToY: given.xToY / citedByX / (y / (x + y)),
          yToX: given.yToX / citedByY / (x / (x + y)),
          yToY: given.yToY / citedByY / (y / (x + y)),
        });
        expect((value ?? NaN) / (citation.segregation(given).value ?? NaN)).toBeCloseTo(1, 9);
        expect([lower, upper]).toEqual([value, value]);
      }),
    );
  });

  test("swapping the groups changes nothing; the interval contains the ratio", () => {
    fc.assert(
      fc.property(square, (given) => {
        const { value, confidence, standardError } = citation.segregation(given);
        const turned = { xToX: given.yToY, xToY: given.yToX, yToX: given.xToY, yToY: given.xToX };
        expect(citation.segregation(turned).value).toBeCloseTo(value ?? NaN, 6);
        expect(standardError.value).toBeCloseTo(
          Math.sqrt(Object.values(given).reduce((sum, count) => sum + 1 / count, 0)),
          12,
        );
        expect(confidence?.lower).toBeLessThan(value ?? NaN);
        expect(confidence?.upper).toBeGreaterThan(value ?? NaN);
      }),
    );
  });

  test("with a zero cell, 0.5 is added to all; a group that cites neither has no odds", () => {
    const zero = citation.segregation({ xToX: 10, xToY: 0, yToX: 3, yToY: 7 });
    expect(zero.value).toBeCloseTo((10.5 * 7.5) / (0.5 * 3.5), 12);
    const none = { value: null, reason: "zero_denominator" };
    expect(citation.segregation({ xToX: 0, xToY: 0, yToX: 3, yToY: 7 })).toMatchObject({
      ...none,
      confidence: null,
    });
    const indices = { xToX: 1, xToY: { lower: 0, upper: 0.005 }, yToX: 1, yToY: 1 };
    expect(citation.segregationOfIndices(indices)).toMatchObject(none);
  });
});
