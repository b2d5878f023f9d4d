import { describe, expect, it } from "vitest";
import { fixedVenues } from "../../../src/collaboration/pair/venues.js";
import type { AiVenuesRow } from "../../../src/collaboration/rows.js";
import { pair } from "../../../src/collaboration/index.js";
import { only, table } from "../../briefing/authoring/load/tables.js";
import { changed } from "../changed.js";

const rows = table("ai-venues");
const span = { from: 2020, to: 2023 };
const robotics = ["icra", "iros"];

const altered = (where: (row: AiVenuesRow) => boolean, change: Partial<AiVenuesRow>) =>
  changed(rows, where, () => change);

describe("comparable venues", () => {
  it("have usable data in every year of the span", () => {
    expect(fixedVenues(rows, span)).toEqual(["acml", "colt", "icra", "ijcai", "iros", "wacv"]);
  });

  it("exclude a venue that lacks one year, or whose countries are unknown in one", () => {
    const without = rows.filter((row) => !(row.venue === "ijcai" && row.year === 2021));
    expect(fixedVenues(without, span)).not.toContain("ijcai");
    const poor = altered((row) => row.venue === "iros" && row.year === 2022, { quality: "poor" });
    expect(fixedVenues(poor, span)).not.toContain("iros");
  });

  it("exclude the fragments that the source has of two conferences", () => {
    expect(fixedVenues(rows, { from: 2015, to: 2017 })).not.toContain("icra");
    expect(pair.usableVenues(rows).filter((row) => row.venue === "iros" && row.year < 2005)).toEqual([]);
  });

  it("require two years in order", () => {
    expect(() => fixedVenues(rows, { from: 2023, to: 2023 })).toThrow("no two years in order");
  });
});

describe("separation of venues", () => {
  const made = (venue: string, us: number, cn: number, both: number): AiVenuesRow[] =>
    [2001, 2002].map((year) => ({
      ...only(rows.filter((row) => row.venue === "ijcai" && row.year === 2020)),
      venue,
      year,
      us,
      cn,
      both,
    }));
  const separation = (made: readonly AiVenuesRow[]) =>
    pair.venueSeparation(made, { from: 2001, to: 2002 }).years[0]?.dissimilarity.value;

  it("is 0 if both have the same distribution, and 1 if no venue has both", () => {
    expect(separation([...made("a", 20, 10, 0), ...made("b", 60, 30, 0)])).toBeCloseTo(0);
    expect(separation([...made("a", 20, 0, 0), ...made("b", 0, 30, 0)])).toBe(1);
  });

  it("excludes joint papers from both sides", () => {
    const apart = [...made("a", 20, 0, 0), ...made("b", 0, 30, 0)];
    const joined = apart.map((row) => ({ ...row, us: row.us + 5, cn: row.cn + 5, both: 5 }));
    expect(separation(joined)).toBe(separation(apart));
  });

  it("is undefined for a single venue, or if one side has no papers", () => {
    expect(separation(made("a", 20, 10, 0))).toBeNull();
    expect(separation([...made("a", 20, 0, 0), ...made("b", 60, 0, 0)])).toBeNull();
  });

  it("matches a manual computation for every year of the span of the shipped table", () => {
    const { years } = pair.venueSeparation(rows, span);
    expect(years.map(({ year }) => year)).toEqual([2020, 2021, 2022, 2023]);
    expect(years.map(({ dissimilarity }) => dissimilarity.value?.toFixed(3))).toEqual([
      "0.411",
      "0.259",
      "0.355",
      "0.304",
    ]);
  });
});

describe("a fixed set of venues", () => {
  it("has the separation and joint papers of its first and last year", () => {
    const found = pair.withinFixedVenues(rows, span);
    const { venues, years } = pair.venueSeparation(rows, span);
    expect(found).toMatchObject({ ...span, venues });
    expect(found?.dissimilarity).toEqual({ before: years[0]?.dissimilarity, after: years[3]?.dissimilarity });
    expect([found?.before, found?.after]).toEqual(
      pair.jointWithinVenues(rows, { venues, years: [2020, 2023] }),
    );
    expect(pair.withinFixedVenues(rows, { from: 2021, to: 2024 })).toMatchObject({
      before: { both: 89 },
      after: { both: 144 },
    });
  });

  it("does not exist if no venue is usable in every year", () => {
    expect(pair.withinFixedVenues([], span)).toBeNull();
    expect(
      pair.withinFixedVenues(
        rows.filter(({ year }) => year !== 2021),
        span,
      ),
    ).toBeNull();
  });
});

const round = (value: number | null | undefined) => value?.toFixed(2);

describe("joint papers within venues", () => {
  it("match those published by the robotics conferences", () => {
    const [first, last] = pair.jointWithinVenues(rows, { venues: robotics, years: [2020, 2023] });
    expect(first).toMatchObject({ year: 2020, both: 63, gbCn: 25 });
    expect(last).toMatchObject({ year: 2023, both: 42 });
  });

  it("over those expected from each country's papers match an independent computation", () => {
    const sets = pair.venueSpans.map((years) => pair.withinFixedVenues(rows, years));
    expect(
      sets.map((found) =>
        [found?.before, found?.after].map((at) =>
          [at?.ofExpected.value, at?.gbCnOfExpected.value].map(round),
        ),
      ),
    ).toEqual([
      [
        ["0.58", "0.72"],
        ["0.34", "0.63"],
      ],
      [
        ["0.61", "0.61"],
        ["0.63", "0.49"],
      ],
    ]);
  });

  it("omit a year that one of the venues lacks", () => {
    const years = pair.jointWithinVenues(rows, { venues: robotics, years: [2015, 2016, 2017] });
    expect(years.map(({ year }) => year)).toEqual([2015, 2017]);
    expect(pair.jointWithinVenues(rows, { venues: [], years: [2020] })).toEqual([]);
  });

  it("have no expected number if one side has no papers", () => {
    const none = altered((row) => row.venue === "wacv", { cn: 0, both: 0, bothExactlyTwo: 0, gbCn: 0 });
    const found = only(pair.jointWithinVenues(none, { venues: ["wacv"], years: [2020] }));
    expect(found.ofExpected.value).toBeNull();
  });

  it("reject a venue that occurs twice in one year", () => {
    expect(() => pair.jointWithinVenues([...rows, ...rows], { venues: robotics, years: [2020] })).toThrow(
      "twice",
    );
  });
});

const set = pair.withinFixedVenues(rows, span);

it("the last year is divided by the first", () => {
  const doubled = rows.map((row) => (row.year === span.to ? { ...row, both: row.both * 2 } : row));
  const twice = pair.withinFixedVenues(doubled, span);
  expect(pair.timesAtVenues(twice, "ofExpected")).toBeCloseTo(2 * pair.timesAtVenues(set, "ofExpected"));
  expect(pair.timesAtVenues(set, "ofExpected").toFixed(2)).toBe("0.59");
});

it("a missing value compares as neither more nor less", () => {
  const none = rows.map((row) => ({ ...row, us: 0, cn: 0, gb: 0, both: 0, gbCn: 0, bothExactlyTwo: 0 }));
  for (const found of [pair.withinFixedVenues(none, span), pair.withinFixedVenues([], span), undefined])
    expect(pair.timesAtVenues(found, "ofExpected")).toBeNaN();
});
