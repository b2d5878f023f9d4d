/** Peaks, falls and shares: on the shipped tables, and on altered ones. */
import { describe, expect, test } from "vitest";
import { peakOfSource } from "../../../src/collaboration/pair/history.js";
import { pair } from "../../../src/collaboration/index.js";
import { table } from "../../briefing/authoring/load/tables.js";
import { shipped } from "./rows.js";

const reading = (year: number, value: number, status: "complete" | "incomplete" = "complete") => ({
  year,
  status,
  lower: value,
  upper: value,
});
const shippedCounts = pair.counts("US", "CN", shipped);

describe("the peak of a source's count", () => {
  const peakOf = (source: string, counts = shippedCounts) =>
    peakOfSource(counts.filter((row) => row.source === source));

  test("NSF's largest count is for 2020, although its newest edition has no number for that year", () => {
    const { greatest, next, isSharp } = peakOf("nsf");
    expect(greatest).toMatchObject({ edition: "nsf-2022", months: 5, joint: { lower: 62904 } });
    expect(next).toMatchObject({ edition: "nsf-2024", year: 2019, joint: { upper: 62439 } });
    expect([isSharp, peakOf("openalex").greatest.year]).toEqual([true, 2020]);
  });

  test("a number that another edition could exceed is not certain", () => {
    const counts = shippedCounts.map((row) =>
      row.edition === "nsf-2022" && row.year === 2020
        ? { ...row, joint: { lower: 62430, upper: 62430 } }
        : row,
    );
    expect(peakOf("nsf", counts).isSharp).toBe(false);
    expect(() => peakOfSource([])).toThrow("there are no counts");
  });

  test("is not a peak if the count continues to rise", () => {
    const rising = shippedCounts.map((row) => ({
      ...row,
      joint: { lower: row.year * 1000, upper: row.year * 1000 },
    }));
    expect(pair.countHistory(rising, "nsf-2024").hasPeaked).toBe(false);
  });
});

describe("a history", () => {
  test("falls from its largest value to the last complete year, not to an early count", () => {
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
  });

  test("has not peaked if only an early count is lower", () => {
    expect(
      pair.historyOf([reading(2018, 1), reading(2019, 2), reading(2020, 1, "incomplete")]).hasPeaked,
    ).toBe(false);
  });

  test("an empty series and a missing year are reported", () => {
    expect(() => pair.historyOf([])).toThrow(/no years/);
    const history = pair.historyOf([reading(2018, 1), reading(2021, 2), reading(2019, 3)]);
    expect(history.in(2021)).toEqual(reading(2021, 2));
    expect(() => history.in(2020)).toThrow("the series has no value for 2020");
    const withYears = { hint: "It has values for 2018, 2019, 2021." };
    expect(() => history.in(2020)).toThrow(expect.objectContaining(withYears));
    const early = shippedCounts.map((row) => ({ ...row, status: "incomplete" as const }));
    expect(() => pair.onSharedYears(early, ["nsf-2024"])).toThrow(/no year is complete/);
  });
});

describe("the last step of both sources", () => {
  const editions = ["nsf-2024", "openalex-2024-08"];
  const percents = (all: ReturnType<typeof pair.onSharedYears>) =>
    all.sources.map(({ before, now, step }) => [
      before.year,
      now.year,
      ((step.value ?? NaN) * 100).toFixed(1),
    ]);

  test("within one edition NSF counted 4.2 % fewer in 2021 than in 2019; OpenAlex counted 7.0 % more", () => {
    const found = pair.onSharedYears(shippedCounts, editions);
    expect(found.year).toBe(2021);
    expect(percents(found)).toEqual([
      [2019, 2021, "-4.2"],
      [2019, 2021, "7.0"],
    ]);
  });

  test("the step of one edition is found by its name", () => {
    const found = pair.onSharedYears(shippedCounts, editions);
    const steps = (all: typeof found.sources) => all.map(({ before, now, step }) => ({ before, now, step }));
    expect(steps(editions.map((edition) => found.in(edition)))).toEqual(steps(found.sources));
    expect(() => found.in("nsf-2022")).toThrow('"nsf-2022" is not among nsf-2024, openalex-2024-08');
  });

  test("an edition with another year changes nothing: editions are not joined", () => {
    const without = shippedCounts.filter(({ edition }) => editions.includes(edition));
    expect(percents(pair.onSharedYears(without, editions))).toEqual(
      percents(pair.onSharedYears(shippedCounts, editions)),
    );
  });

  test("the step starts from a shared year if one of them lacks the year before", () => {
    const fewer = shippedCounts.filter((row) => row.source !== "openalex" || row.year !== 2019);
    expect(percents(pair.onSharedYears(fewer, editions)).map(([from]) => from)).toEqual([2017, 2017]);
  });
});

test("NSF's early count of 2020 is 0.7 % above 2019; both totals were lowered by 0.4 to 0.9 % afterwards", () => {
  const about = pair.context("US", "CN");
  const { count, revised } = pair.earlyCount(about, "nsf", 2020) ?? {};
  expect(count).toMatchObject({ edition: "nsf-2022", status: "incomplete", joint: { lower: 62904 } });
  const in2019 = pair.inYear(pair.countHistory(shippedCounts, "nsf-2024"), 2019);
  expect((count?.joint.lower ?? NaN) / in2019.upper - 1).toBeCloseTo(0.0074, 4);
  expect([revised?.lower, revised?.upper]).toEqual([expect.closeTo(-0.009, 4), expect.closeTo(-0.0038, 4)]);
  expect(pair.earlyCount(about, "openalex", 2020)).toBeNull();
});

test("international papers of all economies jumped by 16.6 % in OpenAlex's 2020", () => {
  const rows = table("world-international");
  expect(pair.growthOfAll(rows, 2020)).toBeCloseTo(0.166, 3);
  expect(pair.growthOfAll(rows, 1900)).toBeNull();
});

test("the American share of China's international papers: 43 to 47 % in 2015, 36 % in 2021", () => {
  const editions = ["nsf-2024", "openalex-2024-08"];
  const in2015 = pair.shareRange(shippedCounts, editions, { of: "second", year: 2015 });
  const in2021 = pair.shareRange(shippedCounts, editions, { of: "second", year: 2021 });
  expect([in2015.lower, in2015.upper, in2021.lower, in2021.upper].map((share) => share.toFixed(3))).toEqual([
    "0.427",
    "0.469",
    "0.356",
    "0.358",
  ]);
});
