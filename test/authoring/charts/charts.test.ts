import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LineOptions, lineWithBounds } from "../../../src/authoring/charts/line-with-bounds.js";
import { rankedBars } from "../../../src/authoring/charts/ranked-bars.js";
import { niceScale, yearTicks } from "../../../src/authoring/charts/scale.js";
import { tickExpression } from "../../../src/authoring/charts/spec.js";
import { spread } from "../../../src/authoring/charts/end-labels.js";
import { checkSpec, withoutPrototype } from "../../../src/authoring/show/spec.js";
import { palette } from "../../../src/model/palette.js";
import { draw, widthOf } from "./draw.js";
import { expectPublishable } from "./published.js";

const row = (
  series: string,
  year: number,
  lower: number,
  upper = lower,
  status: "complete" | "incomplete" = "complete",
) => ({
  series,
  year,
  lower,
  upper,
  status,
});
const options: LineOptions = {
  rows: [
    row("new", 2003, 5588),
    row("new", 2005, 8410, 8411),
    row("new", 2007, 11476, 11478),
    row("new", 2008, 11000, 12000, "incomplete"),
    row("old", 1996, 2128),
    row("old", 2018, 56480),
    row("all", 1990, 884),
    row("all", 1991, 900),
    row("all", 1992, 920),
    row("other", 1992, 920),
  ],
  series: [
    { key: "new", label: "NSF 2024", colour: "ink", shape: "square" },
    { key: "old", label: "NSF 2022", colour: "muted", shape: "triangle-up" },
    { key: "all", label: "OpenAlex", colour: "ink" },
  ],
  style: "count",
  events: [
    { date: "2001-07-01", label: "First event" },
    { date: "2018-11-01", label: "China Initiative" },
    { date: "2030-01-01", label: "Not in the window" },
  ],
};

describe.each([680, 340])("lineWithBounds at %i px", (width) => {
  test("draws without a warning, inside its width, text legible, and passes the checks of figure()", async () => {
    const spec = lineWithBounds(options);
    expect(() => {
      checkSpec(withoutPrototype(spec, "figure"), "figure");
    }).not.toThrow();
    const { svg } = await draw(spec, width);
    expect(widthOf(svg)).toBeLessThanOrEqual(width);
    const sizes = [...svg.matchAll(/font-size="(\d+(?:\.\d+)?)px"/g)].map((match) => Number(match[1]));
    expect(sizes.length).toBeGreaterThan(5);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11);
  });

  test("joins no editions and no gaps; an incomplete year is dashed and hollow", async () => {
    const { marks } = await draw(lineWithBounds(options), width);
    const lines = marks.filter(({ type }) => type === "line").map(({ items }) => items);
    const years = lines.map((items) => items.map(({ datum }) => (datum as { year: number }).year));
    expect(years).toContainEqual([1990, 1991, 1992]);
    expect(years).toContainEqual(expect.arrayContaining([2003, 2005, 2007]));
    expect(years.some((line) => line.includes(1996))).toBe(false);
    const dashed = lines.find((items) =>
      items.some(({ datum }) => (datum as { year: number }).year === 2008),
    );
    expect(dashed?.[0]?.["strokeDash"]).toEqual([3, 4]);
    const points = marks.filter(({ type }) => type === "symbol").flatMap(({ items }) => items);
    const fills = points.filter(({ datum }) => (datum as { status?: string }).status === "early count");
    expect(fills.map(({ fill }) => fill)).toEqual([palette.paper.light]);
  });

  test("writes labels at the lines and the events inside the window, none over another", async () => {
    const { marks } = await draw(lineWithBounds(options), width);
    const texts = marks.filter(({ type }) => type === "text").flatMap(({ items }) => items);
    const labels = texts.map(({ text }) => String(text));
    expect(labels).toEqual(
      expect.arrayContaining(["NSF 2024", "NSF 2022", "OpenAlex", "First event, July 2001"]),
    );
    expect(labels).toContain("China Initiative, Nov 2018");
    expect(labels.join()).not.toContain("Not in the window");
    const ends = texts.filter(({ text }) => /^(NSF|Open)/.test(String(text))).map(({ y }) => Number(y));
    for (const [index, y] of ends.entries())
      for (const other of ends.slice(index + 1)) expect(Math.abs(y - other)).toBeGreaterThanOrEqual(14);
  });
});

test.each([680, 340])("lines and bars can be published at %i px", async (width) => {
  await expectPublishable(lineWithBounds(options), width);
  const rows = [
    { label: "A long name of a bar that stands above it", value: 0.1, text: "+10 %" },
    { label: "Falls", value: -0.3, lower: -0.35, upper: -0.25, text: "−30 %", colour: "vermilion" as const },
  ];
  await expectPublishable(rankedBars({ rows }), width);
});

test("an event stands at its day: the first of July is the middle of the year's own place", async () => {
  const { marks } = await draw(lineWithBounds(options), 680);
  const rules = marks.filter(({ type }) => type === "rule").flatMap(({ items }) => items);
  const event = rules.find(({ datum }) => String((datum as { event?: string }).event).startsWith("First"));
  expect((event?.["datum"] as { year: number }).year).toBeCloseTo(2001, 1);
});

describe("what cannot be drawn says why", () => {
  test.each([
    [
      "a series without rows",
      { series: [{ key: "gone", label: "Gone", colour: "ink" as const }] },
      'the series "gone" has no rows',
    ],
    [
      "six events",
      { events: Array.from({ length: 6 }, () => ({ date: "2001-07-01", label: "x" })) },
      "6 events are more than the 5",
    ],
    ["a date that is none", { events: [{ date: "2001-13-01", label: "x" }] }, "2001-13-01"],
    ["a bound without end", { rows: [row("new", 2003, 1, Infinity)] }, "new 2003 is 1 to Infinity"],
    ["a missing field", { rows: [{ series: "new", year: 2003, lower: 1 } as never] }, 'row 1 has no "upper"'],
    ["no series", { series: [] }, "there are no series"],
    ["bounds the wrong way round", { rows: [row("new", 2003, 2, 1)] }, "new 2003 has bounds 2 and 1"],
  ])("%s", (_, changes, message) => {
    expect(() => lineWithBounds({ ...options, ...changes })).toThrow(message);
  });
});

describe("rankedBars", () => {
  const bars = [
    { label: "A long name of a bar that stands above it", value: 0.1, text: "+10 %" },
    { label: "Second", value: 0.4, lower: 0.35, upper: 0.45, text: "+40 %" },
    { label: "Third", value: -0.3, text: "−30 %", colour: "vermilion" as const },
  ];

  test.each([680, 340])("ranks and labels at %i px", async (width) => {
    const { svg, marks } = await draw(rankedBars({ rows: bars }), width);
    expect(widthOf(svg)).toBeLessThanOrEqual(width);
    const drawn = marks.filter(({ type }) => type === "rect").flatMap(({ items }) => items);
    const order = [...drawn].sort((a, b) => Number(a["y"]) - Number(b["y"]));
    expect(order.map(({ datum }) => (datum as { label: string }).label)).toEqual([
      "Second",
      bars[0]?.label,
      "Third",
    ]);
    expect(drawn.map(({ width: w }) => Number(w)).every((w) => w > 0)).toBe(true);
    for (const { label, text } of bars) {
      expect(svg).toContain(label);
      expect(svg).toContain(text);
    }
  });

  test("refuses no rows and two of one label", () => {
    expect(() => rankedBars({ rows: [] })).toThrow("no rows");
    expect(() => rankedBars({ rows: [{ label: "x", value: NaN, text: "x" }] })).toThrow('"x" is NaN');
    expect(() => rankedBars({ rows: [{ label: "x", value: 3, upper: 2, lower: 1, text: "x" }] })).toThrow(
      "outside its bounds 1 and 2",
    );
    expect(() => rankedBars({ rows: [...bars, ...bars.slice(0, 1)] })).toThrow("two rows are labelled");
  });
});

describe("scales", () => {
  test("begin at zero where lengths are read, and hold all values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e7, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (values) => {
          const { domain, ticks } = niceScale(values, "zero");
          expect(domain[0]).toBe(0);
          expect(domain[1]).toBeGreaterThanOrEqual(Math.max(...values));
          expect(domain[1]).toBeGreaterThan(domain[0]);
          expect(ticks.length).toBeLessThanOrEqual(6);
        },
      ),
    );
  });

  test("few round ticks", () => {
    expect(niceScale([84025], "zero").ticks).toEqual([0, 25000, 50000, 75000]);
    expect(niceScale([0.47], "zero").ticks).toEqual([0, 0.2, 0.4]);
    expect(yearTicks(1990, 2023)).toEqual([1990, 2000, 2010, 2020]);
    expect(yearTicks(2019, 2022)).toEqual([2019, 2020, 2021, 2022]);
  });

  test("a value alone has a scale of some length, whatever it is", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e7, max: 1e7, noNaN: true }), (value) => {
        for (const baseline of ["zero", "data"] as const) {
          const { domain } = niceScale([value], baseline);
          expect(domain[1]).toBeGreaterThan(domain[0]);
          expect(domain[0]).toBeLessThanOrEqual(value);
          expect(domain[1]).toBeGreaterThanOrEqual(value);
        }
      }),
    );
  });

  test("ticks are written so that each is what it says", () => {
    const decimals = (ticks: readonly number[], style: "count" | "percent" | "ratio") =>
      /',\.(\d)f'/.exec(tickExpression("datum.value", ticks, style))?.[1];
    expect(decimals([0, 25000, 50000], "count")).toBe("0");
    expect(decimals([0, 2.5, 5], "count")).toBe("1");
    expect(decimals([0, 0.1, 0.2], "percent")).toBe("0");
    expect(decimals([0, 0.025], "percent")).toBe("1");
    expect(decimals([0, 1], "ratio")).toBe("1");
    expect(decimals([1, 1.25], "ratio")).toBe("2");
  });

  test("labels stay where they want to be where there is room, and share the move where there is none", () => {
    expect(spread([10, 100, 200], 15, [0, 320])).toEqual([10, 100, 200]);
    expect(spread([100, 100, 100], 15, [0, 320])).toEqual([85, 100, 115]);
    expect(spread([0, 0], 15, [0, 320])).toEqual([0, 15]);
    expect(spread([320, 320], 15, [0, 320])).toEqual([305, 320]);
  });

  test("labels are moved apart and keep their order", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 8 }), (wanted) => {
        const placed = spread(wanted, 15, [0, 320]);
        const sorted = [...placed].sort((a, b) => a - b);
        for (const [index, y] of sorted.entries())
          if (index > 0) expect(y - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(15 - 1e-9);
        for (const [i, a] of wanted.entries())
          for (const [j, b] of wanted.entries()) if (a < b) expect(placed[i]).toBeLessThan(placed[j] ?? NaN);
      }),
    );
  });
});
