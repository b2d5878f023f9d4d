import { describe, expect, test } from "vitest";
import * as change from "../../../../src/analysis/indicators/change.js";
import { vector } from "../vector.js";

const { input } = vector<{ readonly series: readonly (readonly [number, number])[] }, object>(
  "50_single_year_and_empty",
);

describe.each([
  ["50 a single year", input.series.map(([year, value]) => ({ year, value }))],
  ["no year", []],
])("%s has no", (_, series: readonly change.Observation[]) => {
  test.each([
    ["trend", () => change.trend(series)],
    ["annual change", () => change.annualChange(series)],
    ["growth", () => change.compoundGrowth(series)],
    ["interrupted series", () => change.interrupted(series, { from: 2021 })],
    ["interrupted series with AR(1)", () => change.interruptedAutoregressive(series, { from: 2021 })],
    ["Chow's test", () => change.chow(series, { from: 2021 })],
    ["sup-F", () => change.supF(series)],
    ["breaks", () => change.baiPerron(series)],
    ["shifts", () => change.pelt(series)],
    ["joinpoint", () => change.joinpoint(series)],
    ["joinpoints to choose from", () => change.joinpointSelection(series, { seed: 1 })],
    ["corner", () => change.segmented(series)],
    ["Theil–Sen slope", () => change.theilSen(series)],
    ["Mann–Kendall test", () => change.mannKendall(series)],
    ["forecast", () => change.forecast(series, [2025], { model: "linear" })],
    ["random walk", () => change.forecast(series, [2025], { model: "random-walk" })],
    ["Holt forecast", () => change.forecast(series, [2025], { model: "holt" })],
    ["gap", () => change.gap(series, { from: 2022, model: "linear" })],
    ["band of gaps", () => change.gapBand(series, { from: 2022 })],
    ["peak", () => change.peak(series)],
  ])("%s", (__, work) => {
    expect(work()).toMatchObject({ value: null, reason: "insufficient_data" });
  });
});
