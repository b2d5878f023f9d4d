import { describe, expect, test } from "vitest";
import { type LineOptions, lineWithBounds } from "../../../src/authoring/charts/line-with-bounds.js";
import { palette } from "../../../src/model/palette.js";
import { draw } from "./draw.js";
import { datumOf, expectPublishable, itemsOf } from "./published.js";
import { wordsOf } from "./words.js";

const line = (series: string, years: readonly number[], early: number) =>
  years.map((year) => ({
    series,
    year,
    lower: 100 - 1.5 * Math.abs(year - 2016),
    upper: 100 - 1.5 * Math.abs(year - 2016),
    status: year === early ? ("incomplete" as const) : ("complete" as const),
  }));
const oddYears = [2009, 2011, 2013, 2015, 2017, 2019, 2021, 2022];
const options: LineOptions = {
  rows: [
    ...line("one", oddYears, 2022),
    ...line(
      "two",
      Array.from({ length: 14 }, (_, index) => 2009 + index),
      0,
    ),
  ],
  series: [
    { key: "one", label: "NSF", colour: "joint", shape: "square" },
    { key: "two", label: "OpenAlex", colour: "accent", shape: "circle" },
  ],
  style: "count",
  baseline: "data",
  markers: "common",
  reference: { value: 100, label: "2016 = 100" },
  spans: [{ from: 2013, to: 2017, label: "baseline" }],
};
describe.each([680, 340])("indexed lines at %i px", (width) => {
  test("can be published, the level and the years of comparison named", async () => {
    const words = wordsOf(await expectPublishable(lineWithBounds(options), width));
    expect(words).toEqual(expect.arrayContaining(["NSF", "OpenAlex", "2016 = 100", "baseline"]));
  });

  test("the name of the level keeps off the lines", async () => {
    const { marks } = await draw(lineWithBounds(options), width);
    const name = itemsOf(marks, "text").find(({ text }) => text === "2016 = 100");
    const middle = Number(name?.["y"]) + (name?.["baseline"] === "bottom" ? -10 : 10);
    const left = name?.["align"] === "left";
    const near = itemsOf(marks, "symbol").filter((item) =>
      left ? Number(item["x"]) < 80 : Number(item["x"]) > width - 200,
    );
    for (const item of near) expect(Math.abs(Number(item["y"]) - middle)).toBeGreaterThan(8);
  });
});

test("the name of the level stands away from the events' marks where it can", async () => {
  const events = [{ date: "2021-03-01", label: "Late" }];
  const given = { ...options, events, reference: { value: 96, label: "level" } };
  const { marks } = await draw(lineWithBounds(given), 680);
  expect(itemsOf(marks, "text").find(({ text }) => text === "level")?.["align"]).toBe("left");
});

test("the scale of an index begins at the data and holds the level", async () => {
  const { marks } = await draw(
    lineWithBounds({ ...options, rows: line("one", [2019, 2021], 0), series: options.series.slice(0, 1) }),
    680,
  );
  const rule = itemsOf(marks, "rule").find((item) => datumOf(item)["level"] === 100);
  expect(Number(rule?.["y"])).toBeGreaterThanOrEqual(0);
  expect(Number(rule?.["y"])).toBeLessThanOrEqual(320);
});

test("gridlines of whole numbers of things stand at whole numbers", () => {
  const of = (...counts: readonly number[]) => {
    const rows = counts.map((count, index) => ({ year: 2020 + index, lower: count, upper: count }));
    const { layer } = lineWithBounds({
      rows: rows.map((row) => ({ ...row, series: "one", status: "complete" as const })),
      series: [{ key: "one", label: "Papers", colour: "joint" }],
      style: "count",
    });
    return /"axis":\{"values":(\[[^\]]*\]),"labelExpr"/.exec(JSON.stringify(layer))?.[1];
  };
  expect([of(0, 1, 0), of(0, 2), of(0, 0)]).toEqual(["[0,1]", "[0,1,2]", "[0]"]);
  expect(of(0.5, 1.5)).toBe("[0,0.5,1,1.5]");
});

const plain: LineOptions = {
  rows: Array.from({ length: 12 }, (_, index) => ({
    series: "one",
    year: 2010 + index,
    lower: 1 + index / 10,
    upper: 1 + index / 10,
    status: "complete" as const,
  })),
  series: [{ key: "one", label: "Propensity", colour: "ink" }],
  style: "ratio",
};

test.each([680, 340])("years are shaded behind the lines and named at the foot, at %i px", async (width) => {
  const spans = [
    { from: 2016, to: 2018, label: "turn" },
    { from: 2020, to: 2020, label: "pandemic" },
  ];
  const marks = await expectPublishable(lineWithBounds({ ...plain, spans }), width);
  expect(wordsOf(marks)).toEqual(expect.arrayContaining(["turn", "pandemic"]));
  const shaded = itemsOf(marks, "rect").filter(({ fill }) => fill === palette.grid.light);
  expect(shaded.map((item) => [datumOf(item)["start"], datumOf(item)["end"]])).toEqual([
    [2015.5, 2018.5],
    [2019.5, 2020.5],
  ]);
  const kinds = marks.map(({ type }) => type);
  expect(kinds.indexOf("rect")).toBeLessThan(kinds.indexOf("line"));
});

test("a span that ends before it begins is refused", () => {
  expect(() => lineWithBounds({ ...plain, spans: [{ from: 2018, to: 2016, label: "turn" }] })).toThrow(
    'the span "turn" goes from 2018 to 2016',
  );
});

/** Marks of a spec that stand on data of their own: labels, their signs, references. */
function ownMarks(spec: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(spec)) return spec.flatMap(ownMarks);
  if (typeof spec !== "object" || spec === null) return [];
  const { data, mark, layer } = spec as Readonly<Record<string, unknown>>;
  const own =
    data !== undefined && typeof mark === "object" && mark !== null ? [mark as Record<string, unknown>] : [];
  return [...own, ...ownMarks(layer)];
}

test("the sign beside a label and a reference line tell no data where the pointer rests", () => {
  const row = { series: "a", lower: 1, upper: 1, status: "complete" as const };
  const spec = lineWithBounds({
    rows: [
      { ...row, year: 2001 },
      { ...row, year: 2002 },
    ],
    series: [{ key: "a", label: "A", colour: "ink", shape: "square" }],
    style: "ratio",
    reference: { value: 1, label: "Even" },
  });
  const { layer: layers } = spec as unknown as { layer: readonly unknown[] };
  const signs = ownMarks(layers).filter(({ type }) => type === "point" || type === "rule");
  expect(signs.map(({ type }) => type)).toEqual(expect.arrayContaining(["point", "rule"]));
  expect(signs.map(({ tooltip }) => tooltip)).toEqual(signs.map(() => null));
});
