import { describe, expect, test } from "vitest";
import { jointInFields } from "../../../src/collaboration/claims/single-papers.js";
import type { PairContext } from "../../../src/collaboration/pair/context.js";
import { worksRule } from "./answers.js";

/** A pair with joint papers in one field: their number per year in the baseline, and in the verdict year. */
const about = (field: number, before: number, after: number) =>
  ({
    works: {
      rule: worksRule,
      cube: {
        cells: [2015, 2017, 2021].map((year) => ({
          year,
          field,
          joint: { whole: year === 2021 ? after : before },
        })),
      },
    },
    assessment: { complete: { year: 2021 }, comparable: { baselineYears: [2015, 2017] } },
  }) as unknown as PairContext;

describe("claims that need single papers", () => {
  test.each([
    [1_000, 980, true],
    [1_000, 800, false],
  ])("joint papers on the environment, %d a year and then %d", (before, after, wanted) => {
    expect(jointInFields(about(23, before, after), [23])).toMatchObject({ before, after, holds: wanted });
  });

  test("few papers decide nothing, and neither does a briefing without a cube", () => {
    expect(jointInFields(about(23, 50, 10), [23])).toBeNull();
    expect(jointInFields({ ...about(23, 1_000, 10), works: null }, [23])).toBeNull();
  });
});
