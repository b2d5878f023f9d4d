/** Charts of rows as users bring them: many series, long names, months, styles. */
import { describe, expect, test } from "vitest";
import { area, bar, heat, histogram, line, scatter, type Spec } from "../../../../src/briefing/index.js";
import { drawFigure } from "../../../../src/briefing/engine/render/figure/draw.js";
import { figureFonts } from "../../../../src/briefing/engine/render/figure/theme.js";
import { palette } from "../../../../src/briefing/model/palette.js";
import { draw, type Mark } from "./draw.js";
import { datumOf, expectPublishable, itemsOf } from "./published.js";
import { byCountry, gapminder, unemployment } from "./samples.js";
import { measured, people, stations, states } from "./user-rows.js";
import { wordsOf } from "./words.js";

const byState = { x: "year", y: "people", by: "state" } as const;

interface Box {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
}

/** Text of one role with its place, as Vega lays it out. */
const labelsOf = (marks: readonly Mark[], role: string) =>
  marks
    .filter((mark) => mark.type === "text" && mark.role === role)
    .flatMap(({ items }) => items)
    .filter((item) => item["opacity"] !== 0)
    .map((item) => ({ text: [item["text"]].flat().join(" "), ...(item["bounds"] as Box) }));

describe.each([
  ["line", line(people, byState)],
  ["area", area(people, byState)],
  ["bar", bar(people, byState)],
  ["scatter", scatter(people, byState)],
])("eight series of a %s", (_, chart) => {
  test.each([680, 340])(
    "have all their names in the legend at %i pixels, below its upper edge",
    async (width) => {
      const { svg } = await drawFigure({ id: "eight", spec: chart, width, font: figureFonts.page });
      const entries = [...svg.matchAll(/role-legend-label.*?<\/g>/g)].map(([entry]) => entry);
      for (const state of states) expect(entries.join("")).toContain(`>${state}</text>`);
      // Everything is shifted down by the space above the plot; a legend that had more rows would be above zero.
      const [, shift = "0"] = /<g fill="none"[^>]*transform="translate\([\d.]+,([\d.]+)\)"/.exec(svg) ?? [];
      const [, above = "0"] = /role-legend" [^]*?transform="translate\([-\d.]+,(-?[\d.]+)\)"/.exec(svg) ?? [];
      expect(Number(shift) + Number(above)).toBeGreaterThanOrEqual(0);
    },
  );

  test("have eight colours of the palette", () => {
    const text = JSON.stringify(chart);
    const [, range = "[]"] = /"range":(\["#[^\]]*\])/.exec(text) ?? [];
    const colours = JSON.parse(range) as string[];
    expect(new Set(colours).size).toBe(8);
    const lights: readonly string[] = Object.values(palette).map(({ light }) => light);
    for (const colour of colours) expect(lights).toContain(colour);
  });
});

test("more series than colours are an error that says what to do", () => {
  const draws = (options: object) => () =>
    line(unemployment, { x: "date", y: "count", by: "series", ...options });
  expect(draws({})).toThrow('line: "series" has 14 series for only 8 colours that readers can tell apart');
  expect(() => area(unemployment, { x: "date", y: "count", by: "series" })).toThrow("14 series");
  expect(draws({ named: ["Construction", "Other"] })).not.toThrow();
  const greys = [...new Set(unemployment.map(({ series }) => series))].map((name) => [name, "grey"]);
  expect(draws({ colours: Object.fromEntries(greys) as object })).not.toThrow();
  // Two highlighted series never share a colour, wherever they are among the others.
  const text = JSON.stringify(draws({ named: ["Government", "Other"] })());
  expect(text).toContain(palette.blue.light);
  expect(text).toContain(palette.vermilion.light);
  // A role is the colour that it stands for.
  const roles = line(gapminder, { ...byCountry, colours: { China: "first" } });
  expect(JSON.stringify(roles).split(`"${palette.blue.light}"`).length - 1).toBe(
    JSON.stringify(line(gapminder, { ...byCountry, colours: { China: "blue" } })).split(
      `"${palette.blue.light}"`,
    ).length - 1,
  );
});

test.each<readonly [string, Spec, string]>([
  ["bar", bar([{ n: "a", v: 0.034 }], { x: "n", y: "v", style: "percent" }), "3.4\u202f%"],
  ["line", line([{ year: 2020, v: 0.134 }], { x: "year", y: "v", style: "percent" }), "13\u202f%"],
  ["area", area([{ year: 2020, v: 0.134 }], { x: "year", y: "v", style: "percent" }), "13\u202f%"],
  ["scatter", scatter([{ year: 2020, v: 0.134 }], { x: "year", y: "v", style: "percent" }), "13\u202f%"],
  [
    "heat",
    heat([{ a: "a", b: "b", v: 0.034 }], { x: "a", y: "b", value: "v", style: "percent" }),
    "3.4\u202f%",
  ],
  ["ratio", bar([{ n: "a", v: 0.0341 }], { x: "n", y: "v", style: "ratio" }), "0.034"],
  [
    "histogram",
    histogram([{ v: 0.011 }, { v: 0.024 }], { x: "v", style: "percent", bins: 4 }),
    "1.0\u202f% to 1.5\u202f%",
  ],
])("the style of a %s reaches its labels and tooltips", (_, chart, written) => {
  expect(JSON.stringify(chart)).toContain(written);
});

test("a stack that exceeds a million does not change the unit of its parts", () => {
  const rows = ["a", "b"].map((name) => ({ year: 2020, name, people: 600_000 }));
  for (const chart of [
    area(rows, { x: "year", y: "people", by: "name" }),
    bar(rows, { x: "year", y: "people", by: "name", bars: "stacked" }),
  ]) {
    const text = JSON.stringify(chart);
    expect(text).toContain("People (million)");
    expect(text).toContain('"written":"0.6"');
  }
});

describe("long names", () => {
  test.each([680, 340])("of bars and rows do not overlap at %i pixels", async (width) => {
    const january = measured.filter(({ month }) => month === "2022-01");
    for (const chart of [
      bar(january, { x: "level", y: "station" }),
      heat(measured, { x: "month", y: "station", value: "level" }),
    ]) {
      const { svg } = await draw(chart, width);
      const labels = [...svg.matchAll(/translate\(-[\d.]+,([\d.]+)\)[^>]*>(<tspan>)?(Köln|Düss|Lüb)/g)];
      expect(labels).toHaveLength(3);
      expect(svg.includes("<tspan>Köln Clevischer</tspan>")).toBe(width === 340);
    }
  });

  test("of several lines are centred at their bar", async () => {
    const { marks } = await draw(bar(measured.slice(0, 1), { x: "level", y: "station" }), 340);
    const [label] = labelsOf(marks, "axis-label").filter(({ text }) => text.startsWith("Köln"));
    const [box] = itemsOf(marks, "rect").filter((item) => datumOf(item)["name"] === stations[0]);
    const middle = Number(box?.["y"]) + Number(box?.["height"]) / 2;
    expect(Math.abs(((label?.y1 ?? 0) + (label?.y2 ?? 0)) / 2 - middle)).toBeLessThan(3);
  });
});

test("months on steps are written as months, in labels and tooltips", async () => {
  for (const chart of [
    heat(measured, { x: "month", y: "station", value: "level" }),
    heat(measured, { x: "station", y: "month", value: "level" }),
    bar(measured.slice(0, 6), { x: "month", y: "level" }),
    bar(measured.slice(0, 6), { x: "level", y: "month" }),
  ]) {
    const { svg, marks } = await draw(chart, 680);
    expect(svg).toContain(">Jan 2022</text>");
    expect(svg).not.toContain("2022-01-01");
    const tips = itemsOf(marks, "rect").flatMap((item) =>
      item["tooltip"] === undefined ? [] : [JSON.stringify(item["tooltip"])],
    );
    expect(tips[0]).toContain("January 2022");
  }
});

test("many months have their years as labels", async () => {
  const rows = Array.from({ length: 48 }, (_, index) => {
    const month = `${2019 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
    return { month, name: "a", level: index };
  });
  const { marks } = await draw(heat(rows, { x: "month", y: "name", value: "level" }), 680);
  const labels = labelsOf(marks, "axis-label").map(({ text }) => text);
  expect(labels).toEqual(["2019", "2020", "2021", "2022", "a"]);
});

test("a heat map has a key of its colours between its title and its cells", async () => {
  const marks = await expectPublishable(heat(measured, { x: "month", y: "station", value: "level" }), 680);
  expect(wordsOf(marks)).toEqual(expect.arrayContaining(["20", "35"]));
  const swatches = itemsOf(marks, "rect").filter((item) => "left" in datumOf(item));
  expect(swatches).toHaveLength(7);
  for (const item of swatches) expect(Number(item["y2"] ?? item["y"])).toBeLessThan(0);
});

test.each([680, 340])(
  "the name of an event or span near the left edge is right of it at %i pixels",
  async (width) => {
    const chart = line(measured.slice(0, 6), {
      x: "month",
      y: "level",
      events: [
        { date: "2022-01-10", label: "9-euro ticket" },
        { date: "2022-05-20", label: "end of the ticket" },
      ],
      spans: [{ from: "2022-01", to: "2022-01", label: "a long name of a span" }],
    });
    const marks = await expectPublishable(chart, width);
    const texts = itemsOf(marks, "text").filter((item) => "part" in datumOf(item));
    const sideOf = (text: string) => texts.find((item) => item["text"] === text)?.["align"];
    expect(sideOf("9-euro ticket, Jan 2022")).toBe("left");
    expect(sideOf("end of the ticket, May 2022")).toBe("right");
    expect(sideOf("a long name of a span")).toBe("left");
  },
);

describe("bars with one for each name", () => {
  const rows = [
    { name: "a", kind: "x", value: 1 },
    { name: "b", kind: "y", value: 2 },
    { name: "c", kind: "x", value: 3 },
  ];
  test("stand at their names, in the colours of their kinds", async () => {
    const { marks } = await draw(bar(rows, { x: "name", y: "value", by: "kind" }), 680);
    const bars = itemsOf(marks, "rect").filter((item) => "name" in datumOf(item));
    const labels = labelsOf(marks, "axis-label");
    for (const item of bars) {
      const label = labels.find(({ text }) => text === datumOf(item)["name"]);
      const middle = Number(item["x"]) + Number(item["width"]) / 2;
      expect(Math.abs(middle - ((label?.x1 ?? 0) + (label?.x2 ?? 0)) / 2)).toBeLessThan(3);
    }
    expect(new Set(bars.map((item) => item["fill"])).size).toBe(2);
  });

  test("are beside each other as soon as one name has two", () => {
    const more = [...rows, { name: "a", kind: "y", value: 4 }];
    expect(JSON.stringify(bar(more, { x: "name", y: "value", by: "kind" }))).toContain('"xOffset":{');
    expect(JSON.stringify(bar(rows, { x: "name", y: "value", by: "kind" }))).not.toContain('"xOffset":{');
  });
});
