import type { Comparison } from "../../../../src/engine/diff/comparison.js";

/** What the sample has besides its changes. */
export const inputs: Comparison["inputs"] = {
  "data/sugar.csv": { kind: "data", status: "changed", path: "data/sugar.csv" },
  "data/tea.csv": {
    kind: "data",
    status: "changed",
    path: "data/tea.csv",
    rowCount: 1,
    rows: [
      {
        status: "changed",
        name: "year 2023",
        line: 15,
        cells: [{ column: "cups", was: "1180", is: "1204" }],
      },
    ],
  },
  "dist/cups.js": { kind: "module", status: "changed", path: "dist/cups.js" },
  "notebooks/01-tea.ipynb#peak": {
    kind: "cell",
    status: "changed",
    notebook: "notebooks/01-tea.ipynb",
    cell: "peak",
  },
  "package:kettle": { kind: "package", status: "changed", name: "kettle", was: "1.0.0", is: "2.0.0" },
  parameters: { kind: "parameters", status: "changed" },
};

export const firstPage: Comparison["firstPage"] = [
  {
    part: "headline",
    id: "headline",
    status: "changed",
    runs: [
      { kind: "same", text: "Tea" },
      { kind: "removed", text: " fell" },
      { kind: "added", text: " rose" },
      { kind: "same", text: " to " },
      { kind: "value", id: "peak", was: "1,180", is: "1,204" },
      { kind: "same", text: " cups." },
    ],
  },
  { part: "lead", id: "lead", status: "changed", runs: [], figure: { was: "cups", is: "pots" } },
  {
    part: "finding",
    id: "01-tea",
    chapter: "Tea",
    status: "same",
    runs: [{ kind: "same", text: "It is drunk hot." }],
  },
  {
    part: "finding",
    id: "02-milk",
    chapter: "Milk",
    status: "added",
    runs: [{ kind: "added", text: "It is white." }],
  },
];
