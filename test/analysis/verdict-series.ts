import { readFileSync } from "node:fs";
import { type AffinitySeries, type Assessment, readRule } from "../../src/analysis/verdict.js";

export const shipped = readRule(
  JSON.parse(readFileSync(new URL("../../data/verdict-rule.json", import.meta.url), "utf8")),
);

/** A series that is 1 up to 2017 and `level` after it; the last year of unknown completeness. */
export function series(source: string, measure: string, level: number, last = level): AffinitySeries {
  const years = Array.from({ length: 14 }, (_, index) => 2009 + index);
  return {
    source,
    measure,
    points: years.map((year) => ({
      year,
      value: year <= 2017 ? 1 : year === 2022 ? last : level,
      edition: "2024",
      completeness: year === 2022 ? "unknown" : 1,
    })),
  };
}
export const all = (level: number, last = level) =>
  shipped.estimand.series.map(({ source, measure }) => series(source, measure, level, last));
export const reading = (value: number) => ({ readings: [{ value, source: "nsf" }] });
export const state = (assessment: Assessment, id: string) =>
  assessment.verdicts.find((verdict) => verdict.id === id)?.state;
export const condition = (assessment: Assessment, id: string) =>
  assessment.verdicts.flatMap(({ conditions }) => conditions).find((item) => item.id === id);
export const rejection = (assessment: Assessment, id: string) =>
  assessment.rejections.find((item) => item.id === id);
