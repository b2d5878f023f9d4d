/** Edits of data, code, packages and figures. */
import type { Gauges } from "../gauges.js";
import { csv, set, type Case, type Edit } from "./case.js";

const spec =
  (change: (spec: Gauges["figure"]["spec"]) => object): Edit =>
  ({ figure }) => {
    figure.spec = { ...figure.spec, ...change(figure.spec) };
  };
const encoding = (change: object): Edit =>
  spec((before) => ({ encoding: { ...(before["encoding"] as object), ...change } }));
const caption =
  (change: (parts: ReturnType<Gauges["figure"]["caption"]>["parts"]) => typeof parts): Edit =>
  ({ figure }) => {
    const former = figure.caption;
    figure.caption = (mean) => ({ parts: change(former(mean).parts) });
  };
const sorted: Edit = (project) => {
  project.meansCell += "\nmeans.sort();";
};
const newPackage: Edit = (project) => {
  project.packages = ["d3-array@3.2.5"];
};
const noisy =
  (noise: number, edit: Edit = () => undefined): Edit =>
  (project) => {
    edit(project);
    project.noise = noise;
  };
const meansCell = "notebooks/01-flow.ipynb#means";
const figureCell = "notebooks/01-flow.ipynb#figure";
const figureCode = "code changed 01-flow/figure:  <- edited";
/** The effects of a changed mean of the second river. */
const moved = (birch: string, both: string, cause: string) => [
  `value changed 01-flow.words-fmt-count-birch: number; ${birch} <- ${cause}`,
  `value changed flow.caption.1: number; ${both} <- ${cause}`,
];

export const computedCases: readonly Case[] = [
  { name: "nothing", edit: () => undefined, found: [], line: "No differences.", withoutEffect: [] },
  {
    name: "one datum",
    edit: (project) => {
      set(project, "Birch", 2020, 170);
    },
    found: [
      ...moved("+2.0 m³/s (+1.1 %)", "+1.0 (+0.6 %)", csv),
      `figure changed flow: Birch, 2020.flow 160 → 170; picture differs <- ${csv}`,
      `table changed means: Birch.mean 190.0 → 192.0 <- ${csv}`,
    ],
    line: "2 numbers moved, 1 table changed, 1 figure changed in data; the largest, “The Alder carried 120.0 m³/s on average, the Birch 192.0 m³/s; since 2000 the flow of the…”: 190.0 m³/s → 192.0 m³/s. Cause: data/flow.csv, 1 row.",
    withoutEffect: [],
  },
  {
    name: "a datum that changes a word and a verdict",
    edit: (project) => {
      set(project, "Alder", 2020, 90);
    },
    found: [
      `claim changed more: supported → contradicted; part holds → fails <- ${csv}`,
      `value changed 01-flow.words-fmt-choose-change-words: words <- ${csv}`,
      `value changed 01-flow.words-fmt-percent-change: number; -50.0 points (-125.0 %); with its sign 40.0 % → -10.0 % <- ${csv}`,
      `value changed alder-mean: number; -10.0 m³/s (-8.3 %) <- ${csv}`,
      `value changed flow.caption.1: number; -5.0 (-3.2 %) <- ${csv}`,
      `figure changed flow: Alder, 2020.flow 140 → 90; picture differs <- ${csv}`,
      `table changed means: Alder.mean 120.0 → 110.0 <- ${csv}`,
    ],
    line: /^1 verdict flipped \(more\)\. 3 numbers moved, 1 computed word changed, /,
  },
  {
    name: "a code cell without an effect",
    edit: sorted,
    found: ["code changed 01-flow/means:  <- edited"],
    withoutEffect: [meansCell],
  },
  {
    name: "a code cell with an effect",
    edit: noisy(1, sorted),
    found: [
      ...moved("+1.0 m³/s (+0.5 %)", "+0.5 (+0.3 %)", meansCell),
      `table changed means: Birch.mean 190.0 → 191.0 <- ${meansCell}`,
      "code changed 01-flow/means:  <- edited",
    ],
    withoutEffect: [],
  },
  {
    name: "one caption",
    edit: caption((parts) => ["Annual averages. The mean of both is ", ...parts.slice(1)]),
    found: [`figure changed flow: caption <- ${figureCell}`, figureCode],
    line: "1 figure changed only in words. Cause: cell figure of notebooks/01-flow.ipynb.",
  },
  {
    name: "a number inserted before the others of a caption",
    edit: caption((parts) => [
      "Over ",
      { version: 1, raw: 5, text: "5", format: "count" },
      " gauged years. ",
      ...parts,
    ]),
    found: [
      `value added flow.caption.1:  <- ${figureCell}`,
      `figure changed flow: caption <- ${figureCell}`,
      figureCode,
    ],
  },
  {
    name: "an encoding",
    edit: encoding({ x: { field: "year", type: "ordinal" } }),
    found: [
      `figure changed flow: encoding encoding.x.type "quantitative" → "ordinal"; axis encoding.x.axis.format "d" → ; scale encoding.x.scale.zero false → ; picture differs <- ${figureCell}`,
      figureCode,
    ],
  },
  {
    name: "a domain",
    edit: encoding({ y: { field: "flow", type: "quantitative", scale: { domain: [0, 300] } } }),
    found: [
      `figure changed flow: domain encoding.y.scale.domain [0,250] → [0,300]; picture differs <- ${figureCell}`,
      figureCode,
    ],
    line: /^1 figure changed in its axes or marks/,
  },
  {
    name: "a mark",
    edit: spec(() => ({ mark: "point" })),
    found: [
      `figure changed flow: mark mark {"strokeWidth":2,"type":"line"} → "point"; picture differs <- ${figureCell}`,
      figureCode,
    ],
  },
  {
    name: "a colour",
    edit: ({ figure }) => {
      const text = JSON.stringify(figure.spec).replace("#c04a17", "#a03300");
      figure.spec = JSON.parse(text) as Gauges["figure"]["spec"];
    },
    found: [
      `figure changed flow: colour encoding.color.scale.range ["#1f5fa8","#c04a17"] → ["#1f5fa8","#a03300"]; picture differs <- ${figureCell}`,
      figureCode,
    ],
  },
  {
    name: "a figure's title, which the drawing repeats",
    edit: ({ figure }) => {
      figure.title = "The Alder gains while the Birch falls";
    },
    found: [`figure changed flow: title; picture differs <- ${figureCell}`, figureCode],
    line: /^1 figure changed only in words/,
  },
  {
    name: "a renamed figure",
    edit: ({ figure }) => {
      figure.id = "annual-flow";
    },
    found: ["figure changed annual-flow: renamed from flow <- edited", figureCode],
  },
  {
    name: "another version of a package without an effect",
    edit: newPackage,
    found: [],
    withoutEffect: ["package:d3-array"],
  },
  {
    name: "another version of a package with an effect",
    edit: noisy(2, newPackage),
    found: [
      ...moved("+2.0 m³/s (+1.1 %)", "+1.0 (+0.6 %)", "[package:d3-array]"),
      "table changed means: Birch.mean 190.0 → 192.0 <- [package:d3-array]",
    ],
    line: / Cause: d3-array 3\.2\.4 → 3\.2\.5\.$/,
  },
  {
    name: "a module, identified by the functions that ran",
    edit: noisy(2, (project) => {
      project.module = "export function mean() { return 0; }";
    }),
    found: [
      ...moved("+2.0 m³/s (+1.1 %)", "+1.0 (+0.6 %)", "dist/mean.js through mean"),
      "table changed means: Birch.mean 190.0 → 192.0 <- dist/mean.js through mean",
    ],
    line: / Cause: src\/mean\.ts\.$/,
  },
  {
    name: "parameters from outside",
    edit: noisy(2, (project) => {
      project.parameters = { since: "2005" };
    }),
    found: [
      ...moved("+2.0 m³/s (+1.1 %)", "+1.0 (+0.6 %)", "[parameters]"),
      "table changed means: Birch.mean 190.0 → 192.0 <- [parameters]",
    ],
  },
  {
    name: "without a changed input: the cells are not deterministic",
    edit: noisy(2),
    found: [
      ...moved("+2.0 m³/s (+1.1 %)", "+1.0 (+0.6 %)", "non-deterministic"),
      "table changed means: Birch.mean 190.0 → 192.0 <- non-deterministic",
    ],
    line: /3 without a changed input \(non-deterministic\)/,
  },
];
