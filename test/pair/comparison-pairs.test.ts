import { describe, expect, test } from "vitest";
import { pair, verdict } from "../../src/index.js";
import { shipped as rule } from "../analysis/verdict-series.js";
import { seriesOf, shipped } from "./rows.js";

const large = { leastWorks: 1000, from: 2013, to: 2017 };
const { pairs, editions } = shipped;

describe("pairs to compare with", () => {
  const found = pair.comparisonPairs("US", "CN", shipped, large);

  test("are all others with so many works in every year of the period, and only those", () => {
    const least = new Map<string, number>();
    for (const row of pairs)
      if (row.year >= 2013 && row.year <= 2017) {
        const key = `${row.a} ${row.b}`;
        least.set(key, Math.min(least.get(key) ?? Infinity, row.works, row.reverse ?? Infinity));
      }
    const expected = [...least]
      .filter(([key, works]) => key !== "CN US" && works >= 1000)
      .map(([key]) => key);
    expect(found.map((each) => each.pair.join(" "))).toEqual(expected.sort());
    expect(found.length).toBeGreaterThan(100);
  });

  test("carry what the pair's own series carry: from the other side a pair reads the same", () => {
    const other = pair
      .comparisonPairs("AU", "GB", shipped, large)
      .find((each) => each.pair.join() === "CN,US");
    const own = pair.propensity("US", "CN", shipped);
    for (const [measure, label] of [
      ["I16", "CN and US"],
      ["I14", "US with CN"],
      ["I14", "CN with US"],
    ] as const) {
      const series = other?.series.find((each) => each.label === label);
      const [of] = label.split(" ");
      const reference = seriesOf(
        own.filter(({ direction }) => direction === undefined || direction.of === of),
        measure,
      );
      expect(series?.points).toEqual(
        reference.points.map(({ year, value, edition, completeness }) => ({
          year,
          value,
          edition,
          completeness,
        })),
      );
    }
    expect(other?.works.find(({ year }) => year === 2020)?.works).toBe(84_025);
  });

  test("follow the rule: fewer works, more pairs; without any pair it throws", () => {
    expect(pair.comparisonPairs("US", "CN", shipped, { ...large, leastWorks: 0 })).toHaveLength(275);
    expect(() => pair.comparisonPairs("US", "CN", shipped, { ...large, leastWorks: 1e6 })).toThrow(
      /no other pair has 1000000 joint works in every year from 2013 to 2017/,
    );
    expect(() => pair.comparisonPairs("US", "CN", shipped, { ...large, from: 2030, to: 2031 })).toThrow(
      /has no year in 2030 to 2031/,
    );
    expect(() => pair.comparisonPairs("US", "XX", shipped, large)).toThrow(/no panel with US and XX/);
  });

  test("do not follow the order of rows, and a pair that is missing in a year stops them", () => {
    expect(pair.comparisonPairs("CN", "US", { editions, pairs: [...pairs].reverse() }, large)).toEqual(found);
    const torn = pairs.filter((row) => !(row.a === "AU" && row.b === "BR" && row.year === 2001));
    expect(() => pair.comparisonPairs("US", "CN", { editions, pairs: torn }, large)).toThrow(/2001/);
  });
});

test("the shipped panel: the conditions of the rule that rest on it can be tested", () => {
  const own = pair
    .verdictSeries(pair.propensity("US", "CN", shipped))
    .filter(({ source }) => source === "openalex");
  const placebos = pair.comparisonPairs("US", "CN", shipped, large).flatMap(({ series }) => series);
  const listed = own.filter(({ measure }) => rule.estimand.series.some((each) => each.measure === measure));
  const ranks = verdict.placeboRanks(listed, placebos, rule.estimand);
  expect(ranks.map(({ measure, window, test: found }) => [measure, window, found?.rank, found?.of])).toEqual([
    ["I14", "with unknown", 13, 239],
    ["I14", "without unknown", 21, 239],
    ["I14", "with unknown", 17, 239],
    ["I14", "without unknown", 25, 239],
    ["I16", "with unknown", 13, 120],
    ["I16", "without unknown", 18, 120],
  ]);
  const turns = verdict.turns(listed, rule.estimand);
  expect(turns.map(({ dates }) => dates.at(-1))).toEqual(
    [0, 1, 2].flatMap(() => [
      { year: 2018, from: 2017, to: 2019 },
      { year: 2017, from: 2016, to: 2018 },
    ]),
  );
});
