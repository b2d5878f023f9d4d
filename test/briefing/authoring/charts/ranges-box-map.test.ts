/** Ranges over zones, box plots and maps. */
import { describe, expect, test } from "vitest";
import { box, map, ranges } from "../../../../src/briefing/index.js";
import type { Chart } from "../../../../src/briefing/authoring/rows-of.js";
import { boxOf, quantile } from "../../../../src/briefing/authoring/charts/quartiles.js";
import { palette } from "../../../../src/briefing/model/palette.js";
import { charts, drawn, incomes, message, people, shapes, verdicts } from "./forms.js";
import { datumOf, itemsOf } from "./published.js";
import { wordsOf } from "./words.js";

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

  test("points of two series at one place stand above and below each other; others stay on the bar", async () => {
    const rows = [
      { field: "Robotics", measure: "simple", change: -0.194 },
      { field: "Robotics", measure: "fitted", change: -0.193 },
      { field: "Chips", measure: "simple", change: -0.2 },
      { field: "Chips", measure: "fitted", change: 0.1 },
    ];
    const marks = await drawn(ranges(rows, { x: "change", y: "field", by: "measure" }));
    const heights = (name: string) =>
      itemsOf(marks, "symbol")
        .filter((item) => datumOf(item)["name"] === name)
        .map((item) => Number(item["y"]));
    expect(heights("Robotics")).toHaveLength(2);
    expect(Math.max(...heights("Robotics")) - Math.min(...heights("Robotics"))).toBe(8);
    expect(new Set(heights("Chips")).size).toBe(1);
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
    itemsOf(await drawn(chart), "shape").map((item): Readonly<Record<string, unknown>> => ({
      ...datumOf(item),
      fill: item["fill"],
    }));

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
