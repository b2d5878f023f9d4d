import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as counting from "../../../src/analysis/indicators/counting.js";
import { AnalysisError } from "../../../src/analysis/indicators/errors.js";
import { authorships, codes, papers, shuffled } from "./arbitraries.js";

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const ofPapers = (rows: readonly { readonly papers: number }[]): number => sum(rows.map((row) => row.papers));
const distinct = (paper: readonly string[]): number => new Set(paper).size;

describe("laws of counting", () => {
  test("fractions add up to the papers, links of a paper to one", () => {
    fc.assert(
      fc.property(papers, (given) => {
        const counts = counting.fractional(given);
        expect(ofPapers(counts.rows)).toBeCloseTo(counts.papers, 9);
        expect(counts.papers + counts.withoutEconomy).toBe(given.length);
        const international = given.filter((paper) => distinct(paper) >= 2);
        expect(ofPapers(counting.fractionalPairs(given))).toBeCloseTo(international.length, 9);
        expect(ofPapers(counting.pairs(given))).toBe(
          sum(international.map((paper) => (distinct(paper) * (distinct(paper) - 1)) / 2)),
        );
      }),
    );
  });

  test("whole counts are at least the fractional ones", () => {
    fc.assert(
      fc.property(papers, (given) => {
        const whole = counting.whole(given).rows;
        counting.fractional(given).rows.forEach(({ economy, papers: fraction }, index) => {
          expect(whole[index]?.economy).toBe(economy);
          expect(whole[index]?.papers).toBeGreaterThanOrEqual(fraction - 1e-9);
        });
      }),
    );
  });

  test("author-level fractions lose only what authors without an economy had", () => {
    fc.assert(
      fc.property(authorships, (given) => {
        const known = counting.authorFractional(given, { among: "authors with an economy" });
        const all = counting.authorFractional(given, { among: "all authors" });
        expect(ofPapers(known.rows)).toBeCloseTo(known.papers, 9);
        const lost = given
          .filter((paper) => paper.some((author) => author.length > 0))
          .map((paper) => paper.filter((author) => author.length === 0).length / paper.length);
        expect(ofPapers(all.rows)).toBeCloseTo(known.papers - sum(lost), 9);
      }),
    );
  });

  test("nothing depends on the order of papers, economies or authors", () => {
    fc.assert(
      fc.property(
        papers.chain((given) =>
          fc.tuple(fc.constant(given), shuffled(given.map((paper) => [...paper].reverse()))),
        ),
        ([given, other]) => {
          expect(counting.whole(other)).toEqual(counting.whole(given));
          expect(counting.fractional(other)).toEqual(counting.fractional(given));
          expect(counting.pairs(other)).toEqual(counting.pairs(given));
          expect(counting.fractionalPairs(other)).toEqual(counting.fractionalPairs(given));
          expect(counting.split(other, "US", "CN")).toEqual(counting.split(given, "US", "CN"));
        },
      ),
    );
    fc.assert(
      fc.property(
        authorships.chain((given) =>
          fc.tuple(fc.constant(given), shuffled(given.map((paper) => [...paper].reverse()))),
        ),
        ([given, other]) => {
          const credit = { among: "all authors" } as const;
          expect(counting.authorFractional(other, credit)).toEqual(counting.authorFractional(given, credit));
          expect(counting.collaborationScore(other, "US", "CN", credit)).toBe(
            counting.collaborationScore(given, "US", "CN", credit),
          );
        },
      ),
    );
  });

  test("other names for the economies give the same counts under the other names", () => {
    const renamed: Readonly<Record<string, string>> = Object.fromEntries(
      codes.map((code, index) => [code, codes[codes.length - 1 - index] ?? code]),
    );
    fc.assert(
      fc.property(papers, (given) => {
        const other = given.map((paper) => paper.map((code) => renamed[code] ?? code));
        for (const count of [counting.whole, counting.fractional]) {
          const back = new Map(count(other).rows.map(({ economy, papers: n }) => [economy, n]));
          for (const { economy, papers: n } of count(given).rows)
            expect(back.get(renamed[economy] ?? "")).toBe(n);
        }
      }),
    );
  });

  test("bilateral and multilateral pairs are all pairs; a split is one of them", () => {
    fc.assert(
      fc.property(papers, (given) => {
        const { bilateral, multilateral, total } = counting.split(given, "US", "CN");
        const of = (among: "all" | "bilateral" | "multilateral") =>
          counting.pairs(given, { among }).find(({ x, y }) => x === "CN" && y === "US")?.papers ?? 0;
        expect([of("bilateral"), of("multilateral"), of("all")]).toEqual([bilateral, multilateral, total]);
        expect(bilateral + multilateral).toBe(total);
      }),
    );
  });
});

describe("Hong Kong and Macau by parameter", () => {
  const given = [
    ["US", "CN", "HK"],
    ["US", "HK"],
    ["US", "CN"],
    ["US", "MO", "HK"],
    ["CN", "HK"],
  ];
  const countAs = { HK: "CN", MO: "CN" };

  test("decides what is a joint paper and what is bilateral", () => {
    expect(counting.split(given, "US", "CN")).toMatchObject({ bilateral: 1, multilateral: 1, total: 2 });
    expect(counting.split(given, "US", "CN", { countAs })).toMatchObject({
      bilateral: 4,
      multilateral: 0,
      total: 4,
    });
    expect(counting.split(given, "US", "HK", { countAs }).total).toBe(4);
  });

  test("decides what is international", () => {
    expect(counting.pairs(given, { countAs })).toEqual([{ x: "CN", y: "US", papers: 4 }]);
    expect(counting.whole(given, { countAs }).rows).toEqual([
      { economy: "CN", papers: 5 },
      { economy: "US", papers: 4 },
    ]);
  });

  test("knows no names of its own: a code that is an object's property is a code", () => {
    expect(counting.whole([["constructor", "US"]], { countAs }).rows.map(({ economy }) => economy)).toEqual([
      "US",
      "constructor",
    ]);
  });
});

test("limits of authorship are included, and apply after the rule for territories", () => {
  const given = [100, 101].map((authors) => ({ authors, economies: ["US", "CN", "HK"] }));
  expect(counting.withinAuthorship(given, { maxAuthors: 100 })).toEqual(given.slice(0, 1));
  expect(counting.withinAuthorship(given, { maxEconomies: 3 })).toEqual(given);
  expect(counting.withinAuthorship(given, { maxEconomies: 2 })).toEqual([]);
  expect(counting.withinAuthorship(given, { maxEconomies: 2, countAs: { HK: "CN" } })).toEqual(given);
});

test("double affiliations", () => {
  const given = [[["US", "CN"], ["GB"]], [["US"], ["CN"]], [["US"], ["US"]], [["US"], ["CN", "HK"]], [[]]];
  expect(counting.dualAffiliation(given, "US", "CN")).toEqual({ dual: 1, separate: 2, total: 3 });
});

test("the collaboration score is what both contribute to their joint papers", () => {
  const credit = { among: "all authors" } as const;
  // A third of the first paper is GB's; the second is no joint paper.
  expect(counting.collaborationScore([[["US"], ["CN"], ["GB"]], [["US"]]], "US", "CN", credit)).toBeCloseTo(
    2 / 3,
  );
});

describe("impossible input", () => {
  test.each([
    [
      "a code that is none",
      () => counting.whole([["US"], ["CN", ""]]),
      'paper 1: expected the code of an economy, got ""',
    ],
    [
      "a missing code",
      () => counting.pairs([["US", null as unknown as string]]),
      "paper 0: expected the code of an economy, got null",
    ],
    ["a pair of one", () => counting.split([], "HK", "CN", { countAs: { HK: "CN" } }), "counted as one"],
    [
      "half an author",
      () => counting.withinAuthorship([{ authors: 1.5, economies: [] }], {}),
      "paper 0: expected the number of its authors, got 1.5",
    ],
    [
      "a limit of none",
      () => counting.withinAuthorship([], { maxAuthors: 0 }),
      "maxAuthors must be at least 1",
    ],
  ])("%s throws and says which", (_, work, message) => {
    expect(work).toThrow(AnalysisError);
    expect(work).toThrow(message);
  });
});
