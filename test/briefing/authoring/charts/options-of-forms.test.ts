/** Options of slope, dots, ranges, box, map and divergingBars; what comparisons know of options; levels among bars. */
import { describe, expect, test } from "vitest";
import * as briefing from "../../../../src/briefing/index.js";
import { compareAnnotations } from "../../../../src/briefing/engine/diff/kinds/derived-tables.js";
import { draw } from "./draw.js";
import { expectPublishable, itemsOf } from "./published.js";
import { shownBy } from "./shown.js";

const { bar, box, bumpChart, divergingBars, dots, line, map, ranges, scatter, slope } = briefing;

const rows = Array.from({ length: 24 }, (_, index) => ({
  name: ["North", "South"][index % 2] ?? "",
  label: `town ${index}`,
  year: index < 12 ? 2020 : 2021,
  value: 20 + 3.25 * index,
  low: 18 + 3.25 * index,
  high: 24 + 3.25 * index,
}));
const ends = rows.filter((_, index) => [0, 1, 12, 13].includes(index));
const textsOf = async (spec: briefing.Spec): Promise<readonly string[]> => {
  const { svg } = await draw(spec, 680);
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) => text);
};
const square = {
  type: "FeatureCollection",
  features: ["North", "South"].map((id, index) => ({
    type: "Feature",
    id,
    properties: {},
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [0, index * 20],
          [20, index * 20],
          [20, index * 20 + 15],
          [0, index * 20 + 15],
          [0, index * 20],
        ],
      ],
    },
  })),
};
const regions = { region: "name", value: "value", shapes: square } as const;

const charts: Readonly<Record<string, (hue: briefing.Colour) => briefing.Spec>> = {
  slope: (hue) =>
    slope(ends, {
      x: "year",
      y: "value",
      by: "name",
      digits: 2,
      limits: { y: [0, 80] },
      colours: { North: hue },
    }),
  dots: (hue) =>
    dots(rows, {
      x: "value",
      label: "label",
      digits: 2,
      titles: { x: "Visits (index)" },
      limits: { x: [0, 100] },
      colours: { "town 3": hue },
    }),
  ranges: (hue) =>
    ranges(rows, {
      x: "value",
      y: "year",
      by: "name",
      digits: 2,
      titles: { x: "Visits (index)", y: "Season" },
      limits: { x: [0, 100] },
      colours: { North: hue },
    }),
  box: () =>
    box(rows, {
      x: "value",
      y: "name",
      digits: 2,
      titles: { x: "Visits (index)", y: "Branch of the library" },
      limits: { x: [0, 100] },
    }),
  "upright box": () =>
    box(rows, {
      x: "name",
      y: "value",
      titles: { x: "Branch of the library", y: "Visits (index)" },
      limits: { y: [0, 100] },
    }),
  map: () => map(rows.slice(0, 2), { ...regions, digits: 2, titles: { value: "Visits (index)" } }),
  divergingBars: (hue) =>
    divergingBars(rows.slice(0, 2), { x: "value", y: "name", digits: 2, colours: { North: hue } }),
  bumpChart: (hue) =>
    bumpChart(
      ends.map(({ name, year }, index) => ({ name, year, rank: index === 0 || index === 3 ? 1 : 2 })),
      { x: "year", y: "rank", by: "name", colours: { North: hue } },
    ),
};

describe.each(Object.entries(charts))("%s", (_, chart) => {
  test.each([680, 340])("with options is publishable at %i pixels", async (width) => {
    await expectPublishable(chart("purple"), width);
  });
});

const chartOf = (name: string): briefing.Spec => {
  const chart = charts[name];
  if (chart === undefined) throw new Error(name);
  return chart("#aa3377");
};

describe("new forms", () => {
  test.each(["slope", "dots", "ranges", "bumpChart", "divergingBars"])(
    "%s takes a hexadecimal colour",
    (name) => {
      expect(JSON.stringify(chartOf(name))).toContain('"#aa3377"');
    },
  );
  test.each(["dots", "ranges", "box", "upright box", "map"])(
    "%s has the title of its author",
    async (name) => {
      expect(await textsOf(chartOf(name))).toContain("Visits (index)");
    },
  );
  test.each(["ranges", "box", "upright box"])("%s has the title of its names", async (name) => {
    const { svg } = await draw(chartOf(name), 680);
    expect(svg).toContain(name === "ranges" ? "Season" : "Branch of the library");
  });
  test.each(["dots", "ranges", "box", "upright box"])("%s ends at its limits", (name) => {
    expect(JSON.stringify(chartOf(name))).toContain('"domain":[0,100]');
  });
  test.each(["slope", "dots", "ranges", "box", "map", "divergingBars"])("%s writes its digits", (name) => {
    expect(JSON.stringify(chartOf(name))).toContain("23.25");
  });
  test("a limit that would cut off a value, or concerns names, is an error", () => {
    const wrong: readonly (readonly [() => unknown, string])[] = [
      [
        () => slope(ends, { x: "year", y: "value", by: "name", limits: { y: [0, 50] } }),
        "limits.y would cut off",
      ],
      [
        () => slope(ends, { x: "year", y: "value", by: "name", limits: { x: [2020, 2021] } }),
        'limits.x has no meaning, because "year" names the two moments',
      ],
      [
        () => dots(rows, { x: "value", label: "label", limits: { x: [30, null] } }),
        "limits.x would cut off 20",
      ],
      [
        () => dots(rows, { x: "value", label: "label", limits: { y: [0, 1] } as never }),
        'limits has "y", which is no axis',
      ],
      [
        () =>
          ranges(rows, {
            x: "value",
            y: "name",
            zones: [{ from: 150, label: "high" }],
            limits: { x: [0, 100] },
          }),
        "limits.x would cut off 150",
      ],
      [() => ranges(rows, { x: "value", y: "name", limits: { y: [0, 1] } }), "names the ranges"],
      [() => box(rows, { x: "value", y: "name", limits: { y: [0, 1] } }), "names the boxes"],
      [
        () => map(rows.slice(0, 2), { ...regions, titles: { x: "a" } as never }),
        'titles has "x", which is no axis',
      ],
      [() => map(rows.slice(0, 2), { ...regions, digits: -1 }), "digits cannot be -1"],
    ];
    for (const [chart, message] of wrong) expect(chart).toThrow(message);
  });
});

describe("a comparison reports", () => {
  const years = { x: "year", y: "value", by: "name", low: "low", high: "high" } as const;
  const changesBetween = (before: briefing.Chart, after: briefing.Chart) =>
    compareAnnotations({ before: shownBy(before).spec, after: shownBy(after).spec });
  const text = { x: 2020, y: 40, text: "reopened" };
  test.each<readonly [string, briefing.Chart, briefing.Chart]>([
    ["a band in place of bars", line(ends, years), line(ends, { ...years, bounds: "band" })],
    [
      "a trend",
      scatter(rows, { x: "low", y: "value" }),
      scatter(rows, { x: "low", y: "value", trend: "all" }),
    ],
    [
      "words at a point",
      line(ends, { ...years, texts: [text] }),
      line(ends, { ...years, texts: [{ ...text, text: "closed" }] }),
    ],
    [
      "a reference level of bars",
      bar(rows.slice(0, 2), { x: "name", y: "value", reference: { value: 10, label: "target" } }),
      bar(rows.slice(0, 2), { x: "name", y: "value", reference: { value: 12, label: "target" } }),
    ],
  ])("%s", (_, before, after) => {
    expect(changesBetween(before, after).length).toBeGreaterThan(0);
    expect(changesBetween(before, before)).toEqual([]);
  });
});

test("a computed number has no errors of binary fractions in names and tooltips", async () => {
  const computed = [0.1 + 0.2, 0.7 + 0.1].map((size, index) => ({
    size,
    value: 40.949999999999996,
    at: index,
    year: 2020,
  }));
  for (const chart of [
    scatter(computed, { x: "at", y: "value", label: "size", by: "size" }),
    briefing.heat(computed, { x: "at", y: "size", value: "value" }),
    box(computed, { x: "year", y: "value", label: "size" }),
  ]) {
    const { marks, svg } = await draw(chart, 680);
    const tips = marks.flatMap(({ items }) => items.map((item) => JSON.stringify(item["tooltip"] ?? "")));
    expect([...tips, svg].join("\n")).not.toMatch(/\d\.\d{6,}"/);
    expect(tips.join("\n")).toMatch(/"0\.3"|"0\.8"|"4[01]\.[09]\d?"/);
  }
});

describe("the name of a level among upright bars", () => {
  const heights = (values: readonly number[]) =>
    values.map((value, index) => ({ name: `bar ${index}`, value }));
  const isOnBar = async (values: readonly number[], level: number) => {
    const chart = bar(heights(values), {
      x: "name",
      y: "value",
      reference: { value: level, label: "target" },
    });
    const { marks } = await draw(chart, 680);
    const name = itemsOf(marks, "text").find((item) => item["text"] === "target");
    const bounds = name?.["bounds"] as { x1: number; x2: number; y1: number; y2: number };
    return itemsOf(marks, "rect").some((item) => {
      const left = Number(item["x"]);
      const top = Number(item["y"]);
      return (
        left < bounds.x2 &&
        left + Number(item["width"]) > bounds.x1 &&
        top < bounds.y2 &&
        top + Number(item["height"]) > bounds.y1
      );
    });
  };
  test.each<readonly [readonly number[], number]>([
    [[100, 90, 80, 20], 50],
    [[20, 80, 90, 100], 50],
    [[30, 80, 90, 20], 60],
    [[-20, 80, 90, 60], 30],
  ])("stands on no bar where there is room: %j, %i", async (values, level) => {
    expect(await isOnBar(values, level)).toBe(false);
  });
});
