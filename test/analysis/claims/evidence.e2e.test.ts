/** The evidence on claims follows the tables. */
import { describe, expect, test } from "vitest";
import { claimedPeaks, fallsSincePeak, sharesOfWorld } from "../../../src/analysis/claims/counts.js";
import { apart, firstPlaces, nextPlaces, spreadings } from "../../../src/analysis/claims/partners.js";
import { agreed, printed } from "../../../src/analysis/claims/tables.js";
import { movedWith, weightOf } from "../../../src/analysis/claims/third-countries.js";
import { fixedVenueSets, greatestEmitters, topCitedTogether } from "../../../src/analysis/claims/topics.js";
import type { AiVenuesRow } from "../../../src/analysis/rows.js";
import { altered, jointTimes } from "./altered.js";

const states = (all: readonly { readonly holds: boolean | null }[]) => all.map(({ holds }) => holds);

describe("counts", () => {
  /** Multiplies joint papers of the two in the years of an edition by a factor. */
  function times(factor: number, edition: string, years: readonly number[]) {
    const has = (row: { readonly edition: string; readonly year: number }) =>
      row.edition === edition && years.includes(row.year);
    const scale = (value: number) => Math.round(value * factor);
    return altered({
      copublications: (rows) =>
        rows.map((row) =>
          row.reporter === "US" && row.partner === "CN" && has(row)
            ? { ...row, lower: scale(row.lower), upper: scale(row.upper) }
            : row,
        ),
      pairs: (rows) =>
        rows.map((row) =>
          row.a === "CN" && row.b === "US" && has(row)
            ? { ...row, works: scale(row.works), reverse: null }
            : row,
        ),
      "nsf-pairs": (rows) =>
        rows.map((row) =>
          row.a === "CN" && row.b === "US" && has(row) ? { ...row, works: scale(row.works) } : row,
        ),
    });
  }

  /** The two without their joint papers in one year, in every edition. */
  function withoutYear(year: number) {
    const gone = (row: { readonly year: number }, ...codes: readonly string[]) =>
      row.year === year && codes.includes("US") && codes.includes("CN");
    return altered({
      copublications: (rows) => rows.filter((row) => !gone(row, row.reporter, row.partner)),
      pairs: (rows) => rows.filter((row) => !gone(row, row.a, row.b)),
      "nsf-pairs": (rows) => rows.filter((row) => !gone(row, row.a, row.b)),
    });
  }

  const openalex = "openalex-2024-08";
  const peaks = (about = altered()) => claimedPeaks(about, 2020);

  test("a year with more papers in the same edition contradicts the date", () => {
    expect(states(peaks(times(1.3, openalex, [2021])))).toEqual([null, false]);
  });

  test("a year that no source counts leaves the date undecided", () => {
    const found = peaks(withoutYear(2020));
    expect(states(found)).toEqual([null, null]);
    expect(found[1]?.claimed).toBeNull();
  });

  test("a count that never fell contradicts the fall", () => {
    const rising = fallsSincePeak(times(2, openalex, [2023]));
    expect(states(rising)).toEqual([true, false]);
  });

  test("a peak in the last complete year leaves the fall undecided", () => {
    const [, found] = fallsSincePeak(times(2, openalex, [2022]));
    expect(found).toMatchObject({ holds: null, settled: null, top: { year: 2022 } });
  });

  test("without Elsevier's published numbers there is nothing to compare", () => {
    const about = altered({ estimates: (rows) => rows.filter((row) => row.publisher !== "Elsevier") });
    expect(() => printed(about, "elsevier-2020")).toThrow('no primary row "elsevier-2020"');
  });

  describe("shares of the world's papers", () => {
    const shares = (about = altered()) =>
      ["us", "cn"].flatMap((of) => sharesOfWorld(about, printed(about, `elsevier-output-${of}`)));

    test("whole and fractional counts are judged separately, and follow the output", () => {
      expect(states(shares())).toEqual([true, false, false, true]);
      expect(shares()[0]?.share).toBeCloseTo(0.209, 3);
      const about = altered({
        "field-output": (rows) =>
          rows.map((row) =>
            row.economy === "US" ? { ...row, whole: row.whole / 2, fractional: row.fractional * 1.25 } : row,
          ),
      });
      expect(states(shares(about))).toEqual([false, true, false, true]);
    });

    test("a missing year of output leaves the share undecided", () => {
      const about = altered({
        "field-output": (rows) => rows.filter(({ economy, year }) => economy !== "CN" || year !== 2019),
      });
      expect(states(shares(about))).toEqual([true, false, null, null]);
    });
  });
});

describe("partners", () => {
  const named = ["GB", "AU", "CA"];
  const nextOf = (about = altered()) => [nextPlaces(about, named), nextPlaces(about, named, apart)];

  test("each is the other's largest partner in the shipped data, but not after a fall to a twelfth", () => {
    expect(states(firstPlaces(altered()))).toEqual([true, true]);
    const fallen = firstPlaces(altered(jointTimes(0.08)));
    expect(states(fallen)).toEqual([false, false]);
  });

  test("Hong Kong as a partner and as part of China are two parts, and both follow the counts", () => {
    expect(states(nextOf())).toEqual([true, true]);
    expect(nextOf()[1]?.lists[0]?.years[0]?.places).toContainEqual({ partner: "AU", place: 2 });
    const fewer = altered({
      partners: (rows) =>
        rows.map((row) => (row.reporter === "CN" && row.partner === "CA" ? { ...row, works: 1 } : row)),
    });
    expect(states(nextOf(fewer))).toEqual([false, false]);
  });

  test("a list without a partner decides nothing", () => {
    const about = altered({
      partners: (rows) => rows.filter((row) => !(row.reporter === "CN" && row.partner === "GB")),
    });
    expect(states(nextOf(about))).toEqual([null, null]);
  });

  test("breadth is compared between the same two years in every source", () => {
    const found = spreadings(altered());
    expect(states(found)).toEqual([true, false, true, true]);
    const rounded = found[0]?.spreads.map(({ before, after }) => [before.toFixed(1), after.toFixed(1)]);
    expect(rounded).toEqual([
      ["17.8", "23.2"],
      ["20.1", "27.9"],
    ]);
    expect(found.map(({ since }) => since?.from)).toEqual([undefined, 2013, undefined, undefined]);
  });

  test("if one partner takes all the growth, papers do not spread", () => {
    const about = altered({
      partners: (rows) =>
        rows.map((row) =>
          row.year === 2022 && row.partner === "GB" ? { ...row, works: row.works * 20 } : row,
        ),
    });
    expect(states(spreadings(about))).toEqual([false, false, false, false]);
  });

  test("without a common second year the spread cannot be tested", () => {
    const about = altered({ "nsf-pairs": (rows) => rows.filter(({ year }) => year !== 2022) });
    expect(states(spreadings(about))).not.toContain(true);
  });
});

describe("third countries", () => {
  /** Multiplies joint papers of two economies after 2017 by a factor. */
  const pairTimes = (a: string, b: string, factor: number) =>
    altered({
      pairs: (rows) =>
        rows.map((row) =>
          row.a === a && row.b === b && row.year > 2017
            ? { ...row, works: Math.round(row.works * factor), reverse: null }
            : row,
        ),
    });
  const indiaWith = (other: string, about = altered()) =>
    movedWith(about, "IN", other) ?? expect.fail("the panel has India");

  test("weight, level and change of a third country follow the counts", () => {
    expect(weightOf(altered(), "IN")).toMatchObject({ isMore: true, from: 2013 });
    const [us, china] = [indiaWith("US"), indiaWith("CN")];
    expect(us.level).toBeGreaterThan(china.level);
    expect(us.ratio).toBeLessThan(china.ratio);
    expect(indiaWith("US", pairTimes("IN", "US", 2)).ratio).toBeGreaterThan(1.5 * us.ratio);
    const smaller = altered({
      "field-output": (rows) =>
        rows.map((row) => (row.economy === "IN" && row.year > 2017 ? { ...row, fractional: 1 } : row)),
    });
    expect(weightOf(smaller, "IN")?.isMore).toBe(false);
  });

  test("the change of propensity is reported with that of the number of papers", () => {
    const china = indiaWith("CN");
    expect(china).toMatchObject({ year: 2021 });
    expect(china.count).toBeCloseTo(2.52, 2);
    expect(china.ratio).toBeCloseTo(1.13, 2);
  });

  test("without the panel there is no number and no error", () => {
    const about = altered({ pairs: () => [] });
    expect(movedWith(about, "IN", "US")).toBeNull();
  });
});

/** Artificial intelligence, the most cited articles, emissions. Values of the fixed sets: ../pair/venues.test.ts. */
describe("topics", () => {
  /** Rows of the final years of the fixed sets, which end in 2023 and in 2024. */
  const venues = (years: readonly number[], change: (row: AiVenuesRow) => Partial<AiVenuesRow>) =>
    altered({
      "ai-venues": (rows) => rows.map((row) => (years.includes(row.year) ? { ...row, ...change(row) } : row)),
    });
  const answers = (about = altered()) =>
    (["isApart", "isLess"] as const).map((what) => agreed(fixedVenueSets(about).map((set) => set[what])));

  test("if two fixed sets of conferences disagree, nothing is decided", () => {
    expect(answers()).toEqual([null, null]);
    expect(fixedVenueSets(altered()).map(({ venues: { length } }) => length)).toEqual([6, 5]);
  });

  test("conferences are judged if both fixed sets agree", () => {
    const ends = [2023, 2024];
    const fewer = (row: AiVenuesRow) => ({ both: Math.round(row.both / 4), bothExactlyTwo: 0 });
    expect(answers(venues(ends, fewer))[1]).toBe(true);
    expect(answers(venues(ends, (row) => ({ both: 2 * row.both })))[1]).toBe(false);
    const apart = venues(ends, (row) =>
      ["icra", "iros", "corl"].includes(row.venue) ? { cn: row.both } : { us: row.both },
    );
    expect(fixedVenueSets(apart).every(({ isApart }) => isApart)).toBe(true);
  });

  test("one fixed set alone decides nothing", () => {
    const one = altered({ "ai-venues": (rows) => rows.filter(({ year }) => year !== 2024) });
    expect(fixedVenueSets(one)).toEqual([]);
    expect(fixedVenueSets(altered({ "ai-venues": () => [] }))).toEqual([]);
  });

  const bloc = ["US", "GB", "JP", "KR", "AU", "CA"];
  const allies = [...bloc, "DE", "FR", "IT"];

  test("the allies' share of the most cited articles is their own percentage times their output", () => {
    const shares = (about = altered()) =>
      [[...bloc, "EU27"], allies].map((codes) => topCitedTogether(about, codes)?.last.own ?? NaN);
    expect(shares().map((share) => share.toFixed(2))).toEqual(["0.55", "0.46"]);
    const lower = (factor: number) =>
      altered({
        "top-cited": (rows) =>
          rows.map((row) =>
            row.economy === "US" && row.index !== null ? { ...row, index: row.index * factor } : row,
          ),
      });
    expect(shares(lower(0.5)).map((share) => share > 0.5)).toEqual([false, false]);
    expect(shares(lower(4)).map((share) => share > 0.5)).toEqual([true, true]);
    expect(topCitedTogether(altered({ "top-cited": () => [] }), bloc)).toBeNull();
  });

  test("the allies' and the others' shares of the most cited articles add up to one", () => {
    // All economies as one: the bloc's members have the world's own percentage and all of its output.
    const about = altered({
      "top-cited": (rows) => rows.map((row) => ({ ...row, index: 1 })),
      "field-output": (rows) =>
        rows.map((row) => ({ ...row, fractional: row.economy === "WORLD" ? 700 : 100 })),
    });
    expect(topCitedTogether(about, [...bloc, "EU27"])?.last.own).toBeCloseTo(1, 12);
  });

  test("the two are the largest emitters, unless another emits more; aggregates do not count", () => {
    const areFirst = (code: string, factor: number) =>
      greatestEmitters(
        altered({
          co2: (rows) =>
            rows.map((row) => (row.economy === code ? { ...row, tonnes: row.tonnes * factor } : row)),
        }),
      )?.areFirst;
    expect([areFirst("IN", 1), areFirst("IN", 2), areFirst("EU27", 9)]).toEqual([true, false, true]);
  });
});
