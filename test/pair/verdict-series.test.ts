import { describe, expect, test } from "vitest";
import { pair, verdict } from "../../src/index.js";
import { shipped as rule } from "../analysis/verdict-series.js";
import { edition, paperTables, pointOf, seriesOf, shipped } from "./rows.js";

const series = pair.propensity("US", "CN", shipped);

describe("months observed", () => {
  const statusOf = (source: string, year: number) => {
    const { months, status, completeness } = pointOf(
      seriesOf(series, source === "openalex-2024-08" ? "I16" : "I12", source),
      year,
    );
    return { months, status, completeness };
  };

  test("a year counted within twelve months of its end is of unknown completeness", () => {
    expect(statusOf("nsf-2024", 2022)).toEqual({ months: 4, status: "incomplete", completeness: "unknown" });
    expect(statusOf("nsf-2024", 2021)).toEqual({ months: 16, status: "complete", completeness: 1 });
    expect(statusOf("openalex-2024-08", 2023)).toEqual({
      months: 8,
      status: "incomplete",
      completeness: "unknown",
    });
    expect(statusOf("openalex-2024-08", 2022)).toEqual({ months: 20, status: "complete", completeness: 1 });
  });

  test("how many months are asked for is the caller's to say", () => {
    const strict = pair.propensity("US", "CN", shipped, { indexingMonths: 24 });
    expect(pointOf(seriesOf(strict, "I16"), 2022).completeness).toBe("unknown");
    const exactly = pair.propensity("US", "CN", shipped, { indexingMonths: 16 });
    expect(pointOf(seriesOf(exactly, "I12", "nsf-2024"), 2021).status).toBe("complete");
    expect(() => pair.propensity("US", "CN", shipped, { indexingMonths: -1 })).toThrow("0 or more");
  });

  test("a year that was not over holds at most the part of it that had passed", () => {
    const tables = { ...paperTables([[2024, 5, 50, 60, 900]]), editions: [edition("e", "2024-06")] };
    expect(pointOf(seriesOf(pair.propensity("X", "Y", tables), "I12"), 2024)).toMatchObject({
      months: -6,
      status: "incomplete",
      completeness: 0.5,
    });
  });
});

describe("what the verdict reads", () => {
  test("all that the rule lists, of one edition a source", () => {
    const given = pair.verdictSeries(series);
    const { range, rejections } = verdict.assess(rule, { series: given });
    expect(range.absent).toEqual([]);
    expect(range.readings).toHaveLength(8);
    expect(new Set(range.readings.map(({ label }) => label))).toEqual(
      new Set([undefined, "US with CN", "CN with US"]),
    );
    expect(rejections.find(({ id }) => id === "J8")).toMatchObject({ state: "clear" });
    for (const { points, source } of given)
      expect(new Set(points.map((point) => point.edition))).toEqual(
        new Set([source === "nsf" ? "nsf-2024" : "openalex-2024-08"]),
      );
  });

  test("the ratio is that of geometric means of the values", () => {
    const value = (year: number) => Math.log(pointOf(seriesOf(series, "I12", "nsf-2024"), year).value ?? NaN);
    const mean = (...years: readonly number[]) => years.map(value).reduce((a, b) => a + b) / years.length;
    const { range } = verdict.assess(rule, { series: pair.verdictSeries(series) });
    const reading = (window: string) =>
      range.readings.find((one) => one.source === "nsf" && one.window === window)?.value;
    expect(reading("with unknown")).toBeCloseTo(
      Math.exp(mean(2019, 2021, 2022) - mean(2013, 2015, 2017)),
      12,
    );
    expect(reading("without unknown")).toBeCloseTo(
      Math.exp(mean(2017, 2019, 2021) - mean(2013, 2015, 2017)),
      12,
    );
  });

  test("an edition counted later takes the place of the one before", () => {
    const newer = {
      ...shipped,
      editions: [...shipped.editions, edition("nsf-2026", "2025-04")],
      international: [
        ...shipped.international,
        ...shipped.international
          .filter((row) => row.edition === "nsf-2024")
          .map((row) => ({ ...row, edition: "nsf-2026" })),
      ],
      copublications: [
        ...shipped.copublications,
        ...shipped.copublications
          .filter((row) => row.edition === "nsf-2024")
          .map((row) => ({ ...row, edition: "nsf-2026" })),
      ],
    };
    const given = pair.verdictSeries(pair.propensity("US", "CN", newer));
    const ofNsf = given.filter(({ source }) => source === "nsf");
    expect(ofNsf.map(({ measure }) => measure).sort()).toEqual(["I10", "I12"]);
    expect(new Set(ofNsf.flatMap(({ points }) => points.map((point) => point.edition)))).toEqual(
      new Set(["nsf-2026"]),
    );
  });
});
