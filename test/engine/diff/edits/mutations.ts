/** Single mutations: what is shown by default, whether the default gate rejects it, and the first cause. */
import type { JsonObject } from "../../../../src/engine/notebook/contract.js";
import { gauges, type Gauges } from "../gauges.js";
import { both, cellOf, encoding, set, spec, words, type Edit, type Encoding, type Mutation } from "./case.js";

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
const page =
  (change: object = {}): Edit =>
  (project) => {
    project.firstPage = {
      headline: ["The rivers rose."],
      lead: "flow",
      findings: [
        { section: "01-flow", text: ["Birch carries ", { value: "01-flow.words-fmt-count-birch" }, " now."] },
        { section: "02-methods", text: ["Words are few."] },
      ],
      unknown: ["Why it rose."],
      ...change,
    };
  };
const guard = (condition: string, sentence = "Both rose."): Edit =>
  words("Nothing is filled in", `[${sentence}]{holds="${condition}"} Nothing is filled in`);
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
    line: /only in words/,
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
  style("another size", spec({ height: 123 })),
  style("other colours", scale("color", { range: ["#000000", "#c04a17"] })),
  {
    name: "figure: its title",
    edit: ({ figure }) => (figure.title = "Two lines"),
    shown: [figure],
    gate: "stops",
    cause,
    line: /only in words/,
  },
  {
    name: "figure: its caption",
    edit: ({ figure }) => {
      const { caption } = figure;
      figure.caption = (mean) => ({
        parts: ["Monthly means. The mean of both is ", ...caption(mean).parts.slice(1)],
      });
    },
    shown: [figure],
    gate: "stops",
    cause,
  },
  {
    name: "first page: the lead figure",
    given: page(),
    edit: page({ lead: "other" }),
    shown: ["first-page lead"],
    gate: "stops",
    cause: "edited",
  },
  {
    name: "first page: the headline",
    given: page(),
    edit: page({ headline: ["The rivers fell."] }),
    shown: ["first-page headline"],
    gate: "stops",
  },
  {
    name: "first page: a finding dropped",
    given: page(),
    edit: page({ findings: [{ section: "02-methods", text: ["Words are few."] }] }),
    shown: ["first-page 01-flow"],
    gate: "stops",
  },
  {
    name: "first page: a finding rewritten",
    given: page(),
    edit: page({
      findings: [
        { section: "01-flow", text: ["Birch fell."] },
        { section: "02-methods", text: ["Words are few."] },
      ],
    }),
    shown: ["first-page 01-flow"],
    gate: "stops",
  },
  {
    name: "first page: the open question",
    given: page(),
    edit: page({ unknown: ["Where it rose."] }),
    shown: ["first-page unknown"],
    gate: "stops",
  },
  {
    name: "guard: set to a constant",
    given: guard("change > 0"),
    edit: words("change > 0", "true"),
    shown: ["value 01-flow.words-sentence-1"],
    gate: "stops",
    cause: "edited",
    line: /^1 guard edited/,
  },
  {
    name: "guard: weakened",
    given: guard("change > 0"),
    edit: words("change > 0", "change > -1"),
    shown: ["value 01-flow.words-sentence-1"],
    gate: "stops",
    cause: "edited",
  },
  {
    name: "guard: removed, its sentence kept",
    given: guard("change > 0"),
    edit: words('[Both rose.]{holds="change > 0"}', "Both rose."),
    shown: ["value 01-flow.words-sentence-1"],
    gate: "stops",
    cause: "edited",
  },
  {
    name: "guard: added",
    given: words("Nothing is", "Both rose. Nothing is"),
    edit: words("Both rose.", '[Both rose.]{holds="change > 0"}'),
    shown: ["value 01-flow.words-sentence-1"],
    gate: "stops",
    cause: "edited",
  },
  {
    name: "guard: the words of its sentence",
    given: guard("change > 0"),
    edit: words("Both rose.", "Both rose much."),
    shown: ["prose 01-flow/words"],
    gate: "stops",
    cause: "edited",
  },
  {
    name: "guard: no longer true",
    given: guard("change > 0"),
    edit: (project) => {
      set(project, "Alder", 2020, 90);
    },
    shown: [
      "claim more",
      "value 01-flow.words-fmt-choose-change-words",
      "value 01-flow.words-sentence-1",
      "value 01-flow.words-fmt-percent-change",
      "value alder-mean",
      "value flow.caption.1",
      "figure flow",
      "table means",
      "prose 01-flow/words",
    ],
    gate: "stops",
    cause: "data/flow.csv",
  },
  {
    name: "words: a conclusion reversed",
    edit: words("close to the mouth", "nowhere near the mouth"),
    shown: ["prose 01-flow/words"],
    gate: "stops",
    cause: "edited",
  },
  {
    name: "words: a typed number",
    edit: words("one gauge", "3 gauges"),
    shown: ["prose 01-flow/words"],
    gate: "stops",
  },
  {
    name: "words: a minus before a number",
    given: words("close to", "at 5 m, close to"),
    edit: words("at 5 m", "at -5 m"),
    shown: ["prose 01-flow/words"],
    gate: "stops",
  },
  {
    name: "words: two computed numbers swapped",
    edit: words(
      "`{ts #alder-mean} fmt.count(alder)` on average, the Birch `{ts} fmt.count(birch)`",
      "`{ts} fmt.count(birch)` on average, the Birch `{ts #alder-mean} fmt.count(alder)`",
    ),
    shown: ["prose 01-flow/words"],
    gate: "stops",
    cause: "edited",
  },
  {
    name: "words: another expression in a sentence",
    edit: words("`{ts} fmt.count(birch)`", "`{ts} fmt.count(alder)`"),
    shown: ["value 01-flow.words-fmt-count-alder"],
    line: /1 number computed by another expression/,
    gate: "stops",
  },
  {
    name: "words: a paragraph added",
    edit: words("Both are", "All is well.\n\nBoth are"),
    shown: ["prose 01-flow/words"],
    gate: "stops",
  },
  {
    name: "words: title of the page",
    edit: (project) => (project.title = "Three rivers"),
    shown: ["front-matter title"],
    gate: "stops",
  },
  {
    name: "claim: its statement",
    edit: (project) => (project.statement = "The Birch carries more than it did."),
    shown: ["claim more"],
    gate: "stops",
    cause: cellOf("claim"),
  },
  {
    name: "chapter: removed",
    edit: (project) => (project.order = ["01-flow", "03-outlook"]),
    shown: ["section 02-methods"],
    gate: "stops",
  },
  {
    name: "chapter: reordered",
    edit: (project) => (project.order = ["01-flow", "03-outlook", "02-methods"]),
    shown: [],
    gate: "passes",
  },
];
