/** Slopes, dots, ranges, boxes and maps: what they draw, and what they reject. */
import { mkdirSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dots, map, slope } from "../../../../src/briefing/index.js";
import type { Chart } from "../../../../src/briefing/authoring/rows-of.js";
import { drawFigure } from "../../../../src/briefing/engine/render/figure/draw.js";
import { svgToPng } from "../../../../src/briefing/engine/render/figure/png.js";
import { figureFonts } from "../../../../src/briefing/engine/render/figure/theme.js";
import { packed } from "../../../../src/briefing/authoring/charts/packed.js";
import { quantile } from "../../../../src/briefing/authoring/charts/quartiles.js";
import { charts, drawn, incomes, message, people, shapes, two } from "./forms.js";
import { expectPublishable, itemsOf } from "./published.js";
import { shownBy } from "./shown.js";
import { wordsOf } from "./words.js";

const folder = process.env["LOOK"];

describe.each(Object.entries(charts))("%s", (name, chart) => {
  test.each([680, 340])("draws at %i pixels", async (width) => {
    if (folder !== undefined) {
      mkdirSync(folder, { recursive: true });
      const { svg } = await drawFigure({ id: name, spec: chart(), width, font: figureFonts.page });
      writeFileSync(`${folder}/${name}-${width}.png`, svgToPng({ svg, width }));
    }
    await expectPublishable(chart(), width);
  });
});

test("tables and CSV have the author's columns and rows, and nothing that is computed for drawing", () => {
  const columns = Object.fromEntries(
    Object.entries(charts).map(([name, chart]) => [name, Object.keys(shownBy(chart()).figure.data[0] ?? {})]),
  );
  expect(columns).toEqual({
    slope: ["country", "year", "life_expect"],
    "slope-panels": ["half", "country", "year", "life_expect"],
    dots: ["pair", "odds"],
    "dots-unnamed": ["pair", "odds"],
    ranges: ["source", "baseline", "ratio"],
    "ranges-bounds": ["baseline", "ratio", "least", "most"],
    box: ["site", "name", "bushels"],
    "box-lying": ["site", "name", "bushels"],
    map: ["country", "people"],
  });
  expect(shownBy(slope(two, { x: "year", y: "life_expect", by: "country" })).figure.data).toHaveLength(
    two.length,
  );
  expect(
    shownBy(map(people, { region: "country", value: "people", shapes, key: "name" })).figure.data,
  ).toEqual(people.map(({ country, people }) => ({ country, people })));
});

describe("slope", () => {
  const options = { x: "year", y: "value", by: "name" } as const;
  const rows = (...values: readonly (readonly [string, number, number])[]) =>
    values.map(([name, year, value]) => ({ name, year, value }));

  test("labels at both ends do not overlap, in the order of the values, and lines join only two moments", async () => {
    const close = ["a", "b", "c", "d", "e", "f"].flatMap((name, index) =>
      rows([name, 2018, 50 + index / 100], [name, 2024, 60 - index / 100]),
    );
    const marks = await drawn(slope([...close, ...rows(["new", 2024, 40])], options));
    const texts = itemsOf(marks, "text").map((item) => ({
      text: String(item["text"]),
      y: Number(item["y"]),
    }));
    const right = texts.filter(({ text }) => /^60\.|^59\./.test(text)).sort((one, other) => one.y - other.y);
    expect(right.map(({ text }) => text.at(-1))).toEqual(["a", "b", "c", "d", "e", "f"]);
    for (const [index, { y }] of right.slice(1).entries())
      expect(y - (right[index]?.y ?? NaN)).toBeGreaterThan(14);
    const lines = marks.filter(({ type, items }) => type === "line" && items.length > 1);
    expect(lines).toHaveLength(6);
    expect(texts.map(({ text }) => text)).toContain("40.0 new");
  });

  test("lines that begin at the same number have one label there, without joining lines", async () => {
    const long = ["the United States", "the United Kingdom", "all other countries"];
    const chart = slope(
      long.flatMap((name, index) => rows([name, 2018, 1], [name, 2024, 2 + index])),
      options,
    );
    const marks = await drawn(chart);
    const left = itemsOf(marks, "text").filter((item) => item["text"] === "1");
    expect(left).toHaveLength(1);
    expect(itemsOf(marks, "text").filter(({ text }) => / (the|all) /.test(` ${String(text)}`))).toHaveLength(
      3,
    );
    // The moments’ own lines alone.
    expect(marks.filter(({ type }) => type === "rule").flatMap(({ items }) => items)).toHaveLength(2);
  });

  test("moments are in the order of time, words in the order of the rows", async () => {
    const first = async (chart: Chart) =>
      itemsOf(await drawn(chart), "text")
        .map((item) => item["text"])
        .find((text) => /before|after|2018|2024/.test(String(text)));
    expect(await first(slope(rows(["a", 2024, 1], ["a", 2018, 2]), options))).toBe("2018");
    const inWords = [
      { name: "a", year: "before", value: 1 },
      { name: "a", year: "after", value: 2 },
    ];
    expect(await first(slope(inWords, options))).toBe("before");
  });

  test.each([
    [() => slope(rows(["a", 2018, 1]), options), '"year" (x) has 1 different values; expected two moments'],
    [() => slope(rows(["a", 2018, 1], ["a", 2019, 1], ["a", 2020, 1]), options), "two of 2018, 2019, 2020"],
    [() => slope(rows(["a", 2018, 1], ["a", 2018, 2], ["a", 2020, 1]), options), 'two rows are "a", "2018"'],
    [
      () => slope(rows(["a", 2018, 1], ["a", 2020, 1]), { ...options, colours: { b: "blue" } }),
      'names "b", which is no series',
    ],
    [
      () => slope(rows(["a", 2018, 1], ["a", 2020, 1]), { ...options, bass: "zero" } as never),
      'no option "bass"',
    ],
  ])("rejects %#", (make, expected) => {
    expect(message(make)).toContain(expected);
  });
});

describe("dots", () => {
  test("every row is a dot at its value; none covers another; named ones have labels", async () => {
    for (const width of [680, 340]) {
      const marks = await drawn(charts["dots"]?.() as Chart, width);
      const all = itemsOf(marks, "symbol").filter((item) => Number(item["size"]) === 36);
      expect(all).toHaveLength(incomes.length);
      const places = all.map((item) => [Number(item["x"]), Number(item["y"])] as const);
      const near = places.flatMap(([x, y], index) =>
        places.slice(index + 1).map(([x2, y2]) => Math.hypot(x - x2, y - y2)),
      );
      expect(Math.min(...near)).toBeGreaterThan(5.5);
    }
    const words = wordsOf(await drawn(charts["dots"]?.() as Chart));
    expect(words).toEqual(expect.arrayContaining(["US–China 2.8", "Germany–UK 7.0", "Canada–US 20.9"]));
    expect(words).toContain(
      `median ${quantile(
        incomes.map(({ odds }) => odds),
        0.5,
      ).toFixed(1)}`,
    );
  });

  test("no levels overlap, whatever the places", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true })), (places) => {
        const levels = packed(places, 7);
        for (const [one, level] of levels.entries())
          for (const [other, second] of levels.entries())
            if (one < other && level === second)
              expect(Math.abs((places[one] ?? 0) - (places[other] ?? 0))).toBeGreaterThanOrEqual(7);
      }),
    );
  });

  test.each([
    [
      () => dots(incomes, { x: "odds", label: "pair", named: ["US-China"] }),
      'no dot "US-China" Did you mean',
    ],
    [
      () => dots(incomes, { x: "odds", label: "pair", named: incomes.slice(0, 9).map(({ pair }) => pair) }),
      "9 named dots; at most 8",
    ],
    [
      () => dots([{ pair: "a", odds: 0 }], { x: "odds", label: "pair", log: "x" }),
      "no place on a logarithmic scale",
    ],
    [() => dots(incomes, { x: "pair", label: "odds" }), "holds words"],
  ])("rejects %#", (make, expected) => {
    expect(message(make)).toContain(expected);
  });
});
