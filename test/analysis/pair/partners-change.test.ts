import { describe, expect, test } from "vitest";
import { AnalysisError } from "../../../src/analysis/indicators/errors.js";
import { partnerBreadth } from "../../../src/analysis/pair/broadening.js";
import { type PartnerCount } from "../../../src/analysis/pair/partner-lists.js";

type Works = Readonly<Record<string, number>>;
const counts = (...years: readonly (readonly [number, Works])[]): readonly PartnerCount[] =>
  years.flatMap(([year, works]) =>
    Object.entries(works).map(([partner, count]) => ({
      partner,
      year,
      edition: "e",
      lower: count,
      upper: count,
    })),
  );
const years = { edition: "e", years: [2003, 2022], partner: "CN" };
const [before, after] = [
  { CN: 40, GB: 30, DE: 20, JP: 10 },
  { CN: 20, GB: 40, DE: 30, JP: 5, SG: 9 },
];
const both = counts([2003, before], [2022, after]);

describe("breadth of partners", () => {
  test("a partner that only one of the years has is excluded from both", () => {
    const alone = partnerBreadth(counts([2003, before], [2022, { CN: 20, GB: 40, DE: 30, JP: 5 }]), years);
    expect(partnerBreadth(both, years)).toEqual(alone);
    expect(alone[0]?.with.value).toBeCloseTo(1 / (0.16 + 0.09 + 0.04 + 0.01), 12);
    expect(alone[0]?.without).toEqual({ value: expect.closeTo(3600 / 1400, 12) as number, n: 3 });
  });

  test("if the pair is alone, nothing is left without it, which is reported", () => {
    const [first] = partnerBreadth(counts([2003, { CN: 4 }], [2022, { CN: 5 }]), years);
    expect(first?.with.value).toBe(1);
    expect(first?.without).toEqual({ value: null, reason: "insufficient_data", n: 0 });
    const zeros = counts([2003, { CN: 4, GB: 0 }], [2022, { CN: 5, GB: 1 }]);
    expect(partnerBreadth(zeros, years)[0]?.without).toEqual({
      value: null,
      reason: "insufficient_data",
      n: 1,
    });
  });
});

test.each([
  [
    "a partner missing from one of the years",
    () => partnerBreadth(both, { ...years, partner: "SG" }),
    '"SG" is not among the partners in 2003, e',
  ],
  [
    "a count between bounds",
    () =>
      partnerBreadth(
        both.map((count) => ({ ...count, upper: count.upper + 1 })),
        years,
      ),
    "the count of CN in 2003, e, is known between 40 and 41 only",
  ],
])("%s throws and names the problem", (_, work, message) => {
  expect(work).toThrow(AnalysisError);
  expect(work).toThrow(message);
});
