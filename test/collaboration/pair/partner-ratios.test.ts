import { describe, expect, test } from "vitest";
import { panelOfRows, type PanelRow } from "./rows.js";
import { context } from "../../../src/collaboration/pair/context.js";
import {
  byRatio,
  ratiosByGroup,
  ratiosOf,
  ratiosOfBoth,
} from "../../../src/collaboration/pair/partner-ratios.js";
import { table } from "../../briefing/authoring/load/tables.js";

const editions = table("editions");
const panel = (rows: readonly PanelRow[]) => panelOfRows(rows, editions, "listed") ?? expect.fail("no panel");
const years = { year: 2021, baseline: [2013, 2015, 2017] };
const shipped = panel(table("pairs"));

test("allowing for size, the United States and China are at 0.90, with 71 % more joint papers", () => {
  const [us, china] = ["US", "CN"].map((code) => ratiosOf(shipped, code, years));
  const ofChina = us?.find(({ partner }) => partner === "CN");
  expect(ofChina?.ratio).toBeCloseTo(0.903, 3);
  expect(ofChina?.jointChange).toBeCloseTo(0.707, 3);
  expect(china?.find(({ partner }) => partner === "US")?.ratio).toBe(ofChina?.ratio);
  expect(us).toHaveLength(23);
});

describe("a made-up panel", () => {
  const rows = (works: (pair: string, year: number) => number): readonly PanelRow[] =>
    [2013, 2015, 2017, 2021].flatMap((year) =>
      ["AU,CN", "AU,GB", "AU,US", "CN,GB", "CN,US", "GB,US"].map((pair) => {
        const [a = "", b = ""] = pair.split(",");
        return { edition: "openalex-2024-08", year, a, b, works: works(pair, year) };
      }),
    );

  test("uniform growth changes no ratio, but every count", () => {
    const found = ratiosOf(panel(rows((pair, year) => pair.length * (year === 2021 ? 30 : 10))), "US", years);
    for (const { ratio, jointChange } of found) {
      expect(ratio).toBeCloseTo(1, 9);
      expect(jointChange).toBeCloseTo(2, 9);
    }
  });

  test("a pair without joint papers in the baseline has no ratio, and no rank", () => {
    const found = ratiosOf(
      panel(rows((pair, year) => (pair === "CN,US" && year < 2021 ? 0 : 100))),
      "US",
      years,
    );
    const china = found.find(({ partner }) => partner === "CN");
    expect(china).toMatchObject({ ratio: null, jointChange: null, joint: 100 });
    expect(byRatio(found, { without: ["GB"] }).map(({ partner }) => partner)).toEqual(["AU"]);
  });

  test("a missing year or economy is reported", () => {
    expect(() => ratiosOf(shipped, "US", { ...years, year: 1800 })).toThrow("no pairs of 1800");
    expect(() => ratiosOf(shipped, "XX", years)).toThrow('no economy "XX"');
  });
});

test("both economies of a pair: the pair itself once, the others in order", () => {
  const both = ratiosOfBoth(context("US", "CN"), { year: 2021, baseline: [2013, 2015, 2017] });
  expect(both.pair).toMatchObject({ economy: "CN", partner: "US" });
  expect(both.one.with("CN").ratio).toBe(both.pair.ratio);
  expect(() => both.one.with("XX")).toThrow("no ratio of US and XX in 2021");
  expect(both.one.all).toHaveLength(both.economies - 1);
  expect([both.two.closer, both.two.further]).toEqual([14, 4]);
  for (const { others, closer, further } of [both.one, both.two]) {
    expect(others.some(({ partner }) => partner === "US" || partner === "CN")).toBe(false);
    expect(others.slice(0, closer).every(({ ratio }) => ratio > 1.05)).toBe(true);
    expect(others.slice(closer).every(({ ratio }) => ratio <= 1.05)).toBe(true);
    expect(others.slice(-further).every(({ ratio }) => ratio < 0.95)).toBe(true);
  }
  const groups = ratiosByGroup(both.two.others, {
    neighbours: ["HK", "TW", "SG", "JP"],
    europe: ["CH", "DE", "ES", "FR", "GB", "IT", "NL", "SE"],
    none: ["XX"],
  });
  expect(groups.map(({ group, ratio }) => [group, ratio.lower.toFixed(2), ratio.upper.toFixed(2)])).toEqual([
    ["neighbours", "0.77", "0.90"],
    ["europe", "1.11", "1.24"],
  ]);
});
