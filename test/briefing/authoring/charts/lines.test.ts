import { describe, expect, test } from "vitest";
import { line, type LineOptions } from "../../../../src/briefing/authoring/charts/line.js";
import { palette } from "../../../../src/briefing/model/palette.js";
import { draw } from "./draw.js";
import { datumOf, expectPublishable, itemsOf } from "./published.js";
import { wordsOf } from "./words.js";

interface Row {
  readonly source: string;
  readonly year: number;
  readonly papers: number;
  readonly low: number;
  readonly high: number;
  readonly status: string;
}

const row = (source: string, year: number, low: number, high = low, status = "complete"): Row => ({
  source,
  year,
  papers: (low + high) / 2,
  low,
  high,
  status,
});
const years = Array.from({ length: 10 }, (_, index) => 1990 + index);
const rows = [
  row("NSF 2024", 2003, 5588),
  row("NSF 2024", 2005, 8410, 8411),
  row("NSF 2024", 2007, 11476, 11478),
  row("NSF 2024", 2008, 11000, 12000, "incomplete"),
  row("NSF 2022", 1996, 2128),
  row("NSF 2022", 2018, 56480),
  ...years.map((year) => row("OpenAlex", year, 884 + year)),
];
const options: LineOptions<Row> = {
  x: "year",
  y: "papers",
  by: "source",
  low: "low",
  high: "high",
  status: "status",
  style: "count",
  events: [
    { date: "2001-07-01", label: "First event" },
    { date: "2018-11-01", label: "China Initiative" },
    { date: "2030-01-01", label: "Not in the window" },
  ],
};

describe.each([680, 340])("lines at %i px", (width) => {
  test("joins neither editions nor gaps; an incomplete year is dashed and hollow", async () => {
    const { marks } = await draw(line(rows, options), width);
    const lines = marks.filter(({ type }) => type === "line").map(({ items }) => items);
    const drawn = lines.map((items) => items.map((item) => datumOf(item)["x"]));
    expect(drawn).toContainEqual(years);
    expect(drawn).toContainEqual([2003, 2005, 2007]);
    expect(drawn.some((each) => each.includes(1996) && each.includes(2018))).toBe(false);
    const dashed = lines.find((items) => items.some((item) => datumOf(item)["x"] === 2008));
    expect(dashed?.[0]?.["strokeDash"]).toEqual([3, 4]);
    const early = itemsOf(marks, "symbol").filter((item) => datumOf(item)["status"] === "early count");
    expect(early.map(({ fill }) => fill)).toEqual([palette.paper.light]);
  });

  test("labels lines and the events inside the window, without overlap", async () => {
    const words = wordsOf(await expectPublishable(line(rows, options), width));
    expect(words).toEqual(expect.arrayContaining(["NSF 2024", "NSF 2022", "OpenAlex"]));
    expect(words).toEqual(expect.arrayContaining(["First event, July 2001", "China Initiative, Nov 2018"]));
    expect(words.join()).not.toContain("Not in the window");
  });
});

test("an event is placed by its day: the first of July is the middle of the year", async () => {
  const { marks } = await draw(line(rows, options), 680);
  const event = itemsOf(marks, "rule").find((item) => String(datumOf(item)["event"]).startsWith("First"));
  expect(datumOf(event)["x"]).toBeCloseTo(2001, 1);
});

describe("errors say why rows cannot be drawn", () => {
  const event = { date: "2001-07-01", label: "x" };
  test.each<[string, Partial<LineOptions<Row>>, string]>([
    ["six events", { events: Array.from({ length: 6 }, () => event) }, "6 events are more than the 5"],
    ["an invalid date", { events: [{ date: "2001-13-01", label: "x" }] }, "2001-13-01"],
    ["bounds in the wrong order", { low: "high", high: "low" }, "row 2 has the bounds 8411 and 8410"],
    [
      "a span that ends before it begins",
      { spans: [{ from: 2018, to: 2016, label: "turn" }] },
      'the span "turn" goes from 2018 to 2016',
    ],
  ])("%s", (_, changes, message) => {
    expect(() => line(rows, { ...options, ...changes })).toThrow(message);
  });
});

const indexed = (source: string, of: readonly number[]) =>
  of.map((year) => row(source, year, 100 - 1.5 * Math.abs(year - 2016)));
const level: LineOptions<Row> = {
  x: "year",
  y: "papers",
  by: "source",
  style: "count",
  baseline: "data",
  reference: { value: 100, label: "2016 = 100" },
  spans: [{ from: 2013, to: 2017, label: "baseline" }],
};
const twoCourses = [
  ...indexed("NSF", [2009, 2011, 2013, 2015, 2017, 2019, 2021, 2022]),
  ...indexed(
    "OpenAlex",
    Array.from({ length: 14 }, (_, index) => 2009 + index),
  ),
];

describe.each([680, 340])("indexed lines at %i px", (width) => {
  test("can be published, with the level and the years of comparison named", async () => {
    const words = wordsOf(await expectPublishable(line(twoCourses, level), width));
    expect(words).toEqual(expect.arrayContaining(["NSF", "OpenAlex", "2016 = 100", "baseline"]));
  });

  test("the label of the level avoids the lines", async () => {
    const { marks } = await draw(line(twoCourses, level), width);
    const name = itemsOf(marks, "text").find(({ text }) => text === "2016 = 100");
    const middle = Number(name?.["y"]) + (name?.["baseline"] === "bottom" ? -10 : 10);
    const left = name?.["align"] === "left";
    const near = itemsOf(marks, "line").filter((item) =>
      left ? Number(item["x"]) < 80 : Number(item["x"]) > width - 200,
    );
    expect(near.length).toBeGreaterThan(0);
    for (const item of near) expect(Math.abs(Number(item["y"]) - middle)).toBeGreaterThan(8);
  });
});

test("the label of the level avoids the events' marks if possible", async () => {
  const events = [{ date: "2021-03-01", label: "Late" }];
  const spec = line(twoCourses, { ...level, events, reference: { value: 96, label: "level" } });
  const { marks } = await draw(spec, 680);
  expect(itemsOf(marks, "text").find(({ text }) => text === "level")?.["align"]).toBe("left");
});

test("the scale of an index begins at the data and includes the level", async () => {
  const { marks } = await draw(line(indexed("NSF", [2019, 2021]), level), 680);
  const rule = itemsOf(marks, "rule").find((item) => datumOf(item)["level"] === 100);
  expect(Number(rule?.["y"])).toBeGreaterThanOrEqual(0);
  expect(Number(rule?.["y"])).toBeLessThanOrEqual(320);
});

test("gridlines of whole numbers of things are at whole numbers", () => {
  const of = (...counts: readonly number[]) => {
    const papers = counts.map((count, index) => row("one", 2020 + index, count));
    const { layer } = line(papers, { x: "year", y: "papers", style: "count", baseline: "zero" });
    return /"axis":\{"values":(\[[^\]]*\]),"labelExpr"/.exec(JSON.stringify(layer))?.[1];
  };
  expect([of(0, 1, 0), of(0, 2), of(0, 0)]).toEqual(["[0,1]", "[0,1,2]", "[0]"]);
});

test.each([680, 340])("years are shaded behind the lines and labelled below, at %i px", async (width) => {
  const spans = [
    { from: 2016, to: 2018, label: "turn" },
    { from: 2020, to: 2020, label: "pandemic" },
  ];
  const plain = Array.from({ length: 12 }, (_, index) => row("one", 2010 + index, 1 + index / 10));
  const marks = await expectPublishable(
    line(plain, { x: "year", y: "papers", style: "ratio", spans }),
    width,
  );
  expect(wordsOf(marks)).toEqual(expect.arrayContaining(["turn", "pandemic"]));
  const shaded = itemsOf(marks, "rect").filter(({ fill }) => fill === palette.grid.light);
  expect(shaded.map((item) => [datumOf(item)["start"], datumOf(item)["end"]])).toEqual([
    [2015.5, 2018.5],
    [2019.5, 2020.5],
  ]);
  const kinds = marks.map(({ type }) => type);
  expect(kinds.indexOf("rect")).toBeLessThan(kinds.indexOf("line"));
});
