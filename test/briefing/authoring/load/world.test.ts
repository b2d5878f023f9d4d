/** The tables of the whole world in OpenAlex: internal consistency, and agreement with the tables of 24 economies. */
import { describe, expect, test } from "vitest";
import { countsBy, only, sum, table } from "./tables.js";

const world = table("world-pairs");
const links = countsBy(world, ["year", "a", "b"], (row) => row.works);
const international = countsBy(table("world-international"), ["year", "economy"], (row) => row.works);
const linkOf = (year: number, one: string, other: string): number =>
  links.get(`${year} ${one < other ? `${one} ${other}` : `${other} ${one}`}`) ?? 0;

test("each pair once per year, codes in order, no zeros", () => {
  expect(world.filter(({ a, b, works }) => a >= b || works < 1)).toEqual([]);
  expect(links.size).toBe(265_281);
  expect(sum(world.map(({ works }) => works))).toBe(33_241_178);
  const last = world.filter(({ year }) => year === 2022);
  expect([last.length, sum(last.map(({ works }) => works))]).toEqual([15_227, 3_109_490]);
});

test("NA is Namibia, an economy like any other", () => {
  const namibia = only(table("economies").filter(({ code }) => code === "NA"));
  expect(namibia.name).toBe("Namibia");
  const own = world.filter(({ a, b }) => a === "NA" || b === "NA");
  expect(own.length).toBeGreaterThan(1000);
  expect(new Set(own.map(({ year }) => year)).size).toBe(34);
  expect(table("world-international").some(({ economy }) => economy === "NA")).toBe(true);
  expect(table("co2").some(({ economy }) => economy === "NA")).toBe(true);
});

test("the two tables have the same 248 economies in every year", () => {
  const ofLinks = new Set(world.flatMap(({ year, a, b }) => [`${year} ${a}`, `${year} ${b}`]));
  expect([...international.keys()].filter((key) => !ofLinks.has(key))).toEqual([]);
  expect([...ofLinks].filter((key) => !international.has(key))).toEqual([]);
  expect(new Set([...ofLinks].map((key) => key.slice(5))).size).toBe(248);
});

test("no pair has more works than the international works of either", () => {
  const tooMany = world.filter(
    ({ year, a, b, works }) =>
      !(
        works <= (international.get(`${year} ${a}`) ?? 0) && works <= (international.get(`${year} ${b}`) ?? 0)
      ),
  );
  expect(tooMany).toEqual([]);
});

test("an economy has no more international works than links, and no fewer than its largest link", () => {
  const total = new Map<string, number>();
  const largest = new Map<string, number>();
  for (const { year, a, b, works } of world)
    for (const key of [`${year} ${a}`, `${year} ${b}`]) {
      total.set(key, (total.get(key) ?? 0) + works);
      largest.set(key, Math.max(largest.get(key) ?? 0, works));
    }
  const wrong = [...international].filter(
    ([key, works]) => works > (total.get(key) ?? 0) || works < (largest.get(key) ?? 0),
  );
  expect(wrong).toEqual([]);
});

describe("a number that is also in a smaller table is the same", () => {
  test("pairs of 24 economies, queried in either direction", () => {
    const pairs = table("pairs");
    const different = pairs.filter(({ year, a, b, works, reverse }) => {
      const link = linkOf(year, a, b);
      return link !== works && link !== reverse;
    });
    expect(different).toEqual([]);
    expect(pairs.length).toBe(9384);
  });

  test("partners of the United States and of China", () => {
    const partners = table("partners");
    const different = partners.filter((row) => linkOf(row.year, row.reporter, row.partner) !== row.works);
    expect(different).toEqual([]);
    const own = world.flatMap(({ a, b }) => [a, b]).filter((code) => code === "US" || code === "CN");
    expect(own.length).toBe(partners.length);
  });

  test("international works of 24 economies", () => {
    const own = table("international").filter(({ edition }) => edition === "openalex-2024-08");
    expect(own.length).toBe(816);
    expect(own.filter((row) => international.get(`${row.year} ${row.economy}`) !== row.works)).toEqual([]);
  });
});
