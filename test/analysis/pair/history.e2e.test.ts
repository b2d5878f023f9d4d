/** Peaks, falls and shares: on the shipped tables, and on altered ones. */
import { describe, expect, test } from "vitest";
import { pair } from "../../../src/index.js";
import { table } from "../../authoring/load/tables.js";
import { factsOf } from "./facts.js";
import { shipped } from "./rows.js";

const reading = (year: number, value: number, status: "complete" | "incomplete" = "complete") => ({
  ...{ year, status },
  lower: value,
  upper: value,
});
const shippedCounts = pair.counts("US", "CN", shipped);

describe("the peak of the count", () => {
  test("every source that has a number for 2020 has its greatest there, although NSF's newest edition has none", () => {
    const { year, sources, isShared } = pair.peakOfSources(shippedCounts);
    expect([year, isShared]).toEqual([2020, true]);
    const nsf = sources.find(({ source }) => source === "nsf");
    expect(nsf?.greatest).toMatchObject({ edition: "nsf-2022", months: 5, joint: { lower: 62904 } });
    expect(nsf?.next).toMatchObject({ edition: "nsf-2024", year: 2019, joint: { upper: 62439 } });
  });

  test("a number that another edition could exceed is no shared peak", () => {
    const counts = shippedCounts.map((row) =>
      row.edition === "nsf-2022" && row.year === 2020
        ? { ...row, joint: { lower: 62430, upper: 62430 } }
        : row,
    );
    expect(pair.peakOfSources(counts).isShared).toBe(false);
  });

  test("a source without a number for the year says nothing about it", () => {
    const counts = shippedCounts.filter(({ edition }) => edition !== "nsf-2022");
    const found = pair.peakOfSources(counts);
    expect(found.sources.map(({ source }) => source)).not.toEqual([]);
    expect(found.sources.every(({ greatest }) => greatest.year === found.year)).toBe(true);
  });

  test("is no peak where the count goes on rising", () => {
    const rising = shippedCounts.map((row) => ({
      ...row,
      joint: { lower: row.year * 1000, upper: row.year * 1000 },
    }));
    expect(pair.peakOfSources(rising).isShared).toBe(true);
    expect(pair.countHistory(rising, "nsf-2024").hasPeaked).toBe(false);
  });
});

describe("a history", () => {
  test("falls from its greatest value to the last complete year, not to an early count", () => {
    const history = pair.historyOf([
      reading(2019, 200),
      reading(2018, 100),
      reading(2020, 150),
      reading(2021, 20, "incomplete"),
    ]);
    expect(history).toMatchObject({
      hasPeaked: true,
      greatest: { year: 2019 },
      lastComplete: { year: 2020 },
    });
    expect(pair.ofGreatest(history).map(({ lower }) => lower)).toEqual([0.5, 1, 0.75, 0.1]);
  });

  test("has not peaked while only an early count is lower", () => {
    expect(
      pair.historyOf([reading(2018, 1), reading(2019, 2), reading(2020, 1, "incomplete")]).hasPeaked,
    ).toBe(false);
  });

  test("of nothing, and a year that it lacks, are told", () => {
    expect(() => pair.historyOf([])).toThrow(/no years/);
    expect(() => pair.inYear(pair.historyOf([reading(2018, 1)]), 2019)).toThrow(/no value for 2019/);
    const early = shippedCounts.map((row) => ({ ...row, status: "incomplete" as const }));
    expect(() => pair.sincePeak(early, ["nsf-2024"])).toThrow(/no year is complete/);
  });
});

test("what others print is shown only where it may be cited, beside the newest edition that has the year", () => {
  const printed = pair.printedCounts(factsOf({ ...shipped, estimates: table("estimates") }));
  expect(printed.map(({ publisher, year, papers }) => [publisher, year, papers])).toEqual([
    ["Elsevier", 2020, 65400],
    ["Elsevier", 2022, 62000],
    ["Yomiuri Shimbun", 2021, 59000],
  ]);
  expect(printed[0]?.in("nsf")).toMatchObject({ edition: "nsf-2022", status: "incomplete" });
  expect(printed[2]?.in("nsf")?.edition).toBe("nsf-2024");
  expect(printed[0]?.in("nobody")).toBeNull();
});

describe("since the peak", () => {
  const editions = ["nsf-2024", "openalex-2024-08"];

  test("both sources counted fewer in 2021, the last year that both have complete; NSF's peak is an early count", () => {
    const { peak, year, isLower, sources } = pair.sincePeak(shippedCounts, editions);
    expect([peak.year, year, isLower]).toEqual([2020, 2021, true]);
    const [nsf, openalex] = sources;
    expect([nsf?.isEarlyPeak, openalex?.isEarlyPeak]).toEqual([true, false]);
    expect([nsf?.before.year, openalex?.before.year]).toEqual([2019, 2019]);
    for (const one of sources) {
      expect(one.fall.upper).toBeLessThan(0);
      expect(one.fall.value).toBeCloseTo(
        (one.now.lower + one.now.upper) / (one.greatest.joint.lower + one.greatest.joint.upper) - 1,
        6,
      );
    }
  });

  test("the step starts from a year that both have, where one of them lacks the year before", () => {
    const fewer = shippedCounts.filter((row) => row.source !== "openalex" || row.year !== 2019);
    const { sources } = pair.sincePeak(fewer, editions);
    expect(sources.map(({ before }) => before.year)).toEqual([2017, 2017]);
  });

  test("the first early count of NSF was raised by the next edition; OpenAlex has one edition and no revision", () => {
    const found = pair.revisionOf(shippedCounts, "nsf");
    expect(found?.change.lower).toBeGreaterThan(0);
    expect(pair.revisionOf(shippedCounts, "openalex")).toBeNull();
  });
});
