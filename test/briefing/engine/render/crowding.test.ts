import { expect, it } from "vitest";
import { drawFigure } from "../../../../src/briefing/engine/render/figure/draw.js";

const values = ["North", "South", "East"].flatMap((place) => [1, 2].map((x) => ({ place, x, y: x })));
const encoding = { x: { field: "x", type: "quantitative" }, y: { field: "y", type: "quantitative" } };
const crowding = async (spec: object) =>
  (await drawFigure({ id: "x", spec: { data: { values }, ...spec }, width: 680, font: "serif" })).crowding;

it("reports the width of plots that a legend leaves too little space", async () => {
  const names = values.map((row) => ({
    ...row,
    place: `${row.place}, with all that belongs to it`.repeat(3),
  }));
  const wide = { mark: "point", data: { values: names } };
  const colour = { field: "place", type: "nominal", legend: { labelLimit: 0, orient: "right" } };
  const facet = { field: "x", type: "nominal", columns: 2 };
  expect(await crowding({ ...wide, encoding: { ...encoding, color: colour, facet } })).toContainEqual(
    expect.stringMatching(/^a plot is \d+ pixels wide$/),
  );
});

it("reports overlapping titles", async () => {
  const titled = (title: string) => ({ mark: "point", encoding, title: { text: title, anchor: "start" } });
  const hconcat = ["A title that is far too long for the small plot below it", "Another"].map(titled);
  expect(await crowding({ hconcat, spacing: 5, bounds: "flush" })).toEqual([
    "the titles “A title that is far too long for the small plot below it” and “Another” overlap",
  ]);
});

it("does not mistake entries of a legend for plots", async () => {
  const color = { field: "place", type: "nominal", legend: { orient: "top" } };
  expect(await crowding({ mark: "point", encoding: { ...encoding, color } })).toEqual([]);
});

it("reports nothing in facets with enough space", async () => {
  expect(await crowding({ mark: "point", encoding: { ...encoding, facet: { field: "place" } } })).toEqual([]);
});
