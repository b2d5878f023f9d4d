/** Mutations of the output of cells, and those that readers cannot see. */
import { PNG } from "pngjs";
import type { JsonObject } from "../../../../src/engine/notebook/contract.js";
import type { Gauges } from "../gauges.js";
import { both, cellOf, group, stops, words, type Edit, type Mutation } from "./case.js";

const picture = (grey: number) => {
  const made = new PNG({ width: 4, height: 4 });
  made.data = Buffer.alloc(64, grey);
  return PNG.sync.write(made).toString("base64");
};
const displays =
  (...bundles: readonly object[]): Edit =>
  (project) => {
    project.shown = bundles as readonly JsonObject[] as JsonObject[];
  };
const plotly = (y: number) => ({
  "application/vnd.plotly.v1+json": { data: [{ y: [1, y] }], layout: {} },
  "text/html": `<div id="3f2504e0-4f89-11d3-9a0c-0305e82c330${y % 2}"></div><script>Plotly.newPlot([${y}])</script>`,
});
const printed = (text: string) => ({ "text/plain": text });
const output = "output 01-flow/shown";

const shownOutputs: readonly Mutation[] = (
  [
    ["a printed mean", printed("mean 12.5"), printed("mean 6.25")],
    ["a slope of another sign", printed("slope -0.734"), printed("slope 0.734")],
    ["a warning", printed("no warning"), printed("Warning: 3 rows were dropped")],
    [
      "JSON next to the same text",
      { "application/json": { p: 0.91 }, ...printed("x") },
      { "application/json": { p: 0.61 }, ...printed("x") },
    ],
    [
      "GeoJSON",
      { "application/geo+json": { x: 1 }, ...printed("map") },
      { "application/geo+json": { x: 2 }, ...printed("map") },
    ],
    ["a chart by Plotly", plotly(2), plotly(4)],
    [
      "numbers in a script",
      { "text/html": "<p>Map</p><script>draw(1)</script>" },
      { "text/html": "<p>Map</p><script>draw(2)</script>" },
    ],
    [
      "an iframe",
      { "text/html": "<p>Map</p><iframe srcdoc='1'></iframe>" },
      { "text/html": "<p>Map</p><iframe srcdoc='2'></iframe>" },
    ],
    ["words in HTML", { "text/html": "<p>One</p>" }, { "text/html": "<p>Two</p>" }],
    ["Markdown", { "text/markdown": "*One*" }, { "text/markdown": "*Two*" }],
    ["a formula", { "text/latex": "$a$" }, { "text/latex": "$b$" }],
    ["JavaScript", { "application/javascript": "draw(1)" }, { "application/javascript": "draw(2)" }],
    [
      "another program’s type",
      { "application/vnd.acme+json": { a: 1 } },
      { "application/vnd.acme+json": { a: 2 } },
    ],
  ] as const
).map(([name, before, after]) => ({
  name: `output: ${name}`,
  given: displays(before),
  edit: displays(after),
  shown: [output],
  gate: "stops",
  cause: cellOf("shown"),
}));

const silent = group(
  { shown: [], gate: "passes" },
  {
    "no difference: a random id of Plotly": [
      displays(plotly(2)),
      displays({ ...plotly(2), "text/html": plotly(2)["text/html"].replace("3f25", "aaaa") }),
    ],
    "no difference: the id of a widget": [
      displays({ "application/vnd.jupyter.widget-view+json": { model_id: "a" }, ...printed("x") }),
      displays({ "application/vnd.jupyter.widget-view+json": { model_id: "b" }, ...printed("x") }),
    ],
    "no difference: the number of a cell in a traceback": [
      displays(printed("Error: x\n    at cell 8:1:7")),
      displays(printed("Error: x\n    at cell 7:1:7")),
    ],
    "no difference: a dash instead of a hyphen between words": [
      words("one gauge each, close", "one gauge each - close"),
      words("one gauge each - close", "one gauge each – close"),
    ],
    "no difference: a word in bold": words("one gauge", "**one** gauge"),
    "no difference: a word in italics": words("one gauge", "*one* gauge"),
    "no difference: a comma": words("each, close", "each; close"),
    "no difference: quotes": [words("one gauge", '"one" gauge'), words('"one" gauge', "“one” gauge")],
    "no difference: a comment in a cell": (project: Gauges) =>
      (project.meansCell = `// Means.\n${project.meansCell}`),
  },
);

export const shownMutations: readonly Mutation[] = [
  ...shownOutputs,
  ...silent,
  ...stops("image 01-flow-words-a1", {
    "picture attached to words: replaced under the same name": [
      both(
        words("close to", "![Gauge](attachment:gauge.png) close to"),
        (project) => (project.attachment = picture(10)),
      ),
      (project) => (project.attachment = picture(200)),
    ],
  }),
  ...group(
    { shown: [], gate: "passes", line: /1 picture changed invisibly/ },
    {
      "picture: invisible differences": [
        displays({ "image/png": picture(100) }),
        displays({ "image/png": picture(102) }),
      ],
    },
  ),
  ...stops(
    "image 01-flow-shown-1",
    {
      "picture: another one": [
        displays({ "image/png": picture(100) }),
        displays({ "image/png": picture(202) }),
      ],
    },
    cellOf("shown"),
  ),
  ...stops(output, { "cell: an output added": displays(printed("mean 12.5")) }, cellOf("shown")),
];
