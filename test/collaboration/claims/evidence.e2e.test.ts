/** The evidence on claims follows the tables. */
import { describe, expect, test } from "vitest";
// First: it replaces how tables are loaded, before anything loads them.
import { altered, isPair, jointTimes } from "./altered.js";
import { claimedPeaks, fallsSincePeak, sharesOfWorld } from "../../../src/collaboration/claims/counts.js";
import { apart, firstPlaces, nextPlaces, spreadings } from "../../../src/collaboration/claims/partners.js";
import { agreed, printed } from "../../../src/collaboration/claims/tables.js";
import { movedWith, weightOf } from "../../../src/collaboration/claims/third-countries.js";
import {
  fixedVenueSets,
  greatestEmitters,
  topCitedTogether,
} from "../../../src/collaboration/claims/topics.js";
import type { AiVenuesRow, FieldOutputRow, PartnersRow } from "../../../src/collaboration/rows.js";
import { changed } from "../changed.js";

const states = (all: readonly { readonly holds: boolean | null }[]) => all.map(({ holds }) => holds);

describe("counts", () => {
  /** Multiplies joint papers of the two in the years of an edition by a factor. */
  function times(factor: number, edition: string, years: readonly number[]) {
    const has = (row: { readonly edition: string; readonly year: number }) =>
      isPair(row) && row.edition === edition && years.includes(row.year);
    const scale = (value: number) => Math.round(value * factor);
    return altered({
      copublications: (rows) =>
        changed(rows, has, ({ lower, upper }) => ({ lower: scale(lower), upper: scale(upper) })),
      pairs: (rows) => changed(rows, has, ({ works }) => ({ works: scale(works), reverse: null })),
      "nsf-pairs": (rows) => changed(rows, has, ({ works }) => ({ works: scale(works) })),
    });
  }

  /** The two without their joint papers in one year, in every edition. */
  function withoutYear(year: number) {
    const rest = <Row extends { readonly year: number }>(rows: readonly Row[]) =>
      rows.filter((row) => row.year !== year || !isPair(row));
    return altered({ copublications: rest, pairs: rest, "nsf-pairs": rest });
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
          changed(
            rows,
            ({ economy }) => economy === "US",
            ({ whole, fractional }) => ({ whole: whole / 2, fractional: fractional * 1.25 }),
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
    const isCanada = ({ reporter, partner }: PartnersRow) => reporter === "CN" && partner === "CA";
    const fewer = altered({ partners: (rows) => changed(rows, isCanada, () => ({ works: 1 })) });
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
      ["20.1", "28.0"],
    ]);
    expect(found.map(({ since }) => since?.from)).toEqual([undefined, 2013, undefined, undefined]);
  });

  test("if one partner takes all the growth, papers do not spread", () => {
    const isBritain = ({ year, partner }: PartnersRow) => year === 2022 && partner === "GB";
    const about = altered({
      partners: (rows) => changed(rows, isBritain, ({ works }) => ({ works: works * 20 })),
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
        changed(
          rows,
          (row) => row.a === a && row.b === b && row.year > 2017,
          ({ works }) => ({ works: Math.round(works * factor), reverse: null }),
        ),
    });
  const indiaWith = (other: string, about = altered()) =>
    movedWith(about, "IN", other) ?? expect.fail("the panel has India");

  test("weight, level and change of a third country follow the counts", () => {
    expect(weightOf(altered(), "IN")).toMatchObject({ isMore: true, from: 2013 });
    const us = indiaWith("US");
    const china = indiaWith("CN");
    expect(us.level).toBeGreaterThan(china.level);
    expect(us.ratio).toBeLessThan(china.ratio);
    expect(indiaWith("US", pairTimes("IN", "US", 2)).ratio).toBeGreaterThan(1.5 * us.ratio);
    const isIndia = ({ economy, year }: FieldOutputRow) => economy === "IN" && year > 2017;
    const smaller = altered({
      "field-output": (rows) => changed(rows, isIndia, () => ({ fractional: 1 })),
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
    altered({ "ai-venues": (rows) => changed(rows, ({ year }) => years.includes(year), change) });
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
          changed(
            rows,
            ({ economy }) => economy === "US",
            ({ index }) => ({ index: index && index * factor }),
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
            changed(
              rows,
              ({ economy }) => economy === code,
              ({ tonnes }) => ({ tonnes: tonnes * factor }),
            ),
        }),
      )?.areFirst;
    expect([areFirst("IN", 1), areFirst("IN", 2), areFirst("EU27", 9)]).toEqual([true, false, true]);
  });
});
