import { expect, test } from "vitest";
import type { MeasuresOfYear } from "../../../src/analysis/pair/policy-register.js";
import { pair } from "../../../src/index.js";
import { table } from "../../authoring/load/tables.js";

const events = table("events");
const register = pair.policyRegister(events);

test("only events with a primary source, oldest first", () => {
  expect(register.every(({ standing, citation }) => standing === "primary" && citation !== "")).toBe(true);
  expect(register.map(({ date }) => date)).toEqual(register.map(({ date }) => date).sort());
  expect(pair.policyRegister([...events].reverse()).map(({ date }) => date)).toEqual(
    register.map(({ date }) => date),
  );
});

test("reports and speeches are no measures; the pandemic is listed without one", () => {
  const labels = register.map(({ label }) => label);
  expect(labels).not.toContain("GAO report");
  expect(labels).toContain("COVID-19 emergency");
});

test("measures by year add up to all measures, years without one included", () => {
  const years = pair.measuresByYear(register);
  const sum = (of: (year: MeasuresOfYear) => number) => years.reduce((total, year) => total + of(year), 0);
  expect(sum(({ restricting }) => restricting)).toBe(
    register.filter(({ effect }) => effect === "restricting").length,
  );
  expect(sum(({ opening }) => opening)).toBe(register.filter(({ effect }) => effect === "opening").length);
  expect(years.map(({ year }) => year)).toEqual(years.map((_, index) => (years[0]?.year ?? 0) + index));
  expect(pair.measuresByYear([])).toEqual([]);
});

test("an event that the register lacks is named, secondary ones too", () => {
  expect(pair.eventNamed(register, "China Initiative").date).toBe("2018-11-01");
  expect(() => pair.eventNamed(register, "Pelosi in Taiwan")).toThrow(/"Pelosi in Taiwan"/);
});
