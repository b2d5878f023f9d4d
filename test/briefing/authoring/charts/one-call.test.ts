/** Ten charts in one call each, over small parts of the tables of vega-datasets. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { area, bar, heat, histogram, line, scatter, type Spec } from "../../../../src/briefing/index.js";
import { drawFigure } from "../../../../src/briefing/engine/render/figure/draw.js";
import { svgToPng } from "../../../../src/briefing/engine/render/figure/png.js";
import { figureFonts } from "../../../../src/briefing/engine/render/figure/theme.js";
import fc from "fast-check";
import { compareData, type DrawnData } from "../../../../src/briefing/engine/diff/kinds/figure-data.js";
import { plainRows, publishedRows } from "../../../../src/briefing/authoring/rows-of.js";
import { expectPublishable } from "./published.js";
import { wordsOf } from "./words.js";

interface Datasets {
  gapminder: { year: number; country: string; pop: number; life_expect: number };
  stocks: { symbol: string; date: string; price: number };
  "global-temp": { year: number; temp: number };
  co2: { Date: string; CO2: number };
  barley: { yield: number; variety: string; year: number; site: string };
  penguins: Record<"Species" | "Island" | "Sex", string> &
    Record<"Beak Length (mm)" | "Body Mass (g)", number | null>;
  "health-income": { country: string; income: number; health: number; population: number; region: string };
  "seattle-weather": { date: string; temp_max: number; weather: string };
  unemployment: { series: string; date: string; count: number };
}

function rowsOf<Name extends keyof Datasets>(name: Name): readonly Datasets[Name][] {
  const file = new URL(`vega-datasets/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as readonly Datasets[Name][];
}

const gapminder = rowsOf("gapminder");
const in2005 = gapminder.filter(({ year }) => year === 2005);
const temperatures = rowsOf("global-temp");
const missing = rowsOf("co2").map((row) => ({ ...row, CO2: row.Date.startsWith("1961") ? null : row.CO2 }));

const countries = (...names: readonly string[]) => gapminder.filter(({ country }) => names.includes(country));
const life = { x: "year", y: "life_expect" } as const;
const byCountry = { ...life, by: "country" } as const;
const events = [{ date: "2008-09-15", label: "Lehman" }];
const crisis = [{ from: 2008, to: 2008, label: "crisis" }];
const famine = [{ from: 1958, to: 1962, label: "famine" }];
const gaps = [{ upper: "South Korea", lower: "India", at: 2005, label: "a gap" }];
const incomes = rowsOf("health-income");
const named = incomes.map((row) => ({ ...row, name: row.country === "China" ? row.country : "" }));
const health = { x: "income", y: "health", log: "x" } as const;
const farms = rowsOf("barley").filter(({ site }) => site === "Morris" || site === "Waseca");
const earliest = temperatures.filter(({ year }) => year < 1962);
const penguins = { x: "Beak Length (mm)", y: "Body Mass (g)", by: "Species", facet: "Island" } as const;

const charts: Readonly<Record<string, () => Spec>> = {
  "five-yearly": () => line(gapminder, byCountry),
  monthly: () => line(rowsOf("stocks"), { x: "date", y: "price", by: "symbol", events, spans: crisis }),
  named: () => line(gapminder, { ...byCountry, named: ["China"] }),
  gaps: () => line(countries("South Korea", "India"), { ...byCountry, gaps }),
  negative: () => line(temperatures, { x: "year", y: "temp", reference: { value: 0, label: "1951–1980" } }),
  "negative-bars": () => bar(earliest, { x: "year", y: "temp" }),
  missing: () => line(missing, { x: "Date", y: "CO2" }),
  categorical: () => bar(in2005, { x: "country", y: "pop" }),
  lying: () => bar(in2005, { x: "life_expect", y: "country" }),
  grouped: () => bar(farms, { x: "variety", y: "yield", by: "year", facet: "site" }),
  scatter: () => scatter(incomes, { ...health, by: "region", size: "population", label: "country" }),
  penguins: () => scatter(rowsOf("penguins"), penguins),
  histogram: () => histogram(rowsOf("seattle-weather"), { x: "temp_max" }),
  area: () => area(rowsOf("unemployment"), { x: "date", y: "count", by: "series" }),
  areas: () => area(gapminder, { x: "year", y: "pop", by: "country" }),
  heat: () => heat(gapminder, { x: "year", y: "country", value: "life_expect" }),
  facets: () =>
    line(gapminder, { ...life, facet: "country", reference: { value: 70, label: "70" }, spans: famine }),
  noted: () => scatter(named, { ...health, note: "name" }),
  "single-point": () => line(in2005.slice(0, 1), { x: "year", y: "pop" }),
  "single-points": () => line(in2005, { x: "year", y: "pop", by: "country" }),
};

const folder = process.env["LOOK"];

const publishedBy = (chart: object) => {
  const published = publishedRows(chart);
  return published === undefined ? [] : plainRows(published);
};

const pieces = fc.record({
  names: fc.uniqueArray(
    fc.string({ minLength: 1, maxLength: 8 }).filter((name) => name !== "__proto__"),
    { minLength: 5, maxLength: 5 },
  ),
  cells: fc.array(
    fc.tuple(
      fc.integer({ min: 1990, max: 2030 }),
      fc.oneof(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.constant(null)),
      fc.constantFrom("a", "b", "c.d"),
      fc.constantFrom("east", "west"),
      fc.string(),
    ),
    { minLength: 1, maxLength: 12 },
  ),
});

test("whatever the rows, a chart publishes only their columns, one row for each", () => {
  fc.assert(
    fc.property(pieces, ({ names, cells }) => {
      const [x = "", y = "", by = "", facet = ""] = names;
      const whole = cells.map(([year, value, ...words], index) => [year + 50 * index, value ?? 0, ...words]);
      const rows = whole.map((row) =>
        Object.fromEntries(names.map((name, index) => [name, row[index] ?? null])),
      );
      for (const chart of [
        () => line(rows, { x, y, by, facet }),
        () => area(rows, { x, y, by }),
        () => bar(rows, { x, y, facet }),
        () => scatter(rows, { x, y, by }),
        () => histogram(rows, { x: y, facet }),
        () => heat(rows, { x: by, y: x, value: y }),
      ]) {
        const plain = publishedBy(chart());
        expect(plain).toHaveLength(rows.length);
        for (const field of Object.keys(plain[0] ?? {})) expect(names).toContain(field);
        expect(() => JSON.stringify(chart())).not.toThrow();
      }
    }),
    { numRuns: 60 },
  );
});

test("a second-hand number is drawn like an early count, and labelled as second-hand", () => {
  const drawn = (status: string) => {
    const rows = [2019, 2020, 2021].map((year) => ({
      year,
      visits: year - 2000,
      status: year === 2021 ? status : "complete",
    }));
    return JSON.stringify(line(rows, { x: "year", y: "visits", status: "status" }));
  };
  expect(drawn("second-hand")).toContain("second-hand");
  expect(drawn("second-hand").replaceAll("second-hand", "early count")).toBe(drawn("early count"));
  expect(() => drawn("guessed")).toThrow("guessed");
});

test("a comparison reports as many points as rows were changed", () => {
  const drawn = (rows: typeof gapminder): DrawnData => {
    const plain = publishedBy(line(rows, byCountry));
    return { columns: Object.keys(plain[0] ?? {}), rows: plain };
  };
  const settings = {
    tolerance: { absolute: 0, relative: 0, onWithin: () => undefined },
    series: ["country"],
    positions: ["year"],
  };
  fc.assert(
    fc.property(fc.subarray(gapminder.map((_, index) => index)), (changed) => {
      const later = gapminder.map((row, index) =>
        changed.includes(index) ? { ...row, life_expect: row.life_expect + 1 } : row,
      );
      const found = compareData(drawn(gapminder), drawn(later), settings);
      expect(found?.pointsMoved ?? []).toHaveLength(changed.length);
      expect([found?.pointsAdded ?? [], found?.pointsRemoved ?? []]).toEqual([[], []]);
    }),
    { numRuns: 30 },
  );
});

describe.each(Object.entries(charts))("%s", (name, chart) => {
  test.each([680, 340])("draws at %i pixels", async (width) => {
    const spec = chart();
    if (folder !== undefined) {
      mkdirSync(folder, { recursive: true });
      const { svg } = await drawFigure({ id: name, spec, width, font: figureFonts.page });
      writeFileSync(`${folder}/${name}-${width}.png`, svgToPng({ svg, width }));
    }
    await expectPublishable(spec, width);
  });
});

test("horizontal bars and rows of cells are as high as the lines of the longest name", () => {
  const heightsOf = (name: string) => {
    const rows = ["short", name].map((field, index) => ({ field, year: 2020, share: index }));
    return [
      bar(rows, { x: "share", y: "field" })["height"],
      heat(rows, { x: "year", y: "field", value: "share" })["height"],
    ];
  };
  expect(heightsOf("Engineering and physics")).toEqual([52, 52]);
  expect(heightsOf("Biochemistry, genetics and molecular biology")).toEqual([76, 76]);
});

test("each highlighted series has its name at its line, the others none; a gap has its label beside it", async () => {
  const wordsIn = async (name: "named" | "gaps") =>
    wordsOf(await expectPublishable(charts[name]?.() ?? {}, 680));
  const named = await wordsIn("named");
  expect(named).toContain("China");
  expect(named).not.toContain("Rwanda");
  expect(await wordsIn("gaps")).toContain("a gap");
});

test("an unknown series in named or a gap is an error that lists the known ones", () => {
  const draw = (options: object) => () => line(in2005, { x: "year", y: "pop", by: "country", ...options });
  expect(draw({ named: ["Chnia"] })).toThrow('named has "Chnia", which is no series');
  expect(draw({ gaps: [{ upper: "China", lower: "Chnia" }] })).toThrow(
    'between "China" and "Chnia" has no values',
  );
});
