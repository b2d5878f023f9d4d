/** The tables of venues, palaeontology, citations and emissions compared with their sources. */
import { describe, expect, test } from "vitest";
import { only, sum, table } from "./tables.js";

describe("AI venues", () => {
  const venues = table("ai-venues");

  test("a part never exceeds its whole", () => {
    const wrong = venues.filter(
      (row) =>
        row.withCountry > row.papers ||
        Math.max(row.us, row.cn, row.gb, row.international) > row.withCountry ||
        Math.max(row.both, row.gbCn) > Math.min(row.cn, row.international) ||
        row.both > row.us ||
        row.gbCn > row.gb ||
        row.bothExactlyTwo > row.both ||
        row.cnWithoutHkMoTw > row.cn ||
        row.bothWithoutHkMoTw > Math.min(row.both, row.cnWithoutHkMoTw),
    );
    expect(wrong).toEqual([]);
  });

  test("quality follows from the papers without a country", () => {
    for (const row of venues)
      expect(row.quality, `${row.venue} ${row.year}`).toBe(
        row.papers - row.withCountry <= 0.15 * row.papers ? "good" : "poor",
      );
    expect(venues.filter((row) => row.quality === "good").length).toBe(132);
  });

  test("authors in Hong Kong, Macau and Taiwan: a ninth of the papers with China", () => {
    expect([sum(venues.map((row) => row.cn)), sum(venues.map((row) => row.cnWithoutHkMoTw))]).toEqual([
      14550, 12938,
    ]);
    expect([sum(venues.map((row) => row.both)), sum(venues.map((row) => row.bothWithoutHkMoTw))]).toEqual([
      2975, 2629,
    ]);
  });
});

describe("palaeontology", () => {
  const years = table("palaeontology");
  const over = (from: number, to: number) => years.filter(({ year }) => year >= from && year <= to);

  test("joint references by year and sums of five years", () => {
    expect(over(2011, 2020).map(({ both }) => both)).toEqual([23, 24, 44, 38, 35, 68, 39, 57, 43, 43]);
    const sums = (rows: typeof years) => {
      const of = (name: "references" | "us" | "cn" | "both" | "gbCn") => sum(rows.map((row) => row[name]));
      return [of("references"), of("us"), of("cn"), of("both"), of("gbCn")];
    };
    expect(sums(over(2011, 2015))).toEqual([5071, 1481, 724, 164, 71]);
    expect(sums(over(2016, 2020))).toEqual([4493, 1269, 912, 250, 188]);
    expect(sum(years.map(({ references }) => references))).toBe(26_410);
  });

  test("a part never exceeds its whole, and one year is incomplete", () => {
    for (const row of years) {
      expect(row.references).toBeLessThanOrEqual(row.allReferences);
      expect(Math.max(row.us, row.cn, row.gb, row.international)).toBeLessThanOrEqual(row.references);
      expect(row.both).toBeLessThanOrEqual(Math.min(row.us, row.cn, row.international));
      expect(row.gbCn).toBeLessThanOrEqual(Math.min(row.gb, row.cn, row.international));
      expect(row.usGb).toBeLessThanOrEqual(Math.min(row.us, row.gb, row.international));
      expect(row.bothExactlyTwo).toBeLessThanOrEqual(row.both);
    }
    expect(years.filter(({ status }) => status === "incomplete").map(({ year }) => year)).toEqual([2020]);
  });
});

describe("articles among the most cited 1 %", () => {
  const top = table("top-cited");

  test("the world is 1 in every year and table, and every table is complete", () => {
    const own = top.filter((row) => row.economy === "WORLD");
    expect(own.filter((row) => row.index !== 1)).toEqual([]);
    expect(own.length).toBe(17 * 18);
    expect(top.length).toBe(17 * 24 * 18);
    expect(top.filter((row) => row.index === null).length).toBe(64);
  });
});

test("emissions in 2023: the world is the sum of all with aviation and shipping", () => {
  const year = table("co2").filter((row) => row.year === 2023);
  const world = only(year.filter(({ economy }) => economy === "WORLD")).tonnes;
  const all = year.filter(({ economy }) => economy !== "WORLD" && economy !== "EU27");
  expect(all.length).toBe(216);
  expect(sum(all.map(({ tonnes }) => tonnes))).toBe(36_674_999_338);
  expect(Math.abs(world - 36_674_999_338 - 1_116_569_310)).toBeLessThan(2000);
});

test("output in the 2026 edition: China and the United States in 2024, with the shares quoted from the report", () => {
  const output = table("output-2026");
  const papers = (economy: string) =>
    only(output.filter((row) => row.economy === economy && row.year === 2024)).fractional;
  const share = (economy: string) => (100 * papers(economy)) / papers("WORLD");
  expect([share("CN"), share("US")].map(Math.round)).toEqual([31, 12]);
  expect(new Set(output.map(({ standing }) => standing))).toEqual(new Set(["secondary"]));
});
