import { expect, test } from "vitest";
import { pair } from "../../../src/index.js";

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
