/** Edits of data, code, packages and figures. */
import { flowIn2020, type Gauges } from "../gauges.js";
import { cellOf, csv, encoding, finds, spec, type Edit } from "./case.js";

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
const meansCell = cellOf("means");
const figureCell = cellOf("figure");
const figureCode = "code changed 01-flow/figure:  <- edited";
/** What an edit of the figure's cell changed. */
const figure = (changed: string) => [`figure changed flow: ${changed} <- ${figureCell}`, figureCode] as const;
/** The effects of a changed mean of the second river. */
const moved = (birch: string, both: string, mean: string, cause: string) =>
  [
    `value changed 01-flow.words-fmt-count-birch: number; ${birch} <- ${cause}`,
    `value changed flow.caption.1: number; ${both} <- ${cause}`,
    `table changed means: Birch.mean 190.0 → ${mean} <- ${cause}`,
  ] as const;
const byTwo = (cause: string) => moved("+2.0 m³/s (+1.1 %)", "+1.0 (+0.6 %)", "192.0", cause);
const [birch, both, mean] = byTwo(csv);

export const computedCases = finds({
  nothing: [() => undefined, { line: "No differences.", withoutEffect: [] }],
  "one datum": [
    flowIn2020("Birch", 170),
    birch,
    both,
    `figure changed flow: Birch, 2020.flow 160 → 170; picture differs <- ${csv}`,
    mean,
    {
      line: "2 numbers moved, 1 table changed, 1 figure changed in data; the largest, “The Alder carried 120.0 m³/s on average, the Birch 192.0 m³/s; since 2000 the flow of the…”: 190.0 m³/s → 192.0 m³/s. Cause: data/flow.csv, 1 row.",
      withoutEffect: [],
    },
  ],
  "a datum that changes a word and a verdict": [
    flowIn2020("Alder", 90),
    `claim changed more: supported → contradicted; part holds → fails <- ${csv}`,
    `value changed 01-flow.words-fmt-choose-change-words: words <- ${csv}`,
    `value changed 01-flow.words-fmt-percent-change: number; -50.0 points (-125.0 %); with its sign 40.0 % → -10.0 % <- ${csv}`,
    `value changed alder-mean: number; -10.0 m³/s (-8.3 %) <- ${csv}`,
    `value changed flow.caption.1: number; -5.0 (-3.2 %) <- ${csv}`,
    `figure changed flow: Alder, 2020.flow 140 → 90; picture differs <- ${csv}`,
    `table changed means: Alder.mean 120.0 → 110.0 <- ${csv}`,
    { line: /^1 verdict flipped \(more\)\. 3 numbers moved, 1 computed word changed, / },
  ],
  "a code cell without an effect": [
    sorted,
    "code changed 01-flow/means:  <- edited",
    { withoutEffect: [meansCell] },
  ],
  "a code cell with an effect": [
    noisy(1, sorted),
    ...moved("+1.0 m³/s (+0.5 %)", "+0.5 (+0.3 %)", "191.0", meansCell),
    "code changed 01-flow/means:  <- edited",
    { withoutEffect: [] },
  ],
  "one caption": [
    caption((parts) => ["Annual averages. The mean of both is ", ...parts.slice(1)]),
    ...figure("caption"),
    { line: "1 figure changed only in words. Cause: cell figure of notebooks/01-flow.ipynb." },
  ],
  "a number inserted before the others of a caption": [
    caption((parts) => [
      "Over ",
      { version: 1, raw: 5, text: "5", format: "count" },
      " gauged years. ",
      ...parts,
    ]),
    `value added flow.caption.1:  <- ${figureCell}`,
    ...figure("caption"),
  ],
  "an encoding": [
    encoding((all) => ({ ...all, x: { field: "year", type: "ordinal" } })),
    ...figure(
      'encoding encoding.x.type "quantitative" → "ordinal"; axis encoding.x.axis.format "d" → ; scale encoding.x.scale.zero false → ; picture differs',
    ),
  ],
  "a domain": [
    encoding((all) => ({ ...all, y: { ...all["y"], scale: { domain: [0, 300] } } })),
    ...figure("domain encoding.y.scale.domain [0,250] → [0,300]; picture differs"),
    { line: /^1 figure changed in axes/ },
  ],
  "a mark": [
    spec({ mark: "point" }),
    ...figure('mark mark {"strokeWidth":2,"type":"line"} → "point"; picture differs'),
  ],
  "a colour": [
    ({ figure }) => {
      const text = JSON.stringify(figure.spec).replace("#c04a17", "#a03300");
      figure.spec = JSON.parse(text) as Gauges["figure"]["spec"];
    },
    ...figure(
      'colour encoding.color.scale.range ["#1f5fa8","#c04a17"] → ["#1f5fa8","#a03300"]; picture differs',
    ),
  ],
  "a figure's title, which the drawing repeats": [
    ({ figure }) => {
      figure.title = "The Alder gains while the Birch falls";
    },
    ...figure("title; picture differs"),
    { line: /^1 figure changed only in words/ },
  ],
  "a renamed figure": [
    ({ figure }) => {
      figure.id = "annual-flow";
    },
    "figure changed annual-flow: renamed from flow <- edited",
    figureCode,
  ],
  "another version of a package without an effect": [newPackage, { withoutEffect: ["package:d3-array"] }],
  "another version of a package with an effect": [
    noisy(2, newPackage),
    ...byTwo("[package:d3-array]"),
    { line: / Cause: d3-array 3\.2\.4 → 3\.2\.5\.$/ },
  ],
  "a module, identified by the functions that ran": [
    noisy(2, (project) => {
      project.module = "export function mean() { return 0; }";
    }),
    ...byTwo("dist/mean.js through mean"),
    { line: / Cause: src\/mean\.ts\.$/ },
  ],
  "parameters from outside": [
    noisy(2, (project) => {
      project.parameters = { since: "2005" };
    }),
    ...byTwo("[parameters]"),
  ],
  "without a changed input: the cells are not deterministic": [
    noisy(2),
    ...byTwo("non-deterministic"),
    { line: /3 without a changed input \(non-deterministic\)/ },
  ],
});
