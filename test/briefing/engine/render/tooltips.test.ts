import { describe, expect, it } from "vitest";
import { parse, View, type Spec } from "vega";
import {
  answerOf,
  hasTooltip,
  spoken,
  wordingOf,
} from "../../../../src/briefing/engine/render/tooltips/answer.js";
import { channelsOf } from "../../../../src/briefing/engine/render/tooltips/channels.js";
import type { Hints, ReadPlot, Stop } from "../../../../src/briefing/engine/render/tooltips/nearest.js";
import {
  nearestStop,
  plotAt,
  readPlot,
  stepFrom,
} from "../../../../src/briefing/engine/render/tooltips/nearest.js";
import { sceneOf, type SceneMark } from "../../../../src/briefing/engine/render/tooltips/scene.js";
import { drawFigure } from "../../../../src/briefing/engine/render/figure/draw.js";
import { interactiveSpec } from "../../../../src/briefing/engine/render/figure/interactive.js";

/** A figure as the page draws it, and its tooltips. */
async function figure(spec: object, hints: Hints = {}) {
  // Vega marks the rows that it has read.
  const own = structuredClone(spec) as Readonly<Record<string, unknown>>;
  const { vega } = await drawFigure({ id: "f", spec: own, width: 680, font: "Arial" });
  const { wide, data } = interactiveSpec(vega, vega);
  const sets = new Map(Object.entries(data));
  const drawn = {
    ...wide,
    data: (wide["data"] as { name: string }[]).map((set) => ({
      ...set,
      ...(sets.has(set.name) && { values: sets.get(set.name) }),
    })),
  } as unknown as Spec;
  const view = new View(parse(drawn), { renderer: "none" });
  await view.runAsync();
  const scene = sceneOf((view.scenegraph() as unknown as { readonly root: SceneMark }).root);
  const plots = scene.plots.flatMap((plot) => readPlot(plot, hints, hasTooltip) ?? []);
  const channels = channelsOf(drawn);
  const say = (plot: ReadPlot | undefined, stop: Stop | undefined) =>
    plot && stop ? spoken(answerOf(stop, wordingOf(plot, channels))) : "";
  /** The tooltip at a relative position in the first plot that contains it. */
  const at = (x: number, y: number, index = 0) => {
    const area = plots[index]?.area ?? { x1: 0, x2: 0, y1: 0, y2: 0 };
    const point = { x: area.x1 + x * (area.x2 - area.x1), y: area.y1 + y * (area.y2 - area.y1) };
    const plot = plotAt(plots, point, 5);
    return say(plot, plot && nearestStop(plot, point));
  };
  return { plots, at, say, legend: scene.legend };
}

const chart = (values: readonly object[], mark: string | object, encoding: object) =>
  figure({ data: { values }, mark, encoding });
const quantity = (field: string) => ({ field, type: "quantitative" });
const nominal = (field: string) => ({ field, type: "nominal" });

const encoding = {
  x: { field: "year", type: "quantitative", axis: { format: "d" }, scale: { zero: false, nice: false } },
  y: quantity("value"),
  color: nominal("name"),
};
const rows = [2019, 2020, 2021].flatMap((year, index) => [
  { year, name: "tea", value: 10 + index },
  { year, name: "coffee", value: index / 7, status: year === 2021 ? "incomplete" : "complete" },
]);

describe("a line chart", () => {
  it("shows all series of the nearest year everywhere, in their vertical order", async () => {
    const { at } = await chart(rows, "line", encoding);
    expect(at(0.02, 0.9)).toBe("2019: tea 10; coffee 0");
    expect(at(0.4, 0.1)).toBe("2020: tea 11; coffee 0.1429");
    expect(at(1.2, 0.5), "outside the plot").toBe("");
  });

  it("marks values of an incomplete year, and only those", async () => {
    const tooltip = ["name", "year", "value", "status"].map((field) => ({ field, title: `the ${field}` }));
    const own = rows.map((row) => ({ status: "complete", ...row }));
    const { at } = await figure({
      data: { values: own },
      layer: [{ mark: { type: "line", tooltip: null } }, { mark: "point", encoding: { tooltip } }],
      encoding,
    });
    expect(at(1, 0.5)).toBe("2021: tea 12; coffee 0.2857 incomplete");
    expect(at(0, 0.5)).toBe("2019: tea 10; coffee 0");
  });

  it("leaves out what a row lacks", async () => {
    const tooltip = ["name", "value", "territory"].map((field) => ({ field, title: `the ${field}` }));
    const { at } = await chart(
      [
        { x: 1, name: "tea", value: 10, territory: null },
        { x: 9, name: "coffee", value: 12, territory: "with milk" },
      ],
      "point",
      { x: quantity("x"), y: quantity("value"), tooltip },
    );
    expect(at(0.11, 0.5)).not.toMatch(/null|territory/);
    expect(at(1, 0.5)).toContain("with milk");
  });

  it("has at most eight lines", async () => {
    const many = Array.from({ length: 11 }, (_, index) => `series ${String.fromCharCode(97 + index)}`);
    const own = many.flatMap((name, index) =>
      [2019, 2020].map((year) => ({ year, name, value: 100 - index })),
    );
    const { at } = await chart(own, "line", encoding);
    expect(at(0, 0.5)).toMatch(/^2019: series a 100; .*series g 94; and 4 more$/);
    const few = own.filter(({ value }) => value > 92);
    expect((await chart(few, "line", encoding)).at(0, 0.5)).toMatch(/series h 93$/);
  });

  it("with one series shows the name of its measure", async () => {
    const { at } = await chart(
      rows.filter(({ name }) => name === "tea"),
      "line",
      encoding,
    );
    expect(at(0.5, 0.5)).toBe("2020: tea 11");
    const { x, y } = encoding;
    const alone = await chart([{ year: 1, value: 2 }], "point", { x, y });
    expect(alone.at(0.5, 0.5)).toBe("year 1 value 2");
  });

  it("shows dates in UTC", async () => {
    const values = [
      { day: "2020-01-01", n: 1 },
      { day: "2021-01-01", n: 3 },
    ];
    const x = { field: "day", type: "temporal", axis: { format: "%d %b %Y" } };
    const { at } = await chart(values, "line", { x, y: quantity("n") });
    expect(at(0.9, 0.5)).toBe("01 Jan 2021: n 3");
  });

  it("finds names in its legend", async () => {
    const { legend } = await chart(rows, "line", encoding);
    expect(new Set(legend.map(({ value }) => value))).toEqual(new Set(["tea", "coffee"]));
  });
});

describe("a figure of bars, cells or points", () => {
  const kinds = [
    { kind: "black", tonnes: 100 },
    { kind: "green", tonnes: 1 },
    { kind: "white", tonnes: 60 },
  ];
  const kind = nominal("kind");
  const tonnes = quantity("tonnes");

  it("shows a short bar for the space above it, not its tall neighbour", async () => {
    const { at } = await chart(kinds, "bar", { x: kind, y: tonnes });
    expect(at(0.5, 0.02)).toBe("green: tonnes 1");
    const lying = await chart(kinds, "bar", { y: kind, x: tonnes });
    expect(lying.at(0.98, 0.5)).toBe("green: tonnes 1");
  });

  it("shows the cell under the pointer in a heat map", async () => {
    const values = ["a", "b", "c"].flatMap((row) =>
      ["x", "y"].map((column) => ({ row, column, n: row + column })),
    );
    const channels = { x: nominal("column"), y: nominal("row"), color: nominal("n") };
    const { at } = await chart(values, "rect", channels);
    expect(at(0.75, 0.5)).toContain("by");
    expect(at(0.25, 0.9)).toContain("cx");
  });

  it("shows the nearest point in a scatter plot", async () => {
    const values = [
      { name: "low", x: 1.5, y: 1 },
      { name: "middle", x: 4.25, y: 5.123456789 },
      { name: "high", x: 9, y: 9 },
    ];
    const { at } = await chart(values, "point", {
      x: quantity("x"),
      y: quantity("y"),
      detail: nominal("name"),
    });
    expect(at(0.5, 0.4)).toBe("middle: x 4.25 y 5.123");
    expect(at(0.9, 0.2)).toBe("high: x 9 y 9");
  });

  it("shows the plot under the pointer in facets and side-by-side plots", async () => {
    const faceted = await chart(rows, "line", { ...encoding, column: nominal("name") });
    expect(faceted.plots).toHaveLength(2);
    expect(faceted.at(0.5, 0.5, 0)).toContain("coffee");
    expect(faceted.at(0.5, 0.5, 1)).toContain("tea");
    const beside = await figure({
      data: { values: kinds },
      hconcat: [
        { mark: "bar", encoding: { x: kind, y: tonnes } },
        { mark: "bar", encoding: { y: kind, x: tonnes } },
      ],
    });
    expect(beside.at(0.9, 0.5, 0)).toBe("white: tonnes 60");
    expect(beside.at(0.9, 0.1, 1)).toBe("black: tonnes 100");
  });

  it("shows slices of a pie chart", async () => {
    const { say, plots } = await chart(kinds, "arc", { theta: tonnes, color: kind });
    expect(plots.flatMap((plot) => plot.stops.map((stop) => say(plot, stop)))).toContain("green: tonnes 1");
  });

  it("shows nothing for marks without a tooltip", async () => {
    const { plots } = await chart(kinds, { type: "bar", tooltip: null }, { x: kind, y: tonnes });
    expect(plots).toEqual([]);
  });
});

describe("arrow keys", () => {
  it("move from year to year, to both ends and no further", async () => {
    const { plots, say } = await chart(rows, "line", encoding);
    const heads: string[] = [];
    let place = stepFrom(plots, undefined, "ArrowRight");
    for (const key of ["ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home", "ArrowUp"]) {
      place = stepFrom(plots, place, key);
      heads.push(say(place?.plot, place?.stop).slice(0, 4));
    }
    expect(heads).toEqual(["2020", "2021", "2021", "2020", "2019", "2019"]);
    expect(stepFrom(plots, place, "a")).toBeUndefined();
  });

  it("move from cell to cell in their own direction", async () => {
    const values = [0, 1, 2].flatMap((row) => [0, 1].map((column) => ({ row, column })));
    const ordinal = (field: string) => ({ field, type: "ordinal" });
    const { plots } = await chart(values, "rect", { x: ordinal("column"), y: ordinal("row") });
    const at = (place: ReturnType<typeof stepFrom>) => {
      const datum = place?.stop.marks[0]?.datum;
      return `${String(datum?.get("row"))}${String(datum?.get("column"))}`;
    };
    const home = stepFrom(plots, undefined, "Home");
    expect(at(home)).toBe("00");
    expect(at(stepFrom(plots, home, "ArrowDown"))).toBe("10");
    expect(at(stepFrom(plots, home, "ArrowRight"))).toBe("01");
  });
});
