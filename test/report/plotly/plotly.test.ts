import { describe, expect, it } from "vitest";
import { plotlyChart } from "../../../src/report/plotly/chart.js";
import { plotlyHtml } from "../../../src/report/plotly/html.js";
import { readHtml } from "../../../src/diff/shown/html-tables.js";

/** As Plotly 6 packs numbers. */
function packed(numbers: readonly number[], shape?: string) {
  const bytes = Buffer.alloc(8 * numbers.length);
  for (const [index, number] of numbers.entries()) bytes.writeDoubleLE(number, 8 * index);
  return { dtype: "f8", bdata: bytes.toString("base64"), ...(shape !== undefined && { shape }) };
}

const bars = {
  data: [
    {
      type: "bar",
      name: "2022",
      x: ["Vigo", "Hull"],
      y: packed([91.2, 80.5]),
      marker: { color: "#636efa" },
      uid: "7",
    },
    { type: "bar", name: "2023 & <b>later</b>", x: ["Vigo", "Hull"], y: [95.2, null], hovertemplate: "%{y}" },
  ],
  layout: {
    template: { data: { bar: [{ type: "bar" }] } },
    title: { text: "Landings <b>by port</b>" },
    xaxis: { range: [0, 5] },
  },
};

const read = (chart: unknown, html = "") => {
  const found = plotlyChart(chart, html);
  return found && readHtml(plotlyHtml(found));
};

describe("a chart by Plotly", () => {
  it("is told by its points and what is set, not by how all charts look or what passes", () => {
    const shown = read(bars);
    expect(shown?.lines).toEqual([
      "Chart “Landings by port” by Plotly, which only its script draws: what is set, and its points.",
      "2022: type bar; marker.color #636efa",
      "2023 & later: type bar",
      "layout: xaxis.range [0, 5]",
    ]);
    const [table] = shown?.tables ?? [];
    expect(table?.head).toEqual([["trace", "x", "y"]]);
    expect(table?.body.map((row) => row.map(({ text }) => text))).toEqual([
      ["2022", "Vigo", "91.2"],
      ["2022", "Hull", "80.5"],
      ["2023 & later", "Vigo", "95.2"],
      ["2023 & later", "Hull", ""],
    ]);
  });

  it("is found in the script that draws it", () => {
    const script = `<div id="a"></div><script>if (x) { Plotly.newPlot( "a", ${JSON.stringify(bars.data)}, ${JSON.stringify(bars.layout)}, {"responsive": true} ) };</script>`;
    expect(read(undefined, script)).toEqual(read(bars));
    expect(read(undefined, "<script>Plotly.newPlot('a', [{</script>")).toBeUndefined();
    expect(read(undefined, "<p>Plotly.newPlot is a function.</p>")).toBeUndefined();
  });

  it("of a grid has a point for each cell, by its place", () => {
    const shown = read({
      data: [{ type: "heatmap", x: ["a", "b"], y: [1, 2], z: packed([1, 2, 3, 4], "2, 2") }],
    });
    expect(shown?.tables[0]?.body.map((row) => row.map(({ text }) => text).join(" "))).toEqual([
      "heatmap a 1 1",
      "heatmap b 1 2",
      "heatmap a 2 3",
      "heatmap b 2 4",
    ]);
  });

  it("of very many points shows the first and tells the rest apart", () => {
    const many = (last: number) =>
      read({ data: [{ type: "scatter", x: [...Array(1999).keys(), last], y: [...Array(2000).keys()] }] });
    expect(many(1999)?.tables[0]?.body).toHaveLength(1000);
    expect(many(1999)?.lines.at(-1)).toMatch(/^… and 1000 more points \([0-9a-f]{8}\)\.$/);
    expect(many(1999)?.lines).not.toEqual(many(5)?.lines);
  });

  it("that is none is left to the other types", () => {
    for (const json of [{}, [], "x", { data: 3 }, { data: [1] }]) expect(read(json)).toBeUndefined();
  });
});
