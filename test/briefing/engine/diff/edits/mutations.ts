/** Single mutations: what is shown by default, whether the default gate rejects it, and the first cause. */
import type { JsonObject } from "../../../../../src/briefing/engine/notebook/contract.js";
import { flowIn2020, gauges, type Gauges } from "../gauges.js";
import {
  both,
  cellOf,
  encoding,
  group,
  spec,
  stops,
  words,
  type Edit,
  type Encoding,
  type Mutation,
} from "./case.js";

const axis = (channel: string, settings: object) =>
  encoding((all) => ({
    ...all,
    [channel]: { ...all[channel], axis: { ...(all[channel]?.["axis"] as object | undefined), ...settings } },
  }));
const scale = (channel: string, settings: object) =>
  encoding((all) => ({
    ...all,
    [channel]: {
      ...all[channel],
      scale: { ...(all[channel]?.["scale"] as object | undefined), ...settings },
    },
  }));
const drawn =
  (change: (row: Gauges["flow"][number]) => object): Edit =>
  (project) => {
    project.drawn = gauges().flow.map((row) => change(row) as JsonObject);
  };
const headline =
  (words: string): Edit =>
  (project) => {
    project.firstPage = { headline: [words], findings: [] };
  };
const guard = words("Nothing is filled in", '[Both rose.]{holds="change > 0"} Nothing is filled in');
const sentence = "value 01-flow.words-holds-change-0";
const figure = "figure flow";
const cause = "notebooks/01-flow.ipynb#figure";

const meaning = (name: string, edit: Edit): Mutation => ({
  name: `figure: ${name}`,
  edit,
  shown: [figure],
  gate: "stops",
  cause,
});
const style = (name: string, edit: Edit): Mutation => ({
  ...meaning(name, edit),
  gate: "passes",
  line: /only in style/,
});

export const mutations: readonly Mutation[] = [
  {
    ...meaning(
      "everything drawn 5 % larger, with the same data",
      drawn((row) => ({ ...row, flow: row.flow * 1.05 })),
    ),
    given: drawn((row) => ({ ...row })),
    line: /^1 figure changed in data/,
  },
  {
    ...meaning("a row is not drawn", (project) => project.drawn?.pop()),
    given: drawn((row) => ({ ...row })),
    line: /^1 figure changed in data/,
  },
  {
    ...meaning(
      "the label of a series",
      both(
        drawn((row) => ({ ...row, river: row.river === "Birch" ? "River Birch" : row.river })),
        encoding((all) => JSON.parse(JSON.stringify(all).replaceAll("Birch", "River Birch")) as Encoding),
      ),
    ),
    given: drawn((row) => ({ ...row })),
    line: /in the names of series/,
  },
  meaning("a truncated axis", scale("y", { domain: [50, 250] })),
  meaning("a logarithmic axis", scale("y", { type: "log", domain: [1, 250] })),
  meaning("an inverted axis", scale("y", { reverse: true })),
  meaning("an axis without zero", scale("y", { zero: false })),
  meaning("the title of an axis", axis("y", { title: "Flow (thousands)" })),
  meaning("the unit of an axis", axis("y", { format: ".0%" })),
  meaning("the labels of an axis", axis("y", { labelExpr: "datum.value / 1000" })),
  meaning(
    "no axis",
    encoding((all) => ({ ...all, y: { ...all["y"], axis: null } })),
  ),
  meaning(
    "another column",
    encoding((all) => ({ ...all, y: { ...all["y"], field: "year" } })),
  ),
  meaning("another mark", spec({ mark: { type: "bar", strokeWidth: 2 } })),
  meaning("a filter", spec({ transform: [{ filter: "datum.year > 2000" }] })),
  meaning(
    "the title of the legend",
    encoding((all) => ({ ...all, color: { ...all["color"], title: "Gauge" } })),
  ),
  style("a thicker line", spec({ mark: { type: "line", strokeWidth: 4 } })),
  style("a grid", axis("y", { grid: false })),
  { ...style("another size", spec({ height: 123 })), line: /only in size/ },
  {
    ...style("other colours", scale("color", { range: ["#000000", "#c04a17"] })),
    line: /only in colour/,
  },
  // Its parts: ../first-page.test.ts.
  ...stops("first-page headline", {
    "first page: the headline": [headline("The rivers rose."), headline("The rivers fell.")],
  }),
  ...group(
    { shown: ["value 01-flow.words-holds-true"], gate: "stops", line: /^1 guard edited/ },
    { "guard: set to a constant": [guard, words("change > 0", "true")] },
  ),
  ...stops("value 01-flow.words-holds-change-1", {
    "guard: weakened": [guard, words("change > 0", "change > -1")],
  }),
  ...stops(sentence, {
    "guard: removed, its sentence kept": [guard, words('[Both rose.]{holds="change > 0"}', "Both rose.")],
    "guard: added": [
      words("Nothing is", "Both rose. Nothing is"),
      words("Both rose.", '[Both rose.]{holds="change > 0"}'),
    ],
  }),
  {
    name: "guard: no longer true",
    given: guard,
    edit: flowIn2020("Alder", 90),
    shown: [
      "sentence 01-flow.words-holds-change-0",
      "claim more",
      "value 01-flow.words-fmt-choose-change-words",
      "value 01-flow.words-fmt-percent-change",
      "value alder-mean",
      "value flow.caption.1",
      "figure flow",
      "table means",
    ],
    gate: "stops",
    cause: "data/flow.csv",
    line: /^1 sentence is no longer true\. 1 verdict flipped/,
  },
  ...stops("prose 01-flow/words", {
    "guard: the words of its sentence": [guard, words("Both rose.", "Both rose much.")],
    "words: a typed number": words("one gauge", "3 gauges"),
    "words: a minus before a number": [words("close to", "at 5 m, close to"), words("at 5 m", "at -5 m")],
    "words: two computed numbers swapped": words(
      "`{ts #alder-mean} fmt.count(alder)` on average, the Birch `{ts} fmt.count(birch)`",
      "`{ts} fmt.count(birch)` on average, the Birch `{ts #alder-mean} fmt.count(alder)`",
    ),
    "words: a paragraph added": words("Both are", "All is well.\n\nBoth are"),
  }),
  ...group(
    {
      shown: ["value 01-flow.words-fmt-count-alder"],
      line: /1 number computed by another expression/,
      gate: "stops",
    },
    {
      "words: another expression in a sentence": words("`{ts} fmt.count(birch)`", "`{ts} fmt.count(alder)`"),
    },
  ),
  ...stops("front-matter title", {
    "words: title of the page": (project) => (project.title = "Three rivers"),
  }),
  ...stops(
    "claim more",
    { "claim: its statement": (project) => (project.statement = "The Birch carries more than it did.") },
    cellOf("claim"),
  ),
  ...stops("section 02-methods", {
    "chapter: removed": (project) => (project.order = ["01-flow", "03-outlook"]),
  }),
  ...group(
    { shown: [], gate: "passes" },
    { "chapter: reordered": (project) => (project.order = ["01-flow", "03-outlook", "02-methods"]) },
  ),
];
