import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AnalysisError } from "../../../src/analysis/indicators/errors.js";
import { partnerBreadth, partnerTurnover } from "../../../src/analysis/pair/broadening.js";
import { type PartnerCount } from "../../../src/analysis/pair/partner-lists.js";
import { partnerShifts } from "../../../src/analysis/pair/partner-gap.js";

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
const choice = { edition: "e", from: 2003, to: 2022, partner: "CN" };
const years = { edition: "e", years: [2003, 2022], partner: "CN" };
const [before, after] = [
  { CN: 40, GB: 30, DE: 20, JP: 10 },
  { CN: 20, GB: 40, DE: 30, JP: 5, SG: 9 },
];
const both = counts([2003, before], [2022, after]);

describe("breadth of partners", () => {
  test("a partner that only one of the years has is in neither", () => {
    const alone = partnerBreadth(counts([2003, before], [2022, { CN: 20, GB: 40, DE: 30, JP: 5 }]), years);
    expect(partnerBreadth(both, years)).toEqual(alone);
    expect(alone[0]?.with.effective.value).toBeCloseTo(1 / (0.16 + 0.09 + 0.04 + 0.01), 12);
    expect(alone[0]?.without.effective).toEqual({ value: expect.closeTo(3600 / 1400, 12) as number, n: 3 });
  });

  test("only the pair itself: nothing is left without it, and that is said", () => {
    const [first] = partnerBreadth(counts([2003, { CN: 4 }], [2022, { CN: 5 }]), years);
    expect(first?.with.effective.value).toBe(1);
    expect(first?.without.effective).toEqual({ value: null, reason: "insufficient_data", n: 0 });
    const zeros = counts([2003, { CN: 4, GB: 0 }], [2022, { CN: 5, GB: 1 }]);
    expect(partnerBreadth(zeros, years)[0]?.without.gini).toEqual({
      value: null,
      reason: "insufficient_data",
      n: 1,
    });
    expect(partnerTurnover(zeros, choice).without.shares.reason).toBe("insufficient_data");
  });
});

describe("turnover of partners", () => {
  test("what one partner moves is not counted without it", () => {
    const { with: all, without } = partnerTurnover(
      counts([2003, { CN: 50, GB: 30, DE: 20 }], [2022, { CN: 10, GB: 30, DE: 20 }]),
      choice,
    );
    expect(all.shares.value).toBeGreaterThan(0.3);
    expect(without).toEqual({
      counts: { value: 0, n: 2 },
      shares: { value: 0, n: 2 },
      kendall: { value: 1, n: 2 },
      top: { value: 1, n: 2 },
    });
  });
});

describe("shifts of partners", () => {
  test("greatest gain first, over the partners of both years, adding up to nothing", () => {
    const { shifts, onlyBefore, onlyAfter, gained, halfGainedBy } = partnerShifts(both, choice);
    expect(shifts.map(({ partner }) => partner)).toEqual(["GB", "DE", "JP", "CN"]);
    expect([onlyBefore, onlyAfter]).toEqual([[], ["SG"]]);
    expect(shifts[0]).toMatchObject({
      countBefore: { lower: 30, upper: 30 },
      countChange: { value: 10 },
      shareBefore: { lower: 0.3, upper: 0.3 },
      shareAfter: { lower: 40 / 95, upper: 40 / 95 },
    });
    const total = shifts.reduce((sum, { shareChange }) => sum + (shareChange.value ?? NaN), 0);
    expect(total).toBeCloseTo(0, 12);
    expect(gained).toBeCloseTo(40 / 95 - 0.3 + 30 / 95 - 0.2, 12);
    expect(halfGainedBy).toBe(1);
  });

  test("how many gainers it takes to make half of the gains", () => {
    const spread = counts(
      [2003, { CN: 50, GB: 10, DE: 10, FR: 10, IT: 10, JP: 10 }],
      [2022, { CN: 10, GB: 18, DE: 18, FR: 18, IT: 18, JP: 18 }],
    );
    expect(partnerShifts(spread, choice)).toMatchObject({
      halfGainedBy: 3,
      gained: expect.closeTo(0.4, 12) as number,
    });
    const thrice = counts([2003, before], [2022, { CN: 120, GB: 90, DE: 60, JP: 30 }]);
    expect(partnerShifts(thrice, choice)).toMatchObject({ halfGainedBy: 0, gained: 0 });
    const still = counts([2003, before], [2022, before]);
    expect(partnerShifts(still, choice)).toMatchObject({ halfGainedBy: 0, gained: 0 });
  });

  test("bounds travel into counts, shares and changes", () => {
    const bounded = both.map((count) =>
      count.partner === "CN" ? { ...count, upper: count.lower + 2 } : count,
    );
    const own = partnerShifts(bounded, choice).shifts.find(({ partner }) => partner === "CN");
    expect(own?.countChange).toMatchObject({ lower: -22, upper: -18 });
    expect(own?.shareBefore).toEqual({ lower: 0.4, upper: 42 / 102 });
    expect(own?.shareChange.lower).toBeLessThan(own?.shareChange.value ?? NaN);
  });

  test("every share gained is one lost, in any order of rows and at any scale", () => {
    const works = fc.record({
      CN: fc.nat(50),
      GB: fc.nat(50),
      DE: fc.nat(50),
      JP: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(works, works, fc.integer({ min: 2, max: 7 }), (first, second, factor) => {
        const rows = counts([2003, first], [2022, second]);
        const found = partnerShifts(rows, choice);
        expect(partnerShifts([...rows].reverse(), choice)).toEqual(found);
        const lost = found.shifts.reduce(
          (sum, { shareChange: { value } }) => sum - Math.min(0, value ?? NaN),
          0,
        );
        expect(found.gained).toBeCloseTo(lost, 10);
        const larger = rows.map((row) => ({ ...row, lower: factor * row.lower, upper: factor * row.upper }));
        partnerShifts(larger, choice).shifts.forEach(({ partner, shareChange }) => {
          const same = found.shifts.find((shift) => shift.partner === partner);
          expect(shareChange.value).toBeCloseTo(same?.shareChange.value ?? NaN, 10);
        });
      }),
    );
  });
});

test.each([
  [
    "a year that the edition lacks",
    () => partnerShifts(counts([2003, before]), choice),
    'no partners in 2022 in the edition "e"',
  ],
  [
    "another edition",
    () => partnerBreadth(both, { ...years, edition: "f" }),
    'no partners in 2003 in the edition "f"',
  ],
  [
    "a partner that is not in both years",
    () => partnerTurnover(both, { ...choice, partner: "SG" }),
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
  [
    "no partner in common",
    () => partnerShifts(counts([2003, { CN: 1 }], [2022, { GB: 1 }]), choice),
    "partnerShifts: no partner is sure to have joint papers",
  ],
])("%s throws and says which", (_, work, message) => {
  expect(work).toThrow(AnalysisError);
  expect(work).toThrow(message);
});
