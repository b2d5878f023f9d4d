/** Slopes, dots, ranges, boxes and maps: what they draw, and what they reject. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { box, dots, map, ranges, slope } from "../../../../src/briefing/index.js";
import type { Chart } from "../../../../src/briefing/authoring/rows-of.js";
import { drawFigure } from "../../../../src/briefing/engine/render/figure/draw.js";
import { svgToPng } from "../../../../src/briefing/engine/render/figure/png.js";
import { figureFonts } from "../../../../src/briefing/engine/render/figure/theme.js";
import { packed } from "../../../../src/briefing/authoring/charts/packed.js";
import { boxOf, quantile } from "../../../../src/briefing/authoring/charts/quartiles.js";
import { ChartError } from "../../../../src/briefing/authoring/errors.js";
import { palette } from "../../../../src/briefing/model/palette.js";
import { thrown } from "../../../support/thrown.js";
import { datumOf, expectPublishable, itemsOf } from "./published.js";
import { gapminder } from "./samples.js";
import { shownBy } from "./shown.js";
import { wordsOf } from "./words.js";

const two = gapminder.filter(({ year }) => year === 1955 || year === 2005);
const incomes = Array.from({ length: 120 }, (_, index) => ({
  pair: index === 7 ? "US–China" : index === 40 ? "Germany–UK" : index === 90 ? "Canada–US" : `pair ${index}`,
  odds: Number((2 + (30 * ((index * 37) % 120) ** 2) / 120 ** 2 + (index % 7) / 3).toFixed(2)),
}));
const verdicts = [
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
const shapes = JSON.parse(
  readFileSync(new URL("../../../../docs/data/south-america.json", import.meta.url), "utf8"),
) as object;
const people = [
  ["Brazil", 203],
  ["Argentina", 46],
  ["Colombia", 52],
  ["Peru", 34],
  ["Chile", 20],
  ["Uruguay", 3.4],
  ["Suriname", null],
  ["French Guiana", 0.3],
].map(([country, people]) => ({ country: String(country), people: people as number | null, note: "x" }));

const charts: Readonly<Record<string, () => Chart>> = {
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

const drawn = async (chart: Chart, width = 680) => await expectPublishable(chart, width);
const message = (make: () => unknown): string => {
  const { message, hint } = thrown(ChartError, make);
  return `${message} ${hint ?? ""}`;
};

test("tables and CSV have the author's columns and rows, and nothing that is computed for drawing", () => {
  const columns = Object.fromEntries(
    Object.entries(charts).map(([name, chart]) => [name, Object.keys(shownBy(chart()).figure.data[0] ?? {})]),
  );
  expect(columns).toEqual({
    slope: ["country", "year", "life_expect"],
    "slope-panels": ["half", "country", "year", "life_expect"],
    dots: ["pair", "odds"],
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

describe("ranges", () => {
  test("a bar joins the least and the greatest point of its name, or is as given", async () => {
    const bars = (marks: Awaited<ReturnType<typeof drawn>>) =>
      itemsOf(marks, "rule")
        .filter((item) => Number(item["strokeWidth"]) === 5)
        .map(datumOf);
    expect(bars(await drawn(charts["ranges"]?.() as Chart))).toMatchObject([
      { low: 0.88, high: 0.93 },
      { low: 0.97, high: 1.02 },
      { low: 0.99, high: 1.08 },
    ]);
    expect(bars(await drawn(charts["ranges-bounds"]?.() as Chart))[0]).toMatchObject({
      low: 0.89,
      high: 0.9925,
    });
  });

  test("zones are seen whole, with their names", async () => {
    const marks = await drawn(charts["ranges"]?.() as Chart, 340);
    expect(wordsOf(marks)).toEqual(expect.arrayContaining(["partial decoupling", "little change", "closer"]));
    const widths = itemsOf(marks, "rect").map((item) => Number(item["width"]));
    expect(Math.min(...widths)).toBeGreaterThan(30);
  });

  const options = { x: "ratio", y: "baseline" } as const;
  test.each([
    [
      () => ranges(verdicts, { ...options, zones: [{ from: 1, to: 0.9, label: "z" }] }),
      '"z" goes from 1 to 0.9',
    ],
    [
      () =>
        ranges(verdicts, {
          ...options,
          zones: [
            { to: 1, label: "a" },
            { from: 0.9, label: "b" },
          ],
        }),
      'zones "a" and "b" overlap',
    ],
    [() => ranges(verdicts, { ...options, low: "ratio" }), "the option high is missing"],
    [
      () =>
        ranges([{ ratio: 3, baseline: "a", least: 4, most: 5 }], { ...options, low: "least", high: "most" }),
      "row 1 has 3 outside its range, 4 to 5",
    ],
  ])("rejects %#", (make, expected) => {
    expect(message(make)).toContain(expected);
  });
});

describe("box", () => {
  test("quartiles as in R and NumPy (type 7), whiskers within 1.5 boxes", () => {
    // quantile(c(1, 2, 4, 7, 11, 16, 40)) in R: 1, 3, 7, 13.5, 40.
    const values = [40, 1, 16, 2, 11, 4, 7];
    expect(boxOf(values)).toEqual({ count: 7, q1: 3, median: 7, q3: 13.5, low: 1, high: 16 });
    expect([0, 0.25, 0.5, 0.75, 1].map((part) => quantile(values, part))).toEqual([1, 3, 7, 13.5, 40]);
  });

  test("each value beyond the whiskers is a point with its name; small groups are drawn as points; the method is stated", async () => {
    for (const name of ["box", "box-lying"]) {
      const marks = await drawn(charts[name]?.() as Chart);
      const points = itemsOf(marks, "symbol").map((item) => datumOf(item)["label"]);
      expect(points.sort()).toEqual(["Crookston 3", "Morris 3", "Waseca 3", "d", "d"]);
      expect(itemsOf(marks, "rect").filter((item) => "q1" in datumOf(item))).toHaveLength(6);
      expect(JSON.stringify(charts[name]?.())).toContain("linear interpolation");
    }
  });

  test("rejects two columns of numbers", () => {
    expect(
      message(() =>
        box(
          incomes.map(({ odds }) => ({ odds, more: odds })),
          { x: "odds", y: "more" },
        ),
      ),
    ).toContain("neither");
  });
});

describe("map", () => {
  const options = { region: "country", value: "people", shapes, key: "name" } as const;
  const regionsIn = async (chart: Chart) =>
    itemsOf(await drawn(chart), "shape").map(
      (item) => ({ ...datumOf(item), fill: item["fill"] }) as unknown as Record<string, unknown>,
    );

  test("a shape for each region; without a value it is grey; what is missing is named", async () => {
    const regions = await regionsIn(map(people, options));
    expect(regions).toHaveLength(13);
    const of = (name: string) => regions.find(({ region }) => region === name);
    expect(of("Brazil")?.["strength"]).toBe(0.95);
    expect(of("Uruguay")?.["strength"]).toBe(0.2);
    expect(of("Bolivia")).toMatchObject({ written: "no value", fill: palette.grid.light });
    expect(of("Suriname")).toMatchObject({ written: "no value" });
    const words = wordsOf(await drawn(map(people, options))).join(" ");
    expect(words).toContain("Not on the map: French Guiana.");
    expect(words).toContain("Bolivia, Ecuador");
    expect(words).toContain("Equal Earth projection");
  });

  test("TopoJSON, and rings in either direction, are drawn alike", async () => {
    const square = (x: number): readonly (readonly [number, number])[] => [
      [x, 0],
      [x, 10],
      [x + 10, 10],
      [x + 10, 0],
      [x, 0],
    ];
    const rows = [
      { id: "a", value: 1 },
      { id: "b", value: 2 },
    ];
    const columns = { region: "id", value: "value" } as const;
    const collection = (turn: (ring: readonly unknown[]) => unknown) => ({
      type: "FeatureCollection",
      features: ["a", "b"].map((id, index) => ({
        type: "Feature",
        id,
        geometry: { type: "Polygon", coordinates: [turn(square(10 * index))] },
      })),
    });
    // The shared border is one arc: forwards in a, backwards in b.
    const topology = {
      type: "Topology",
      transform: { scale: [1, 1], translate: [0, 0] },
      arcs: [
        [
          [10, 10],
          [0, -10],
        ],
        [
          [10, 0],
          [-10, 0],
          [0, 10],
          [10, 0],
        ],
        [
          [10, 10],
          [10, 0],
          [0, -10],
          [-10, 0],
        ],
      ],
      objects: {
        regions: {
          type: "GeometryCollection",
          geometries: [
            { type: "Polygon", id: "a", arcs: [[0, 1]] },
            { type: "Polygon", id: "b", arcs: [[2, ~0]] },
          ],
        },
      },
    };
    const boundsOf = async (given: object) => {
      const found = itemsOf(await drawn(map(rows, { ...columns, shapes: given })), "shape");
      return found.map(({ bounds }) => Object.values(bounds as Record<string, number>).map(Math.round));
    };
    const clockwise = await boundsOf(collection((ring) => ring));
    expect(await boundsOf(collection((ring) => [...ring].reverse()))).toEqual(clockwise);
    expect(await boundsOf(topology)).toEqual(clockwise);
    // Bounds include the outline.
    expect(Math.abs((clockwise[0]?.[2] ?? NaN) - (clockwise[1]?.[0] ?? NaN))).toBeLessThan(6);
  });

  test("shapes are reduced to what can be seen, and none disappears", () => {
    const fine = Array.from({ length: 4000 }, (_, index) => [
      90 + 80 * Math.cos(index / 636.6),
      80 * Math.sin(index / 636.6),
    ]);
    const tiny = [
      [-170, 0],
      [-170, 0.01],
      [-169.99, 0.01],
      [-170, 0],
    ];
    const given = {
      type: "FeatureCollection",
      features: [fine, tiny].map((ring, id) => ({
        type: "Feature",
        id,
        geometry: { type: "Polygon", coordinates: [[...ring, ring[0]]] },
      })),
    };
    const text = JSON.stringify(
      map(
        [
          { id: "0", value: 1 },
          { id: "1", value: 2 },
        ],
        { region: "id", value: "value", shapes: given },
      ),
    );
    expect(text.length).toBeLessThan(JSON.stringify(given).length / 2);
    expect(text).toContain("-169.99");
  });

  test.each([
    [() => map(people, { ...options, key: "nmae" }), 'Their property "name" matches: key: "name".'],
    [() => map([...people, ...people.slice(0, 1)], options), 'two rows are "Brazil"'],
    [() => map(people, { ...options, shapes: {} }), "neither GeoJSON nor TopoJSON"],
    [
      () => map(people, { ...options, shapes: { type: "FeatureCollection", features: [] } }),
      "contain no areas",
    ],
    [
      () => map(people, { ...options, shapes: { type: "Topology", arcs: [], objects: { a: {}, b: {} } } }),
      "Layers: a, b.",
    ],
    [() => map(people, { ...options, projection: "mercato" as "mercator" }), 'Did you mean "mercator"'],
  ])("rejects %#", (make, expected) => {
    expect(message(make)).toContain(expected);
  });
});
