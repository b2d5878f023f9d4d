import { expect, test } from "vitest";
import { tableOf } from "../../../../src/briefing/engine/render/figure/carried-figure.js";
import { readerTable } from "../../../../src/briefing/engine/render/figure/reader-table.js";

type Rows = Parameters<typeof tableOf>[0]["data"];

/** A chart with these rows, whose tooltips name fields. */
const chart = (values: readonly object[], titles: Readonly<Record<string, string>>, colours = {}) => ({
  layer: [
    {
      data: { values },
      encoding: {
        color: { field: "series", ...colours },
        tooltip: Object.entries(titles).map(([field, title]) => ({ field, title, type: "nominal" })),
      },
    },
  ],
});

function read(spec: Readonly<Record<string, unknown>>, data: Rows) {
  const { columns, hasRowHeads } = readerTable(spec, tableOf({ data }));
  const rows = data.map((_, row) => columns.map(({ cells }) => cells[row]));
  return { titles: columns.map(({ title }) => title), rows, hasRowHeads };
}

test("numbers are rounded as the figure prints them, years are years", () => {
  const spec = chart(
    [
      { series: "China", value: 0.374279973208, written: "37 %" },
      { series: "India", value: -0.0021, written: "−0 %" },
    ],
    { series: "Country", written: "Share of all papers" },
  );
  const table = read(spec, [
    { year: 2003, place: "China", share: 0.374279973208 },
    { year: 2021, place: "India", share: -0.0021 },
  ]);
  expect(table.titles).toEqual(["Country", "Year", "Share of all papers"]);
  expect(table.rows).toEqual([
    ["China", "2003", "37 %"],
    ["India", "2021", "0 %"],
  ]);
  expect(table.hasRowHeads).toBe(true);
});

test("changes that the figure prints in points have its sign and its unit", () => {
  const spec = chart([{ label: "Pakistan", value: 2.97039998674, text: "+3.0 points" }], { text: "Change" });
  const { titles, rows } = read(spec, [{ name: "Pakistan", change: 0.0297039998674 }]);
  expect(titles).toEqual(["Name", "Change"]);
  expect(rows).toEqual([["Pakistan", "+3.0 points"]]);
});

test("under a reader's settings, titles and units are those of the published rows", () => {
  const spec = chart(
    [
      { series: "China", value: 0.374, written: "37 %" },
      { series: "India", value: 0.21, written: "21 %" },
    ],
    { series: "Country", written: "Share of all papers" },
  );
  const published = [
    { place: "China", share: 0.374 },
    { place: "India", share: 0.21 },
  ];
  const rows = [
    { place: "China", share: 0.412 },
    { place: "Japan", share: 0.05 },
  ];
  const { columns } = readerTable(spec, tableOf({ data: rows }), tableOf({ data: published }));
  expect(columns.map(({ title, cells }) => [title, ...cells])).toEqual([
    ["Country", "China", "Japan"],
    ["Share of all papers", "41 %", "5 %"],
  ]);
});

test("numbers that the figure does not print get no unit, and keep three digits", () => {
  const spec = chart([{ series: "a", value: 0.374, written: "37 %" }], { written: "Share" });
  const { rows } = read(spec, [{ name: "a", share: 0.374, probability: 0.0312, index: 0.8 }]);
  expect(rows).toEqual([["a", "37 %", "0.0312", "0.800"]]);
});

test("one number that equals a printed one by chance does not style its column", () => {
  const spec = chart([{ series: "a", value: 0.374, written: "37 %" }], { written: "Share" });
  const data = [0.374, 1.25, 3.5].map((ratio, index) => ({ name: `n${index}`, ratio }));
  const { titles, rows } = read(spec, data);
  expect(titles).toEqual(["Name", "Ratio"]);
  expect(rows.map(([, ratio]) => ratio)).toEqual(["0.37", "1.25", "3.50"]);
});

test("two columns of the same words keep their own titles", () => {
  const spec = chart([{ partner: "US" }, { partner: "China" }], { partner: "Partner" });
  const data = [
    { economy: "China", partner: "US" },
    { economy: "US", partner: "China" },
  ];
  expect(read(spec, data).titles).toEqual(["Partner", "Partner"]);
});

test("the subject of a figure comes first, what it draws in grey last", () => {
  const scale = {
    scale: { domain: ["others", "China", "US–China"], range: ["#9a9da2", "#d55e00", "#b0578d"] },
  };
  const spec = chart([], {}, scale);
  const data = ["others", "China", "unnamed", "US–China"].map((kind, index) => ({
    kind,
    count: 3000 * index,
  }));
  expect(read(spec, data).rows).toEqual([
    ["US–China", "9,000"],
    ["China", "3,000"],
    ["unnamed", "6,000"],
    ["others", "0"],
  ]);
});

test("bounds of exact numbers are left out, others named", () => {
  const exact = [{ name: "a", papers: 12, low: 12, high: 12 }];
  expect(read({}, exact).titles).toEqual(["Name", "Papers"]);
  const known = [...exact, { name: "b", papers: 10.26, low: 9.5, high: 11.125 }];
  expect(read({}, known)).toMatchObject({
    titles: ["Name", "Papers", "Lower bound", "Upper bound"],
    rows: [
      ["a", "12.0", "12.0", "12.0"],
      ["b", "10.3", "9.5", "11.1"],
    ],
  });
});
