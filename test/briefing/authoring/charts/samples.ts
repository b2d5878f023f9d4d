/** Charts in one call each, over small parts of the tables of vega-datasets. */
import { readFileSync } from "node:fs";
import { area, bar, heat, histogram, line, scatter, type Spec } from "../../../../src/briefing/index.js";

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

export const gapminder = rowsOf("gapminder");
export const in2005 = gapminder.filter(({ year }) => year === 2005);
const temperatures = rowsOf("global-temp");
const missing = rowsOf("co2").map((row) => ({ ...row, CO2: row.Date.startsWith("1961") ? null : row.CO2 }));

const countries = (...names: readonly string[]) => gapminder.filter(({ country }) => names.includes(country));
const life = { x: "year", y: "life_expect" } as const;
export const byCountry = { ...life, by: "country" } as const;
const events = [{ date: "2008-09-15", label: "Lehman" }];
const crisis = [{ from: 2008, to: 2008, label: "crisis" }];
const famine = [{ from: 1958, to: 1962, label: "famine" }];
const gaps = [{ upper: "South Korea", lower: "India", at: 2005, label: "a gap" }];
const incomes = rowsOf("health-income");
const named = incomes.map((row) => ({ ...row, name: row.country === "China" ? row.country : "" }));
const health = { x: "income", y: "health", log: "x" } as const;
const farms = rowsOf("barley").filter(({ site }) => site === "Morris" || site === "Waseca");
const earliest = temperatures.filter(({ year }) => year < 1962);
export const unemployment = rowsOf("unemployment");
const unemployed = unemployment.filter(({ series }) => !/^[BELOSA]/.test(series));
const penguins = { x: "Beak Length (mm)", y: "Body Mass (g)", by: "Species", facet: "Island" } as const;

export const charts: Readonly<Record<string, () => Spec>> = {
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
  area: () => area(unemployed, { x: "date", y: "count", by: "series" }),
  areas: () => area(gapminder, { x: "year", y: "pop", by: "country" }),
  heat: () => heat(gapminder, { x: "year", y: "country", value: "life_expect" }),
  facets: () =>
    line(gapminder, { ...life, facet: "country", reference: { value: 70, label: "70" }, spans: famine }),
  noted: () => scatter(named, { ...health, note: "name" }),
  "single-point": () => line(in2005.slice(0, 1), { x: "year", y: "pop" }),
  "single-points": () => line(in2005, { x: "year", y: "pop", by: "country" }),
};
