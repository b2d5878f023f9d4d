/** Samples of slope, dots, ranges, box and map. */
import { readFileSync } from "node:fs";
import { box, dots, map, ranges, slope } from "../../../../src/briefing/index.js";
import type { Chart } from "../../../../src/briefing/authoring/rows-of.js";
import { ChartError } from "../../../../src/briefing/authoring/errors.js";
import { thrown } from "../../../support/thrown.js";
import { expectPublishable } from "./published.js";
import { gapminder } from "./samples.js";

export const two = gapminder.filter(({ year }) => year === 1955 || year === 2005);
export const incomes = Array.from({ length: 120 }, (_, index) => ({
  pair: index === 7 ? "US–China" : index === 40 ? "Germany–UK" : index === 90 ? "Canada–US" : `pair ${index}`,
  odds: Number((2 + (30 * ((index * 37) % 120) ** 2) / 120 ** 2 + (index % 7) / 3).toFixed(2)),
}));
export const verdicts = [
  ["2013–2017", "NSF", 0.93],
  ["2013–2017", "OpenAlex", 0.88],
  ["2015–2019", "NSF", 1.02],
  ["2015–2019", "OpenAlex", 0.97],
  ["all years since the beginning of the series", "NSF", 1.08],
  ["all years since the beginning of the series", "OpenAlex", 0.99],
].map(([baseline, source, ratio]) => ({
  baseline: String(baseline),
  source: String(source),
  ratio: Number(ratio),
}));
const zones = [
  { to: 0.9, label: "partial decoupling", colour: "vermilion" as const },
  { from: 0.9, to: 1.1, label: "little change" },
  { from: 1.1, label: "closer", colour: "blue" as const },
];
const yields = ["Morris", "Waseca", "Crookston"].flatMap((site, at) =>
  Array.from({ length: 30 }, (_, index) => ({
    site,
    name: `${site} ${index}`,
    bushels: 20 + at * 5 + ((index * 13) % 17) + (index === 3 ? 40 : 0),
  })),
);
const few = [...yields, ...[31, 35].map((bushels) => ({ site: "Duluth", name: "d", bushels }))];
export const shapes = JSON.parse(
  readFileSync(new URL("../../../../docs/data/south-america.json", import.meta.url), "utf8"),
) as object;
export const people = [
  ["Brazil", 203],
  ["Argentina", 46],
  ["Colombia", 52],
  ["Peru", 34],
  ["Chile", 20],
  ["Uruguay", 3.4],
  ["Suriname", null],
  ["French Guiana", 0.3],
].map(([country, people]) => ({ country: String(country), people: people as number | null, note: "x" }));

export const charts: Readonly<Record<string, () => Chart>> = {
  slope: () =>
    slope(two, {
      x: "year",
      y: "life_expect",
      by: "country",
      colours: { China: "vermilion", India: "blue" },
    }),
  "slope-panels": () =>
    slope(
      two.map((row) => ({ ...row, half: row.country < "J" ? "A to I" : "J to Z" })),
      {
        x: "year",
        y: "life_expect",
        by: "country",
        facet: "half",
        colours: { China: "vermilion", "United States": "blue" },
      },
    ),
  dots: () =>
    dots(incomes, {
      x: "odds",
      label: "pair",
      named: ["US–China", "Germany–UK", "Canada–US"],
      colours: { "US–China": "vermilion" },
      log: "x",
    }),
  "dots-unnamed": () => dots(incomes, { x: "odds", label: "pair" }),
  ranges: () => ranges(verdicts, { x: "ratio", y: "baseline", by: "source", zones }),
  "ranges-bounds": () =>
    ranges(
      verdicts
        .filter(({ source }) => source === "NSF")
        .map((row) => ({ ...row, least: row.ratio - 0.04, most: row.ratio + 0.0625 })),
      { x: "ratio", y: "baseline", low: "least", high: "most", zones },
    ),
  box: () => box(few, { x: "site", y: "bushels", label: "name" }),
  "box-lying": () => box(few, { x: "bushels", y: "site", label: "name" }),
  map: () => map(people, { region: "country", value: "people", shapes, key: "name" }),
};

export const drawn = async (chart: Chart, width = 680) => await expectPublishable(chart, width);
export const message = (make: () => unknown): string => {
  const { message, hint } = thrown(ChartError, make);
  return `${message} ${hint ?? ""}`;
};
