import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { PairsRow } from "../../../src/analysis/rows.js";
import { pair, verdict } from "../../../src/index.js";
import { table } from "../../authoring/load/tables.js";
import { shipped } from "./rows.js";

const rule = verdict.readRule(JSON.parse(readFileSync("data/verdict-rule.json", "utf8")));
const worldPairs = table("world-pairs");

function sourceOf(pairs: readonly PairsRow[]): pair.ComparisonSource {
  // The joint counts of OpenAlex stand in both tables; here the panel alone is looked at.
  const copublications = shipped.copublications.filter((row) => !row.edition.startsWith("openalex"));
  const tables = { ...shipped, copublications, pairs, "world-pairs": worldPairs };
  const evidence = pair.verdictEvidence("US", "CN", tables, rule);
  const assessment = verdict.assess(rule, evidence);
  const panel = (id: verdict.Panel["id"]): verdict.Panel => {
    const found = evidence.panels.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no panel ${id}`);
    return found;
  };
  return { evidence, assessment, panel };
}

/** Joint works of the pair after 2017 times a factor. */
const scaled = (factor: number) =>
  shipped.pairs.map((row) =>
    row.a === "CN" && row.b === "US" && row.year > 2017
      ? { ...row, works: Math.round(factor * row.works), reverse: null }
      : row,
  );

describe("comparison with other large pairs", () => {
  let about: pair.ComparisonSource;
  let listed: pair.Comparison;
  beforeAll(() => {
    about = sourceOf(shipped.pairs);
    listed = pair.comparisonIn(about, "listed");
  });

  test("places as the verdict has them: 38th of 214 and 17th of 120 in 2021", () => {
    for (const [id, rank, of] of [
      ["world", 38, 214],
      ["listed", 17, 120],
    ] as const) {
      const found = pair.comparisonIn(about, id);
      const at = ({ points }: pair.PairPath) => points.find(({ year }) => year === found.year)?.ratio ?? NaN;
      const lower = found.others.filter((other) => at(other) <= at(found.path)).length;
      expect([found.year, 1 + lower, 1 + found.others.length]).toEqual([2021, rank, of]);
      expect([found.own.rank, found.own.of]).toEqual([rank, of]);
    }
  });

  test("the baseline of a path is its own: the geometric mean of its years is 1", () => {
    for (const { points } of [listed.path, ...listed.others.slice(0, 5)]) {
      const logs = listed.baseline.map((year) =>
        Math.log(points.find((point) => point.year === year)?.ratio ?? NaN),
      );
      expect(logs.reduce((sum, log) => sum + log, 0)).toBeCloseTo(0, 9);
    }
  });

  test("four forecasts, the least below the greatest", () => {
    const gaps = pair.forecastGaps(listed, 2019);
    expect(gaps?.n).toBe(4);
    expect(gaps?.lower).toBeLessThan(gaps?.upper ?? NaN);
    expect(gaps?.upper).toBeLessThan(0);
    expect(pair.forecastGaps(listed, 2022)).toBeNull();
  });

  test("the mixture holds no pair of either of the two, and its weights are parts of one", () => {
    const mixture = pair.mixtureOf(listed, 2019);
    expect(mixture?.parts.flatMap((one) => one.pair)).not.toContain("US");
    expect(mixture?.parts.flatMap((one) => one.pair)).not.toContain("CN");
    expect(mixture?.parts.reduce((sum, { weight }) => sum + weight, 0)).toBeLessThanOrEqual(1 + 1e-9);
    expect(mixture?.donors).toBe(81);
    expect(mixture?.after.map(({ year }) => year)).toEqual([2019, 2020, 2021]);
    expect(pair.mixtureOf(listed, 2022)).toBeNull();
  });

  test("propensity ends with the year of the verdict", () => {
    const series = pair.propensityToVerdict(about, "listed");
    expect(series.at(-1)?.year).toBe(2021);
    expect(series.every(({ value }) => value > 0)).toBe(true);
  });
});

test("a fall of this pair alone: the lowest of all, and below its mixture", () => {
  const about = sourceOf(scaled(0.3));
  const found = pair.comparisonIn(about, "listed");
  expect(found.own.rank).toBe(1);
  expect(pair.forecastGaps(found, 2018)?.upper).toBeLessThan(-0.5);
  expect(pair.mixtureOf(found, 2018)?.after.every(({ distance }) => distance < -0.5)).toBe(true);
});

test("without a complete year after the baseline there is no comparison", () => {
  const about = sourceOf(shipped.pairs);
  const without = { ...about, assessment: { ...about.assessment, complete: null } };
  expect(() => pair.comparisonIn(without, "listed")).toThrow(
    /no year after 2017 is complete in every source/,
  );
});

const options = { before: 10, after: 3, significance: 0.05 };
const years = Array.from({ length: 24 }, (_, index) => 2000 + index);
/** Small waves, so that no line passes through every point. */
const wave = (index: number) => 0.004 * Math.sin(2.3 * index);
const series = (log: (index: number) => number) =>
  years.map((year, index) => ({ year, value: Math.exp(log(index) + wave(index)) }));

test("one sharp bend: its year signals, and every year that signals was tested", () => {
  const bent = series((index) => 0.05 * Math.min(index, 15) - 0.05 * Math.max(0, index - 15));
  const { signals, tested } = pair.namedDates(bent, options);
  expect(signals).toContain(2016);
  expect(signals.every((year) => tested.includes(year))).toBe(true);
  expect(pair.namedDates(bent, { ...options, significance: 0 })).toEqual({ tested, signals: [] });
});

test("a year can be named where it has all years before and after; a factor changes nothing", () => {
  const one = series((index) => 0.03 * index - (index > 12 ? 0.1 * (index - 12) : 0));
  const found = pair.namedDates(one, options);
  expect([found.tested[0], found.tested.at(-1)]).toEqual([2010, 2021]);
  expect(
    pair.namedDates(
      one.map(({ year, value }) => ({ year, value: 7 * value })),
      options,
    ),
  ).toEqual(found);
  expect(pair.namedDates(one.slice(0, 8), options)).toEqual({ tested: [], signals: [] });
});
