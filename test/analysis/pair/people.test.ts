import { expect, test } from "vitest";
import { pair } from "../../../src/index.js";
import { table } from "../../authoring/load/tables.js";

const editions = table("editions");
const doctorates = table("doctorates");
const intentions = table("stay-intentions");
const rates = table("stay-rates");

test("doctorates as published: China, year to June 2023", () => {
  const chinese = pair.ofCitizenship(pair.doctorateCourses(doctorates, editions), "CN");
  expect(chinese.first).toEqual({ year: 2013, doctorates: 4796 });
  expect(chinese.last).toEqual({ year: 2023, doctorates: 6652 });
  expect(chinese.greatest).toEqual({ year: 2022, doctorates: 6661 });
  expect(chinese.change).toBeCloseTo(6652 / 4796 - 1, 12);
});

test("order of rows does not count, and an older edition is not read", () => {
  const wanted = pair.doctorateCourses(doctorates, editions);
  expect(pair.doctorateCourses([...doctorates].reverse(), editions)).toEqual(wanted);
  const older = editions
    .filter(({ edition }) => edition === "sed-2023")
    .map((row) => ({ ...row, edition: "old", collected: "2010-06" }));
  const added = doctorates.map((row) => ({ ...row, edition: "old", all: 1 }));
  expect(pair.doctorateCourses([...added, ...doctorates], [...editions, ...older])).toEqual(wanted);
});

test("a factor on all doctorates changes no change; a first year without doctorates has none", () => {
  const changes = (rows: typeof doctorates) =>
    pair.doctorateCourses(rows, editions).map(({ citizenship, change }) => [citizenship, change?.toFixed(9)]);
  expect(changes(doctorates.map((row) => ({ ...row, all: 3 * row.all })))).toEqual(changes(doctorates));
  const none = doctorates.map((row) => (row.year === 2013 ? { ...row, all: 0 } : row));
  expect(pair.ofCitizenship(pair.doctorateCourses(none, editions), "CN").change).toBeNull();
});

test("stay intentions as parts of one; the lowest year", () => {
  const chinese = pair.ofCitizenship(pair.stayIntentions(intentions, editions), "CN");
  expect(chinese.lowest).toEqual({ year: 2021, doctorates: 6198, part: 0.738 });
  expect(chinese.years.map(({ part }) => part).every((part) => part > 0 && part < 1)).toBe(true);
});

test("one rate for each citizenship, interval and year: of the newest edition, of a named cohort", () => {
  const found = pair.stayRates(rates, editions);
  const keys = found.map((rate) => `${rate.economy} ${rate.yearsAfter} ${rate.year}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(pair.stayRateIn(found, { economy: "CN", yearsAfter: 5, year: 2017 }).cohort).toBe("2011-13");
  expect(pair.stayRates([...rates].reverse(), editions)).toHaveLength(found.length);
});

test("what is missing is named", () => {
  expect(() => pair.doctorateCourses([], editions)).toThrow("data/doctorates.csv has no rows");
  expect(() => pair.ofCitizenship(pair.stayIntentions(intentions, editions), "XX")).toThrow(/"XX"/);
  expect(() =>
    pair.stayRateIn(pair.stayRates(rates, editions), { economy: "CN", yearsAfter: 5, year: 1990 }),
  ).toThrow("no rate of CN in 1990");
});
