import { describe, expect, test } from "vitest";
import { bySize, remainingChange, worksRatio } from "../../../src/collaboration/verdict/works-ratio.js";

const question = { year: 2018, baseline: [2016, 2017] };

describe("what remains of a change", () => {
  const of = (papers: number, times: number) =>
    worksRatio(
      (year) => bySize({ joint: papers * (year === 2018 ? times : 1), x: 1e6, y: 1e6, world: 1e7 }),
      question,
    );

  test.each([
    [0.7, 0.7, 1],
    [0.7, 1, 0],
    [0.7, 0.49, 2],
    [0.5, 2, -1],
  ])("R %d of all, %d of the part: %d of it", (all, part, remains) => {
    const found = remainingChange(of(10_000, all), of(8_000, part));
    expect(found.value).toBeCloseTo(remains, 9);
    expect(found.confidence?.lower).toBeLessThan(remains);
    expect(found.confidence?.upper).toBeGreaterThan(remains);
  });

  test("for the same papers it is all, with certainty; without a change nothing can remain", () => {
    expect(remainingChange(of(10_000, 0.7), of(10_000, 0.7)).confidence).toMatchObject({
      lower: 1,
      upper: 1,
    });
    expect(remainingChange(of(10_000, 1), of(8_000, 0.7))).toMatchObject({ reason: "zero_denominator" });
    expect(remainingChange(of(10_000, 0), of(8_000, 0)).value).toBeGreaterThan(0.9);
  });

  test("its interval contains the truth at about the nominal rate", () => {
    let state = 7;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
    const count = (mean: number) => Math.round(mean + Math.sqrt(mean) * normal());
    const runs = Array.from({ length: 2_000 }, () => {
      // Three quarters of the papers are in the subset, and half of the others disappear.
      const years = [1, 1, 0.5].map((kept) => ({ part: count(1_500), rest: count(500 * kept) }));
      const ratio = (papers: (year: (typeof years)[number]) => number) =>
        worksRatio((year) => {
          const found = years[year - 2016];
          return found === undefined ? null : bySize({ joint: papers(found), x: 1e6, y: 1e6, world: 1e7 });
        }, question);
      return remainingChange(
        ratio(({ part, rest }) => part + rest),
        ratio(({ part }) => part),
      ).confidence;
    });
    const known = runs.filter((interval) => interval !== null);
    const held = known.filter(({ lower, upper }) => lower <= 0 && 0 <= upper).length / known.length;
    expect(held).toBeGreaterThan(0.93);
    expect(held).toBeLessThan(0.97);
  });
});
