/** Mutations of computed and displayed content: tables, claims, values, data, outputs. */
import * as fmt from "../../../../../src/briefing/authoring/show/fmt.js";
import { text } from "../../../../../src/briefing/authoring/show/text.js";
import type { GaugeClaim, Gauges, GaugeTable } from "../gauges.js";
import { both, cellOf, csv, displays, group, stops, words, type Edit, type Mutation } from "./case.js";

const birch = "value 01-flow.words-fmt-count-birch";
const percent = "value 01-flow.words-fmt-percent-change";

const table =
  (change: (table: GaugeTable) => unknown): Edit =>
  (project) => {
    project.tableCell += " edited();";
    project.table = change;
  };
const mean = (row: number, raw: number) =>
  table(({ rows }) => rows[row]?.splice(1, 1, { raw, text: raw.toFixed(1).replace("-", "−") }));
const column = (title: string, unit: string) =>
  table(({ columns }) => columns.splice(1, 1, { field: "mean", title, unit, align: "right" }));
const claimed =
  (change: (parts: GaugeClaim["parts"], claim: GaugeClaim) => unknown): Edit =>
  (project) => {
    project.claim = (claim) => change(claim.parts, claim);
    project.meansCell += "\nclaims();";
  };
const first = text`The last year is above the first.`;
const inline =
  (values: Gauges["inline"]): Edit =>
  (project) => {
    project.inline = { ...project.inline, ...values };
    const [source = ""] = project.meansCell.split("\nformats");
    project.meansCell = `${source}\nformats(${JSON.stringify(values)});`;
  };
const cubic = (flow: number, unit: string, digits: number) =>
  inline({ "fmt.count(birch)": fmt.count(flow, { unit, digits }) });
const words3 = words(
  "Both are measured",
  "It is `{ts #share-1} share`, `{ts #share-2} share` and `{ts #share-3} share`. Both are measured",
);
const said = (raw: string) => ({ ...fmt.percent(0.4), raw, text: raw, format: "text" });
const thrice = (from: Gauges["inline"][string], to: Gauges["inline"][string]) =>
  [both(words3, inline({ share: from })), inline({ share: to })] as const;
const plain = (...texts: readonly string[]) => displays(...texts.map((each) => ({ "text/plain": each })));
const html = (cell: string) =>
  displays({
    "text/html": `<table><tr><th>port</th><th>landed</th></tr><tr><td>Vigo</td><td>${cell}</td></tr><tr><td>Bergen</td><td>7</td></tr></table>`,
  });
const chart = (y: number, mark = "bar") =>
  displays({
    "application/vnd.vegalite.v5+json": {
      mark,
      data: { values: [{ port: "Vigo", landed: y }] },
      encoding: { x: { field: "port", type: "nominal" }, y: { field: "landed", type: "quantitative" } },
    },
  });

/** A caption with two numbers that have no ids. */
const ranged = (least: number, most: number) =>
  table(
    (all) => (all.caption = text`From ${fmt.count(least)} in the Alder to ${fmt.count(most)} in the Birch.`),
  );

export const displayedMutations: readonly Mutation[] = [
  ...stops(
    "table means",
    {
      "table: a number": mean(1, 191),
      "table: a number of another sign": mean(0, -120),
      "table: a row removed": table(({ rows }) => rows.pop()),
      "table: a row added": table(({ rows }) =>
        rows.push([
          { raw: "Elm", text: "Elm" },
          { raw: 1, text: "1.0" },
        ]),
      ),
      "table: a column renamed": column("Median flow", "m³/s"),
      "table: another unit": column("Mean flow", "l/s"),
      "table: a column removed": table(({ columns, rows }) => {
        [columns, ...rows].forEach((row) => row.pop());
      }),
      "table: a row renamed": table(({ rows }) => rows[0]?.splice(0, 1, { raw: "Elder", text: "Elder" })),
      "table: its caption": table((all) => (all.caption = text`Over some years.`)),
      "table: two numbers of its caption swapped": [ranged(5, 9), ranged(9, 5)],
      "table: its title": table((all) => (all.title = text`Medians`)),
    },
    cellOf("table"),
  ),
  ...group(
    { shown: [], gate: "passes" },
    {
      "table: rows reordered": table(({ rows }) => rows.reverse()),
      "table: columns reordered": table(({ columns, rows }) => {
        for (const row of [columns, ...rows]) row.reverse();
      }),
      "data: rows reordered": ({ flow }) => flow.push(...flow.splice(6, 2)),
      "code: a renamed variable": (project) => {
        project.meansCell = project.meansCell.replaceAll("row", "each");
      },
      "code: a package without effect": (project) => (project.packages = ["d3-array@3.2.5"]),
      "output: the address of an object in memory": [plain("<Fit at 0x7f01>"), plain("<Fit at 0x7f02>")],
      "output: a duration": [plain("done in 4.2 s"), plain("done in 5.1 s")],
    },
  ),
  ...stops(
    "claim more",
    {
      "claim: a part that fails": claimed((parts) => parts.splice(0, 1, { reads: first, status: "fails" })),
      "claim: a part added": claimed((parts) =>
        parts.push({ reads: text`The Birch falls.`, status: "holds" }),
      ),
      "claim: its speaker": claimed((_, claim) => (claim.by = text`Nobody`)),
      "claim: the text of a part": claimed((parts) =>
        parts.splice(0, 1, { reads: text`The last year is near the first.`, status: "holds" }),
      ),
      "claim: evidence": claimed((parts) =>
        parts.splice(0, 1, { reads: first, status: "holds", evidence: text`By a tenth.` }),
      ),
    },
    cellOf("means"),
  ),
  ...stops(
    birch,
    {
      "value: another unit": cubic(190, "l/s", 1),
      "value: more digits": cubic(190, "m³/s", 2),
    },
    cellOf("means"),
  ),
  ...group(
    { shown: [birch], gate: "passes", cause: cellOf("means"), line: /below the printed digits/ },
    { "value: invisible decimals": cubic(190.01, "m³/s", 1) },
  ),
  ...group(
    {
      shown: ["table means"],
      gate: "passes",
      cause: cellOf("table"),
      line: /^1 table changed below the printed digits/,
    },
    {
      "table: invisible decimals": table(({ rows }) => rows[1]?.splice(1, 1, { raw: 190.01, text: "190.0" })),
    },
  ),
  ...group(
    {
      shown: ["figure flow"],
      gate: "passes",
      cause: csv,
      line: /^1 figure changed below the printed digits/,
    },
    {
      "data: a number in its twelfth digit": ({ flow }) => {
        for (const row of flow.slice(1, 2)) row.flow += 1e-10;
        for (const row of flow.slice(2, 3)) row.flow -= 1e-10;
      },
    },
  ),
  ...stops(
    percent,
    {
      "value: per cent to points": inline({ "fmt.percent(change)": fmt.points(0.4) }),
      "value: another sign": inline({ "fmt.percent(change)": fmt.percent(-0.4, { sign: "never" }) }),
    },
    cellOf("means"),
  ),
  ...stops(
    "value share-1",
    {
      "value: one number in three places": thrice(fmt.percent(0.4), fmt.percent(0.5)),
      "value: per cent to points in three places": thrice(fmt.percent(0.4), fmt.points(0.4)),
      "value: one word in three places": thrice(said("low"), said("medium")),
    },
    cellOf("means"),
  ),
  ...stops(
    "figure flow",
    { "data: a row added": ({ flow }) => flow.push({ river: "Cedar", year: 2020, flow: 5 }) },
    csv,
  ),
  ...group(
    { shown: [birch, "value flow.caption.1", "table means", "figure flow"], gate: "stops", cause: csv },
    { "data: a row removed": ({ flow }) => flow.pop() },
  ),
  ...stops(
    "output 01-flow/shown",
    {
      "output: removed": [plain("mean 12.5", "n 5"), plain("mean 12.5")],
      "output: a number in a longer line": [plain("a 1 b 2 c 3 d 4"), plain("a 1 b 2 c 30 d 4")],
    },
    cellOf("shown"),
  ),
  ...stops(
    "table 01-flow-shown-table-1",
    { "output: a number of a table in HTML": [html("12.5"), html("13.5")] },
    cellOf("shown"),
  ),
  ...stops(
    "figure 01-flow-shown-1",
    {
      "output: the data of a chart": [chart(5), chart(6)],
      "output: the mark of a chart": [chart(5), chart(5, "point")],
    },
    cellOf("shown"),
  ),
];
