/** Propensity year by year compared with published values and a second computation, and its laws on altered tables. */
import { quotedChange } from "../../../src/collaboration/verdict/index.js";
import { describe, expect, test } from "vitest";
// First: it replaces how tables are loaded, before anything loads them.
import { withJoint } from "./altered.js";
import { pair } from "../../../src/collaboration/index.js";
import { factsOf } from "./facts.js";
import { shipped } from "./rows.js";

const facts = factsOf();
const { assessment, counts } = facts;
const baseline = [2013, 2015, 2017];
const geometricMean = (values: readonly number[]) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

describe("R on the shipped tables", () => {
  test("computed again from the counts alone", () => {
    const level = (year: number) => {
      const row = counts.find((each) => each.edition === "nsf-2024" && each.year === year);
      return (
        (((row?.joint.lower ?? 0) + (row?.joint.upper ?? 0)) / 2 / (row?.x ?? 0) / (row?.y ?? 0)) *
        (row?.world ?? 0)
      );
    };
    const found = pair.againstBaseline(assessment, 2021).ratio("nsf-papers");
    expect(found).toBeCloseTo(level(2021) / geometricMean(baseline.map(level)), 12);
  });

  test("joint papers are reported with propensity", () => {
    const rows = pair.ratioRows(facts, [2021]);
    const of = (kind: string) =>
      rows.filter((row) => row.kind === kind).map(({ values }) => Number(values[0]?.value.value?.toFixed(3)));
    expect(of("joint-papers")).toEqual([0.453, 0.707]);
    expect(of("propensity")).toHaveLength(4);
  });

  test("against 2009 and 2011 it is about the same: 2 % lower to 8 % higher over all seven series", () => {
    const { propensity } = pair.against(assessment, { year: 2021, baseline: [2009, 2011] });
    expect([propensity.lower, propensity.upper]).toEqual([
      expect.closeTo(-0.022, 3),
      expect.closeTo(0.075, 3),
    ]);
  });

  test("in the quoted series propensity was 8 to 10 % lower, within all computations", () => {
    const now = pair.againstBaseline(assessment, 2021);
    expect(now.quoted).toEqual(quotedChange(assessment, 2021));
    expect(now.quoted.propensity.lower).toBeCloseTo(-0.097, 3);
    expect(now.quoted.propensity.upper).toBeCloseTo(-0.083, 3);
    expect(now.all.propensity.lower).toBeLessThan(now.quoted.propensity.lower);
  });

  test("the range of expected papers is that of joint papers over R, computed again for NSF from the counts alone", () => {
    const row = pair.expectedRange(assessment, "nsf", "nsf-papers").find((each) => each.year === 2021);
    const own = counts.filter((each) => each.edition === "nsf-2024");
    const level = (year: number) => {
      const { joint, x, y, world } = own.find((each) => each.year === year) ?? expect.fail(`no ${year}`);
      return (((joint.lower + joint.upper) / 2) * (world ?? 0)) / ((x ?? 0) * (y ?? 0));
    };
    const ofBaselines = [[2013, 2015, 2017], [2013, 2015], [2015, 2017], [2015]].map(
      (years) => ((row?.joint ?? 0) * geometricMean(years.map(level))) / level(2021),
    );
    expect(row?.expected).toBeCloseTo(ofBaselines[0] ?? NaN, 6);
    expect(row?.lower).toBeCloseTo(Math.min(...ofBaselines), 6);
    expect(row?.upper).toBeCloseTo(Math.max(...ofBaselines), 6);
  });

  test("a missing year, source or series is reported by name", () => {
    expect(quotedChange(assessment, 1900)).toBeNull();
    expect(() => pair.againstBaseline(assessment, 1900)).toThrow("in 1900 cannot be compared");
    const now = pair.againstBaseline(assessment, 2021);
    expect(() => now.ratio("none")).toThrow("the series none in 2021");
    expect(() => now.jointChangeFromMean("none")).toThrow("the joint papers that none counts in 2021");
    expect(() => pair.courseOf(assessment, "none")).toThrow('the series "none"');
    expect(() => pair.papersMissing({ year: 2021, missing: null })).toThrow("were missing in 2021");
    const nsf = pair.courseOf(assessment, "nsf-papers");
    expect(() => pair.indexed(nsf, { base: [2013, 2014], to: 2021 })).toThrow(
      "lacks propensity in one of 2013, 2014",
    );
  });

  test("a course indexed to the baseline matches the headline: 100 times R of the same year", () => {
    const { baselineYears } = assessment.comparable;
    const now = pair.againstBaseline(assessment, 2021);
    for (const id of ["nsf-papers", "world-fitted"]) {
      const rows = pair.indexed(pair.courseOf(assessment, id), { base: baselineYears, to: 2022 });
      expect(rows.find(({ year }) => year === 2021)?.lower).toBeCloseTo(100 * now.ratio(id), 9);
    }
  });

  test("every series falls in every year after 2017, from peaks within the baseline", () => {
    const courses = pair.propensityCourses(assessment);
    expect(courses).toHaveLength(7);
    expect(courses.every((course) => pair.fallsIn(course, { from: 2017, to: 2022 }))).toBe(true);
    const nsf = pair.courseOf(assessment, "nsf-papers");
    expect(pair.risesIn(nsf, { from: 2003, to: nsf.peak })).toBe(true);
    expect(pair.risesIn(nsf, { from: 2003, to: 2017 })).toBe(false);
    expect(
      ["nsf-papers", "listed-fitted", "world-fitted", "world-expected"].map(
        (id) => pair.courseOf(assessment, id).peak,
      ),
    ).toEqual([2015, 2016, 2017, 2017]);
  });
});

test("for the other partners published by NSF the sources differ more than for the pair", () => {
  const found = pair.agreement(facts, { year: 2021, baseline });
  expect(found.others.lower).toBeCloseTo(0.057, 3);
  expect(found.here.upper).toBeLessThan(found.others.lower);
  expect(found.papersAbove.lower).toBeCloseTo(0.06, 2);
});

describe("other partners of the United States in NSF's tables", () => {
  const ofPartners = (tables = facts) => pair.partnerRatios(tables, { baseline });
  const ratioIn = (rows: ReturnType<typeof ofPartners>, year: number, partner: string) =>
    rows.find((row) => row.year === year && row.partner === partner)?.ratio;

  test("China is third-lowest of 17 in 2021, while the median of the others rose by 12 %", () => {
    const { all, lower, others, median } = pair.amongPartners(facts, ofPartners(), 2021);
    expect(all).toHaveLength(17);
    expect(others).toHaveLength(16);
    expect(lower).toEqual(["KR", "IN"]);
    expect(all.slice(0, 5).map(({ partner, ratio }) => [partner, ratio.toFixed(3)])).toEqual([
      ["KR", "0.890"],
      ["IN", "0.893"],
      ["CN", "0.907"],
      ["RU", "0.936"],
      ["IR", "1.007"],
    ]);
    expect(median).toBeCloseTo(1.12, 2);
  });

  test("it is lowest in the early count of 2022", () => {
    const found = pair.amongPartners(facts, ofPartners(), 2022);
    expect(found.lower).toEqual([]);
    expect(found.all[0]).toMatchObject({
      partner: "CN",
      status: "incomplete",
      ratio: expect.closeTo(0.853, 3) as number,
    });
    expect(() => pair.amongPartners(facts, ofPartners(), 1900)).toThrow("no partners of US");
  });

  test("fewer joint papers with China change no other partner", () => {
    const before = ofPartners();
    const after = ofPartners(factsOf(withJoint(0.5, { totals: "as they were" })));
    expect(ratioIn(after, 2021, "CN")).toBeCloseTo((ratioIn(before, 2021, "CN") ?? NaN) / 2, 4);
    for (const { partner, year, ratio } of before)
      if (partner !== "CN") expect(ratioIn(after, year, partner)).toBe(ratio);
    expect(pair.amongPartners(facts, after, 2021).median).toBe(
      pair.amongPartners(facts, before, 2021).median,
    );
  });

  test("the lines contain every partner, and the median in every year", () => {
    const rows = pair.partnerLines(facts, ofPartners());
    const medians = rows.filter(({ partner }) => partner === null);
    expect(rows.length - medians.length).toBe(ofPartners().length);
    expect(medians.map(({ year }) => year)).toEqual([
      2003, 2005, 2007, 2009, 2011, 2013, 2015, 2017, 2019, 2021, 2022,
    ]);
  });

  test("a year that the source lists for the two alone has no median, and nobody to compare with", () => {
    const listed = shipped.copublications.filter(
      (row) => row.edition === "nsf-2024" && row.year === 2017 && row.partner === "CN",
    );
    const added = listed.map((row) => ({ ...row, year: 2018, lower: 57_000, upper: 57_004 }));
    const of2018 = factsOf({ ...shipped, copublications: [...shipped.copublications, ...added] });
    const rows = pair.partnerLines(of2018, ofPartners(of2018));
    const inYear = (year: number) => rows.filter((row) => row.year === year);
    expect(inYear(2018).map(({ partner }) => partner)).toEqual(["CN"]);
    expect(inYear(2019)).toHaveLength(18);
    expect(() => pair.amongPartners(of2018, ofPartners(of2018), 2018)).toThrow("no partners of US");
  });
});

describe("expected papers", () => {
  test("are those expected from the year's sizes at the baseline's propensity", () => {
    const found = pair.expectedPapers(assessment);
    const of = (year: number) => found.find((each) => each.year === year);
    expect(of(2021)).toMatchObject({ joint: 59800.5, status: "complete" });
    expect((of(2021)?.expected ?? 0) - 59800.5).toBeCloseTo(6155, -1);
    expect((of(2022)?.expected ?? 0) - 58546).toBeCloseTo(10083, -1);
    expect(of(2022)?.status).toBe("incomplete");
    const logs = baseline.map((year) => Math.log((of(year)?.joint ?? 0) / (of(year)?.expected ?? 1)));
    expect(logs.reduce((sum, log) => sum + log, 0)).toBeCloseTo(0, 9);
  });

  test("for another series use its years and its propensity", () => {
    const found = pair.expectedPapers(assessment, "world-fitted");
    const in2021 = found.find(({ year }) => year === 2021);
    expect(found.at(-1)).toMatchObject({ year: 2023, status: "incomplete", joint: 72794 });
    expect((in2021?.joint ?? 0) / (in2021?.expected ?? 1)).toBeCloseTo(0.917, 3);
    expect(pair.expectedPapers(assessment, "none")).toEqual([]);
  });

  test("are unchanged if only joint papers after the baseline change", () => {
    const halved = pair
      .expectedPapers(factsOf(withJoint(0.5, { totals: "as they were" })).assessment)
      .find(({ year }) => year === 2021);
    expect(halved?.joint).toBeCloseTo(29900, -2);
    expect(halved?.expected).toBeCloseTo(
      pair.expectedPapers(assessment).find(({ year }) => year === 2021)?.expected ?? 0,
      6,
    );
  });
});

describe("parts of a change", () => {
  test.each([
    // 10,417 from the world, −7,466 and 1,637 from the shares.
    [2019, 2022, 4588, -8474],
    [2015, 2022, 25862, -8669],
  ])("%d to %d: %d from size and %d from propensity", (from, to, size, propensity) => {
    const parts = pair.changeParts(counts, { edition: "nsf-2024", from, to });
    expect([parts.size, parts.propensity].map(Math.round)).toEqual([size, propensity]);
    expect(parts.world + parts.shares).toBeCloseTo(parts.size, 6);
    expect(parts.world).toBeGreaterThan(0);
  });

  test("throw for a year that the edition lacks, and for years out of order", () => {
    const partsOf = (from: number, to: number) => () =>
      pair.changeParts(counts, { edition: "nsf-2024", from, to });
    expect(partsOf(2018, 2021)).toThrow("nsf-2024 lacks the joint papers of 2018");
    expect(partsOf(2021, 2019)).toThrow("2021 is not before 2019");
  });
});
