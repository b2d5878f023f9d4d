import { describe, expect, test } from "vitest";
import { outputOfField, sharesOfBoth } from "../../../src/collaboration/pair/fields.js";
import { completeYears } from "../../../src/collaboration/pair/editions.js";
import { papersOfPair } from "../../../src/collaboration/pair/technology.js";
import { topCitedIn, topCitedShares } from "../../../src/collaboration/pair/citations.js";
import { table } from "../../briefing/authoring/load/tables.js";

const output = table("field-output");
const cited = table("top-cited");

describe("output by field", () => {
  test("is a share of the world's, and shows in which fields the second is ahead", () => {
    const { all, fields, ahead, behind } = sharesOfBoth(output, ["US", "CN"], 2021);
    expect([all.field, all.two.toFixed(3), fields.length]).toEqual(["all", "0.236", 14]);
    expect(ahead.every(({ one, two }) => two > one)).toBe(true);
    expect(ahead.length + behind.length).toBe(14);
    const turned = sharesOfBoth(output, ["CN", "US"], 2021);
    expect(turned.ahead.map(({ field }) => field)).toEqual(behind.map(({ field }) => field));
  });

  test("a missing count is reported, and so is a table without a complete year", () => {
    const without = output.filter(({ economy }) => economy !== "US");
    expect(() => sharesOfBoth(without, ["US", "CN"], 2021)).toThrow(
      "data/field-output.csv lacks all, US, 2021",
    );
    expect(completeYears("field-output", output, table("editions")).at(-1)).toBe(2021);
    expect(() => completeYears("field-output", [], table("editions"))).toThrow(
      "data/field-output.csv has no complete",
    );
  });
});

describe("shares of the most cited papers", () => {
  const shares = topCitedShares(cited, output);
  const of = (economy: string, year: number, field = "all") =>
    shares.find((one) => one.economy === economy && one.year === year && one.field === field);

  test("China's share passed that of the United States in 2020", () => {
    expect(of("US", 2003)?.ofTopCited).toBeCloseTo(0.49, 2);
    expect(of("CN", 2003)?.ofTopCited).toBeCloseTo(0.026, 3);
    expect(of("US", 2020)?.ofTopCited).toBeCloseTo(0.218, 3);
    expect(of("CN", 2020)?.ofTopCited).toBeCloseTo(0.248, 3);
    expect(of("US", 2020)?.ofOwn).toBeCloseTo(0.0141, 6);
  });

  test("the world has all of them in every field and year; its share follows output and index", () => {
    for (const one of shares.filter(({ economy }) => economy === "WORLD")) expect(one.ofTopCited).toBe(1);
    const doubled = cited.map((row) =>
      row.economy === "CN" && row.index !== null ? { ...row, index: 2 * row.index } : row,
    );
    const [before, after] = [shares, topCitedShares(doubled, output)].map(
      (all) =>
        all.find((one) => one.economy === "CN" && one.year === 2020 && one.field === "physics")?.ofTopCited,
    );
    expect(after).toBeCloseTo(2 * (before ?? NaN), 12);
  });

  test("a cell that the source does not publish has no row; a missing world throws", () => {
    expect(shares.some(({ ofTopCited }) => !Number.isFinite(ofTopCited))).toBe(false);
    const worldless = cited.filter(({ economy }) => economy !== "WORLD");
    expect(() => topCitedShares(worldless, output)).toThrow("no world of");
  });
});

test("the papers of a pair are those of one edition; null if none is published", () => {
  const rows = [
    { edition: "e", a: "CN", b: "US", works: 5 },
    { edition: "e", a: "GB", b: "US", works: null },
  ];
  expect(papersOfPair(rows, ["US", "CN"])).toBe(5);
  expect(papersOfPair(rows, ["US", "GB"])).toBeNull();
  const later = rows.map((row) => ({ ...row, edition: "f" }));
  expect(() => papersOfPair([...rows, ...later], ["US", "CN"])).toThrow("several editions, e, f");
});

test("a share that the source does not publish is null", () => {
  expect(topCitedIn(topCitedShares(cited, output), { economy: "US", year: 1800 })).toBeNull();
});

const asked = { field: "astronomy", economy: "CN", from: 2019, to: 2021 };

describe("output in a field", () => {
  test("changes relative to the first year, with its share of the world", () => {
    const found = outputOfField(output, asked);
    expect(found.change.value?.toFixed(3)).toBe("0.262");
    expect(found.after.value?.toFixed(3)).toBe("0.102");
  });

  test("has no value if a year is missing", () => {
    expect(outputOfField(output, { ...asked, to: 1900 }).change.value).toBeNull();
    const world = output.filter(({ economy }) => economy !== "WORLD");
    expect(outputOfField(world, asked).after.value).toBeNull();
  });
});
