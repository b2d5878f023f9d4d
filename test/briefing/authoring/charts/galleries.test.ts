/** Charts of the galleries of Vega-Lite and Observable Plot, drawn again with one call each over their data. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  area,
  bar,
  box,
  dots,
  heat,
  histogram,
  line,
  scatter,
  slope,
  type Spec,
} from "../../../../src/briefing/index.js";
import { expectPublishable } from "./published.js";

type Row = Readonly<Record<string, string | number | null>>;
const rowsOf = (name: string): readonly Row[] =>
  JSON.parse(readFileSync(new URL(`vega-datasets/${name}.json`, import.meta.url), "utf8")) as readonly Row[];

const barley = rowsOf("barley");
const penguins = rowsOf("penguins");
const weather = rowsOf("seattle-weather");
const jobs = rowsOf("unemployment").filter(({ series }) =>
  /^(Agri|Constr|Fin|Inf|Man|Min)/.test(String(series)),
);
const countries = rowsOf("health-income");
const morris = barley.filter(({ site }) => site === "Morris");
const ofYear = morris.filter(({ year }) => Number(year) === 1932);
const size = { x: "Beak Length (mm)", y: "Body Mass (g)" };

const gallery: Readonly<Record<string, () => Spec>> = {
  "Vega-Lite: multi-series line chart": () =>
    line(rowsOf("stocks"), { x: "date", y: "price", by: "symbol", titles: { y: "Price (US$)" } }),
  "Vega-Lite: normalized stacked area chart": () =>
    area(jobs, { x: "date", y: "count", by: "series", stack: "share" }),
  "Vega-Lite: horizontal bar chart, sorted": () =>
    bar(ofYear, { x: "yield", y: "variety", sort: "descending" }),
  "Vega-Lite: normalized stacked bar chart": () =>
    bar(morris, { x: "yield", y: "variety", by: "year", bars: "share" }),
  "Vega-Lite: histogram, stacked by a category": () => histogram(weather, { x: "temp_max", by: "weather" }),
  "Vega-Lite: bubble plot of health and income": () =>
    scatter(countries, {
      x: "income",
      y: "health",
      by: "region",
      size: "population",
      label: "country",
      log: "x",
    }),
  "Vega-Lite: slope graph of barley": () => slope(morris, { x: "year", y: "yield", by: "variety" }),
  "Plot: scatter plot with linear regression by species": () =>
    scatter(penguins, { ...size, by: "Species", trend: "series" }),
  "Plot: faceted scatter plot of penguins": () => scatter(penguins, { ...size, by: "Sex", facet: "Species" }),
  "Plot: box plots": () => box(barley, { x: "yield", y: "site" }),
  "Plot: dot histogram (beeswarm)": () =>
    dots(countries, { x: "income", label: "country", named: ["Australia"], log: "x" }),
  "Plot: heat map with a colour legend": () =>
    heat(morris, {
      x: "year",
      y: "variety",
      value: "yield",
    }),
};

describe.each(Object.entries(gallery))("%s", (_, chart) => {
  test.each([680, 340])("is publishable at %i pixels", async (width) => {
    const marks = await expectPublishable(chart(), width);
    expect(marks.length).toBeGreaterThan(0);
  });
});
