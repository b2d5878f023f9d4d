import { expect, test } from "vitest";
import { pair } from "../../../src/collaboration/index.js";
import { table } from "../../briefing/authoring/load/tables.js";

const editions = table("editions");
const doctorates = table("doctorates");
const intentions = table("stay-intentions");

const newest = pair.newestOfEachYear(doctorates, editions);
const chinese = newest.filter(({ citizenship }) => citizenship === "CN");

test("doctorates as published: China 2008 to 2024, one row per year, only 2024 second-hand", () => {
  expect(chinese.map(({ year }) => year)).toEqual(Array.from({ length: 17 }, (_, index) => 2008 + index));
  const of = (year: number) => pair.inYearOf(newest, "CN", year).all;
  expect([2008, 2013, 2018, 2023, 2024].map(of)).toEqual([4528, 4796, 6188, 6652, 6756]);
  expect(newest.filter(({ standing }) => standing === "secondary").map(({ year }) => year)).toEqual(
    Array.from({ length: 4 }, () => 2024),
  );
});

test("the order of rows does not matter, and a year is read from the newest edition that has it", () => {
  const byKey = (rows: typeof doctorates) =>
    [...rows].sort((a, b) => a.year - b.year || (a.citizenship < b.citizenship ? -1 : 1));
  expect(byKey(pair.newestOfEachYear([...doctorates].reverse(), editions))).toEqual(byKey(newest));
  const [like] = editions.filter(({ edition }) => edition === "sed-2023");
  const older = like === undefined ? [] : [{ ...like, edition: "old", collected: "2010" }];
  const added = doctorates.map((row) => ({ ...row, edition: "old", all: 1 }));
  expect(byKey(pair.newestOfEachYear([...added, ...doctorates], [...editions, ...older]))).toEqual(
    byKey(newest),
  );
});

test("China’s intentions compared with those of all others: 17 points apart in 2011, 14 in 2017, 2 in 2023", () => {
  const found = pair.stayIntentions(intentions, editions, "CN");
  const apart = (year: number) => {
    const part = (citizenship: string) => pair.inYearOf(found, citizenship, year).part;
    return Math.round(100 * (part("CN") - part(pair.otherCitizenships)));
  };
  expect([2011, 2017, 2023, 2024].map(apart)).toEqual([17, 14, 2, 5]);
  expect(pair.inYearOf(found, "CN", 2021).part).toBeCloseTo(0.738, 12);
});

test("shifting all citizenships alike preserves the distance; shifting China alone does not", () => {
  const apart = (rows: typeof intentions) => {
    const found = pair.stayIntentions(rows, editions, "CN");
    const [own, others] = ["CN", pair.otherCitizenships].map((one) => pair.inYearOf(found, one, 2023).part);
    return (own ?? NaN) - (others ?? NaN);
  };
  const lower = (rows: typeof intentions, who: (citizenship: string) => boolean) =>
    rows.map((row) => (who(row.citizenship) ? { ...row, stayPercent: row.stayPercent - 5 } : row));
  expect(apart(lower(intentions, () => true))).toBeCloseTo(apart(intentions), 12);
  expect(apart(lower(intentions, (one) => one === "CN"))).toBeLessThan(apart(intentions) - 0.05);
});

test("missing data is reported", () => {
  expect(() => pair.inYearOf(newest, "XX", 2023)).toThrow(/"XX" in 2023/);
});
