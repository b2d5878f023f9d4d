/** Options of charts: what each changes in the specification or in the drawing. */
import { mkdirSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { area, bar, heat, histogram, line, scatter, type Spec } from "../../../../src/briefing/index.js";
import { palette } from "../../../../src/briefing/model/palette.js";
import { draw } from "./draw.js";
import { visits } from "./library-visits.js";
import { datumOf, expectPublishable, itemsOf } from "./published.js";
import { wordsOf } from "./words.js";

const latest = visits.filter(({ year }) => year === 2022);
const overYears = { x: "year", y: "visits", by: "branch" } as const;
const cities = Array.from({ length: 24 }, (_, index) => ({
  readers: 20 * 1.3 ** index,
  visits: 90 * 1.22 ** index * (1 + 0.3 * Math.sin(index * 2)),
  region: index % 2 === 0 ? "West" : "East",
}));
const cloud = { x: "readers", y: "visits", by: "region" } as const;

const charts: Readonly<Record<string, () => Spec>> = {
  "titles of a line": () =>
    line(visits, { ...overYears, titles: { x: "Year of the count", y: "Visits a year" } }),
  "no titles": () => scatter(cities, { ...cloud, titles: { x: null, y: "" } }),
  "titles of bars": () =>
    bar(latest, { x: "visits", y: "branch", titles: { x: "Visits in 2022", y: "Branch" } }),
  "limits of a line": () => line(visits, { ...overYears, limits: { x: [2018, 2024], y: [0, 8000] } }),
  "sorted bars": () => bar(latest, { x: "visits", y: "branch", sort: "descending" }),
  "sorted heat": () =>
    heat(visits, { x: "year", y: "branch", value: "visits", sort: ["East"], titles: { x: "Year" } }),
  "logarithmic line": () =>
    line(visits, { ...overYears, log: "y", reference: { value: 2000, label: "2,000" } }),
  "reference of bars": () =>
    bar(latest, { x: "branch", y: "visits", reference: { value: 2500, label: "target" } }),
  "reference of lying bars": () =>
    bar(latest, { x: "visits", y: "branch", reference: { value: 2500, label: "target" } }),
  "reference of grouped bars": () =>
    bar(visits, { ...overYears, reference: { value: 2500, label: "target" } }),
  "reference in panels": () =>
    bar(visits, { x: "visits", y: "branch", facet: "year", reference: { value: 2500, label: "target" } }),
  "shares of bars": () => bar(visits, { ...overYears, bars: "share" }),
  "lying shares": () =>
    bar(visits, { x: "visits", y: "year", by: "branch", bars: "share", sort: "ascending" }),
  "shares of areas": () => area(visits, { ...overYears, stack: "share" }),
  "shares with a gap": () => bar(visits.slice(1), { ...overYears, bars: "share", titles: { x: "Year" } }),
  band: () => line(visits, { ...overYears, low: "low", high: "high", bounds: "band" }),
  trend: () =>
    scatter(cities, { ...cloud, log: "both", trend: "all", reference: { value: 1000, label: "1,000" } }),
  trends: () => scatter(cities, { ...cloud, trend: "series" }),
  "trends in panels": () =>
    scatter(cities, { x: "readers", y: "visits", facet: "region", trend: "all", free: "both" }),
  texts: () =>
    line(visits, {
      ...overYears,
      texts: [
        { x: 2020, y: 2500, text: "closed for half of the year, and reopened" },
        { x: 2022, y: 1500, text: "new roof" },
      ],
    }),
  "texts of points": () =>
    scatter(cities, { ...cloud, log: "x", texts: [{ x: 2000, y: 3000, text: "a group" }] }),
  "free panels": () => line(visits, { x: "year", y: "visits", facet: "branch", free: "y" }),
  "free bars": () => bar(visits, { x: "visits", y: "branch", facet: "year", free: "both" }),
  "legend of panels": () => line(visits, { ...overYears, facet: "half", free: "x" }),
  "histogram by colour": () => histogram(visits, { x: "visits", by: "branch", bins: 6 }),
  "heat in panels": () => heat(visits, { x: "year", y: "branch", value: "visits", facet: "half" }),
};

describe.each(Object.entries(charts))("%s", (name, chart) => {
  test.each([680, 340])("is publishable at %i pixels", async (width) => {
    const spec = chart();
    await expectPublishable(spec, width);
    const folder = process.env["LOOK"];
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    const { svg } = await draw(spec, width);
    writeFileSync(`${folder}/${name.replaceAll(" ", "-")}-${width}.svg`, svg);
  });
});

const textsOf = async (spec: Spec): Promise<readonly string[]> => {
  const { svg } = await draw(spec, 680);
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) => text);
};
const tooltipsOf = async (spec: Spec, type: string) => {
  const { marks } = await draw(spec, 680);
  return itemsOf(marks, type).flatMap((item) =>
    item["tooltip"] === undefined ? [] : [item["tooltip"] as object],
  );
};

test("titles replace those from the data, in tooltips too; null removes one", async () => {
  const titled = line(visits, { ...overYears, titles: { x: "Season", y: "Guests (persons)" } });
  expect(await textsOf(titled)).toEqual(expect.arrayContaining(["Season", "Guests (persons)"]));
  const [tip] = await tooltipsOf(titled, "rule");
  expect(Object.keys(tip ?? {})).toEqual(expect.arrayContaining(["Season", "Guests (persons)"]));
  expect(await textsOf(line(visits, { ...overYears, titles: { y: null } }))).not.toContain("Visits");
  const millions = [
    { year: 2020, n: 2e6 },
    { year: 2021, n: 4e6 },
  ];
  expect(await textsOf(line(millions, { x: "year", y: "n", titles: { y: "People" } }))).toContain(
    "People (million)",
  );
  // Without a title nothing would say that the numbers are millions.
  expect(await textsOf(line(millions, { x: "year", y: "n", titles: { y: null } }))).toContain("4,000,000");
});

test("limits are the ends of the axis, and cut off no value", async () => {
  const limited = line(visits, { ...overYears, limits: { x: [2018, 2024], y: [500, 8000] } });
  expect(JSON.stringify(limited)).toContain('"domain":[500,8000]');
  expect(JSON.stringify(limited)).toContain('"domain":[2017.5,2024.5]');
  expect(await textsOf(limited)).toEqual(expect.arrayContaining(["2,000", "8,000", "2024"]));
  const wrong: readonly (readonly [() => Spec, string])[] = [
    [
      () => line(visits, { ...overYears, limits: { y: [0, 4000] } }),
      'limits.y would cut off 4300, the value of "visits" in row 12',
    ],
    [() => bar(latest, { x: "branch", y: "visits", limits: { y: [500, 9000] } }), "limits.y would cut off 0"],
    [
      () => bar(latest, { x: "branch", y: "visits", limits: { x: [0, 1] } }),
      'limits.x has no meaning, because "branch" names the bars',
    ],
    [() => line(visits, { ...overYears, limits: { y: [9000, 0] } }), "limits.y goes from 9000 to 0"],
    [() => line(visits, { ...overYears, limits: { x: ["2019", null] } }), 'limits.x cannot have "2019"'],
    [
      () => line(visits, { ...overYears, limits: { z: [0, 1] } as never }),
      'limits has "z", which is no axis',
    ],
    [() => line(visits, { ...overYears, limits: [0, 1] as never }), "limits cannot be [0,1]"],
  ];
  for (const [chart, message] of wrong) expect(chart).toThrow(message);
});

test("digits are the decimals of labels and tooltips", async () => {
  const rows = [
    { n: "a", v: 40.949999999999996 },
    { n: "b", v: 2 },
  ];
  expect(await textsOf(bar(rows, { x: "v", y: "n", digits: 2 }))).toContain("40.95");
  expect(await textsOf(bar(rows, { x: "v", y: "n" }))).toContain("41.0");
  const percent = bar([{ n: "a", v: 0.12345 }], { x: "v", y: "n", style: "percent", digits: 1 });
  expect(await textsOf(percent)).toContain("12.3\u202f%");
  expect(() => bar(rows, { x: "v", y: "n", digits: 1.5 })).toThrow("digits cannot be 1.5");
});

describe("sort", () => {
  const domainOf = (spec: Spec) =>
    /"domain":(\["(?:North|South|East)[^\]]*\])/.exec(JSON.stringify(spec))?.[1];
  test("orders bars by value, or by names", () => {
    expect(domainOf(bar(latest, { x: "visits", y: "branch", sort: "descending" }))).toBe(
      '["East","South","North"]',
    );
    expect(domainOf(bar(latest, { x: "visits", y: "branch", sort: "ascending" }))).toBe(
      '["North","South","East"]',
    );
    expect(domainOf(bar(latest, { x: "visits", y: "branch", sort: ["South"] }))).toBe(
      '["South","North","East"]',
    );
    expect(() => bar(latest, { x: "visits", y: "branch", sort: ["Sout"] })).toThrow(
      'sort has "Sout", which is not in the rows',
    );
    expect(() => bar(latest, { x: "visits", y: "branch", sort: "down" as never })).toThrow(
      'sort cannot be "down"',
    );
  });
  test("orders the rows of a heat map by their means", () => {
    const sorted = heat(visits, { x: "year", y: "branch", value: "visits", sort: "descending" });
    expect(domainOf(sorted)).toBe('["East","South","North"]');
  });
});

test("a logarithmic line has equal distances for equal ratios, and no zero", async () => {
  const rows = [1, 10, 100].map((n, index) => ({ year: 2020 + index, n }));
  const { marks } = await draw(line(rows, { x: "year", y: "n", log: "y" }), 680);
  const [a, b, c] = itemsOf(marks, "symbol").map((item) => Number(item["y"]));
  expect((a ?? 0) - (b ?? 0)).toBeCloseTo((b ?? 0) - (c ?? 0), 6);
  expect(() => line([...rows, { year: 2023, n: 0 }], { x: "year", y: "n", log: "y" })).toThrow(
    "has the value 0",
  );
  expect(() => line(rows, { x: "year", y: "n", log: "x" })).toThrow(
    'log needs numbers along x, but "year" holds years',
  );
});

test("shares add up to 100 %, are written in percent beside their values, and never hide what is missing", async () => {
  for (const chart of [
    area(visits, { ...overYears, stack: "share" }),
    bar(visits, { ...overYears, bars: "share" }),
  ]) {
    const text = JSON.stringify(chart);
    expect(text).toContain("Share of visits");
    const rows = [...text.matchAll(/"written":"([\d.]+)\u202f%","counted":"([\d,]+)"/g)];
    expect(rows).toHaveLength(12);
    expect(rows.slice(0, 3).reduce((sum, [, percent]) => sum + Number(percent), 0)).toBeGreaterThan(98);
  }
  const missing = visits.slice(1);
  expect((await textsOf(bar(missing, { ...overYears, bars: "share" }))).join(" ")).toContain(
    "Gap: no value for North, 2019.",
  );
  expect((await textsOf(area(missing, { ...overYears, stack: "share" }))).join(" ")).toContain(
    "Gap: no value for North, 2019.",
  );
  const negative = [{ year: 2020, branch: "North", visits: -1 }, ...visits.slice(4)];
  expect(() => bar(negative, { ...overYears, bars: "share" })).toThrow(
    "has -1 in row 1, which is no part of a whole",
  );
  expect(() => bar(latest, { x: "branch", y: "visits", bars: "share" })).toThrow("needs parts");
});

test("in panels, a band keeps the legend that names its lines", async () => {
  const rows = visits.flatMap((row) => ["counted", "expected"].map((series) => ({ ...row, series })));
  const chart = line(rows, {
    x: "year",
    y: "visits",
    by: "series",
    facet: "branch",
    low: "low",
    high: "high",
    bounds: "band",
  });
  const { svg } = await draw(chart, 680);
  expect(svg).toContain(">counted</text>");
  expect(svg).toContain(">expected</text>");
});

test("a band runs along the line, and the tooltip has the value and its bounds", async () => {
  const chart = line(visits, { ...overYears, low: "low", high: "high", bounds: "band" });
  const { marks } = await draw(chart, 680);
  expect(marks.filter(({ type }) => type === "area").length).toBeGreaterThanOrEqual(3);
  expect(JSON.stringify(chart)).toContain('"written":"1,000 (900 to 1,150)"');
  expect(() => line(visits, { ...overYears, bounds: "band" })).toThrow("no column has bounds");
});

test("texts stand at their points, and name what is wrong with a place", async () => {
  const { marks } = await draw(
    line(visits, { ...overYears, texts: [{ x: 2020, y: 2500, text: "reopened" }] }),
    680,
  );
  expect(wordsOf(marks)).toContain("reopened");
  const point = itemsOf(marks, "symbol").find((item) => datumOf(item)["x"] === 2020);
  expect(
    itemsOf(marks, "text").find((item) => [item["text"]].flat().join("") === "reopened")?.["x"],
  ).toBeCloseTo(Number(point?.["x"]), 3);
  const at = (text: object) => () => line(visits, { ...overYears, texts: [text as never] });
  expect(at({ x: 2030, y: 1, text: "a" })).toThrow('the text "a" has x: 2030, which is no place on the axis');
  expect(at({ x: 2020, y: "high", text: "a" })).toThrow('the text "a" has y: "high"');
  expect(at({ x: 2020, y: 1, text: "a", panel: "West" })).toThrow('a panel "West" that does not exist');
});

test("free panels have scales of their own, and say so", async () => {
  const free = line(visits, { x: "year", y: "visits", facet: "branch", free: "y" });
  expect(await textsOf(free)).toContain("Visits, each panel on its own vertical scale");
  const domains = (spec: Spec) =>
    new Set([...JSON.stringify(spec).matchAll(/"domain":(\[\d+,[\d.]+\]),"range"/g)].map(([, one]) => one));
  expect(domains(free).size).toBe(3);
  expect(domains(line(visits, { x: "year", y: "visits", facet: "branch" })).size).toBe(1);
  expect(() => line(visits, { ...overYears, free: "y" })).toThrow("free concerns panels");
});

test("a histogram by colour counts each series", async () => {
  const tips = await tooltipsOf(histogram(visits, { x: "visits", by: "branch", bins: 4 }), "rect");
  const total = tips.reduce(
    (sum, tip) => sum + Number(Object.entries(tip).find(([name]) => name === "Rows")?.[1]),
    0,
  );
  expect(total).toBe(visits.length);
  expect(JSON.stringify(tips)).toContain('"Branch":"South"');
});

test("colours may be hexadecimal if they can be seen on both pages", () => {
  const chart = line(visits, { ...overYears, colours: { North: "#AA3377" } });
  expect(JSON.stringify(chart)).toContain('"#aa3377"');
  const with_ = (colour: string) => () => line(visits, { ...overYears, colours: { North: colour as never } });
  expect(with_("#a37")).toThrow('"#a37" is not a colour');
  expect(with_("#fdfdfd")).toThrow("can hardly be seen on a light page");
  expect(with_("blu")).toThrow('there is no colour "blu"');
});

describe("series named in a legend", () => {
  test("have dashes of their own as lines, and shapes as points", () => {
    const panels = JSON.stringify(line(visits, { ...overYears, facet: "half" }));
    expect(panels).toContain('"range":[[1,0],[8,3],[3,3]]');
    const direct = JSON.stringify(line(visits, overYears));
    expect(direct).not.toContain("[8,3]");
    expect(JSON.stringify(scatter(cities, cloud))).toContain('"range":["circle","square"]');
  });
  test("keep them if their colours come from the author", () => {
    const same = line(visits, { ...overYears, facet: "half", colours: { North: "grey", South: "grey" } });
    expect(JSON.stringify(same)).toContain('"range":[[1,0],[8,3],[3,3]]');
    expect(JSON.stringify(same).split(palette.grey.light).length).toBeGreaterThan(2);
  });
});

test("a heat map in panels has one key", async () => {
  const { marks } = await draw(heat(visits, { x: "year", y: "branch", value: "visits", facet: "half" }), 680);
  expect(itemsOf(marks, "rect").filter((item) => "left" in datumOf(item))).toHaveLength(7);
});
