import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AnalysisError } from "../../../src/briefing/authoring/measures/errors.js";
import { partnerBreadth } from "../../../src/collaboration/pair/broadening.js";
import type { CountedPair } from "../../../src/collaboration/pair/joint-counts.js";
import {
  type PartnerCount,
  partnerCounts,
  partnerRank,
  partnerRanks,
} from "../../../src/collaboration/pair/partner-lists.js";
import { table } from "../../briefing/authoring/load/tables.js";
import { changed } from "../changed.js";

const year = { edition: "e", year: 2020 };
const listed = (works: Readonly<Record<string, number>>, over: Partial<typeof year> = {}): CountedPair[] =>
  Object.entries(works).map(([partner, count]) => ({
    reporter: "US",
    partner,
    ...year,
    ...over,
    works: count,
  }));
const bounded = (bounds: Readonly<Record<string, readonly [number, number]>>): readonly PartnerCount[] =>
  Object.entries(bounds).map(([partner, [lower, upper]]) => ({ partner, ...year, lower, upper }));
const places = (counts: readonly PartnerCount[]) =>
  Object.fromEntries(
    partnerRanks(counts, year).map(({ partner, rank }) => [partner, [rank.lower, rank.upper]]),
  );

describe("counts of partners", () => {
  test("pairs are read from either side, a reporter's lists only from its own side", () => {
    const pairs = [
      { a: "CN", b: "US", ...year, works: 5 },
      { a: "GB", b: "US", ...year, works: 3 },
      { a: "CN", b: "GB", ...year, works: 2 },
    ];
    expect(partnerCounts("US", pairs).map(({ partner, lower }) => [partner, lower])).toEqual([
      ["CN", 5],
      ["GB", 3],
    ]);
    expect(partnerCounts("GB", pairs).map(({ partner }) => partner)).toEqual(["CN", "US"]);
    expect(() => partnerCounts("CN", listed({ CN: 5, GB: 3 }))).toThrow(
      'there are no partners of "CN" in these rows',
    );
  });

  test("two values of a source, and published bounds, remain bounds", () => {
    const asked = { a: "CN", b: "US", ...year, works: 7, reverse: 6 };
    const printed = { reporter: "US", partner: "GB", ...year, lower: 3, upper: 9 };
    expect(partnerCounts("US", [asked, printed]).map(({ lower, upper }) => [lower, upper])).toEqual([
      [6, 7],
      [3, 9],
    ]);
  });

  test.each([
    ["two counts of one partner", [...listed({ CN: 5 }), ...listed({ CN: 6 })], "has two counts, 5 and 6"],
    ["a negative count", listed({ CN: -1 }), "US–CN, 2020, e is negative: -1"],
    ["a missing count", listed({ CN: NaN }), "US–CN, 2020, e is not a finite number"],
    ["an economy paired with itself", listed({ US: 1 }), '"US" is paired with itself'],
    ["no rows", [], 'no partners of "US"'],
  ])("%s throws and says where", (_, rows, message) => {
    expect(() => partnerCounts("US", rows)).toThrow(AnalysisError);
    expect(() => partnerCounts("US", rows)).toThrow(message);
  });

  test("the same count twice counts once", () => {
    expect(partnerCounts("US", [...listed({ CN: 5 }), ...listed({ CN: 5 })])).toHaveLength(1);
  });
});

describe("ranks of partners", () => {
  test("largest first, ties by code, those without papers last", () => {
    const ranks = partnerRanks(partnerCounts("US", listed({ GB: 3, CN: 4, CA: 3, AU: 0 })), year);
    expect(ranks.map(({ partner, place, rank }) => [partner, place, rank.lower, rank.upper])).toEqual([
      ["CN", 1, 1, 1],
      ["CA", 2, 2, 2],
      ["GB", 3, 3, 3],
      ["AU", 4, 4, 4],
    ]);
    expect(ranks.every(({ of }) => of === 4)).toBe(true);
  });

  test("only overlapping bounds make intervals of ranks", () => {
    expect(
      places(bounded({ CN: [90, 110], GB: [100, 105], DE: [50, 60], CA: [60, 70], AU: [1, 2] })),
    ).toEqual({
      CN: [1, 2],
      GB: [1, 2],
      // At 60 both are possible, and CA comes first by code: no other order can occur.
      CA: [3, 3],
      DE: [4, 4],
      AU: [5, 5],
    });
    expect(places(bounded({ CN: [60, 70], DE: [65, 65], US: [10, 99] }))).toEqual({
      US: [1, 3],
      CN: [1, 3],
      DE: [1, 3],
    });
  });

  test("the interval covers the ranks of every count within the bounds, and its ends are attained", () => {
    const bounds = fc.tuple(fc.nat(8), fc.nat(3)).map(([lower, more]) => [lower, lower + more] as const);
    const cases = fc.record({ A: bounds, B: bounds, C: bounds, D: bounds });
    fc.assert(
      fc.property(cases, (given) => {
        fc.pre(Object.values(given).some(([lower]) => lower > 0));
        const found = places(bounded(given));
        const seen: Record<string, number[]> = { A: [], B: [], C: [], D: [] };
        const between = ([lower, upper]: readonly [number, number]) =>
          Array.from({ length: upper - lower + 1 }, (_, index) => lower + index);
        for (const a of between(given.A))
          for (const b of between(given.B))
            for (const c of between(given.C))
              for (const d of between(given.D))
                Object.entries({ A: a, B: b, C: c, D: d })
                  .sort(([p, x], [q, y]) => y - x || (p < q ? -1 : 1))
                  .forEach(([code], index) => seen[code]?.push(index + 1));
        for (const [code, ranks] of Object.entries(seen))
          expect(found[code]).toEqual([Math.min(...ranks), Math.max(...ranks)]);
      }),
      { numRuns: 60 },
    );
  });

  test("neither the order of rows nor the scale of counts changes a rank", () => {
    const works = fc.dictionary(
      fc.constantFrom("AU", "CA", "CN", "GB", "HK"),
      fc.integer({ min: 1, max: 50 }),
      { minKeys: 1 },
    );
    fc.assert(
      fc.property(works, fc.integer({ min: 2, max: 9 }), (given, factor) => {
        const rows = listed(given);
        const ranks = partnerRanks(partnerCounts("US", rows), year);
        expect(partnerRanks(partnerCounts("US", [...rows].reverse()), year)).toEqual(ranks);
        const larger = Object.fromEntries(
          Object.entries(given).map(([code, count]) => [code, factor * count]),
        );
        expect(
          partnerRanks(partnerCounts("US", listed(larger)), year).map(({ partner, place }) => [
            partner,
            place,
          ]),
        ).toEqual(ranks.map(({ partner, place }) => [partner, place]));
      }),
    );
  });

  test("excluded partners are in no list", () => {
    const counts = partnerCounts("CN", table("partners"));
    const choice = { edition: "openalex-2024-08", year: 2022 };
    const codes = (leftOut: readonly string[]) =>
      partnerRanks(counts, { ...choice, leftOut })
        .slice(0, 5)
        .map(({ partner }) => partner);
    expect(codes([])).toEqual(["US", "GB", "AU", "HK", "CA"]);
    expect(codes(["HK", "MO"])).toEqual(["US", "GB", "AU", "CA", "DE"]);
  });

  test.each([
    ["a missing year", { edition: "e", year: 1999 }, "no partners in 1999", "It has 2020."],
    ["a missing edition", { edition: "f", year: 2020 }, 'in the edition "f"', "editions: e."],
    ["nobody left", { ...year, leftOut: ["CN"] }, "no partners in 2020", "It has 2020."],
  ])("%s throws and lists what is available", (_, choice, message, hint) => {
    const counts = partnerCounts("US", listed({ CN: 5 }));
    expect(() => partnerRanks(counts, choice)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(message) as string }) as Error,
    );
    expect(() => partnerRanks(counts, choice)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining(hint) as string }) as Error,
    );
  });

  test("a year without any joint papers has no largest partner; a single economy is first", () => {
    expect(() => partnerRanks(partnerCounts("US", listed({ CN: 0 })), year)).toThrow(
      "partnerRanks: no partner in 2020, e, is sure to have joint papers",
    );
    expect(partnerRanks(partnerCounts("US", listed({ CN: 3 })), year)).toMatchObject([
      { partner: "CN", place: 1, of: 1 },
    ]);
    expect(() => partnerRank([], "CN")).toThrow('no partner "CN"');
  });
});

type Works = Readonly<Record<string, number>>;
const counts = (...years: readonly (readonly [number, Works])[]): readonly PartnerCount[] =>
  years.flatMap(([year, works]) => partnerCounts("US", listed(works, { year })));
const years = { edition: "e", years: [2003, 2022], partner: "CN" };
const before = { CN: 40, GB: 30, DE: 20, JP: 10 };
const after = { CN: 20, GB: 40, DE: 30, JP: 5, SG: 9 };
const both = counts([2003, before], [2022, after]);

describe("breadth of partners", () => {
  test("a partner that only one of the years has counts in that year", () => {
    const alone = partnerBreadth(counts([2003, before], [2022, { CN: 20, GB: 40, DE: 30, JP: 5 }]), years);
    expect(partnerBreadth(both, years)).not.toEqual(alone);
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
        changed(both, Boolean, ({ upper }) => ({ upper: upper + 1 })),
        years,
      ),
    "the count of CN in 2003, e, is known between 40 and 41 only",
  ],
])("%s throws and names the problem", (_, work, message) => {
  expect(work).toThrow(AnalysisError);
  expect(work).toThrow(message);
});
