/** Mutations of the output of cells, and those that readers cannot see. */
import { PNG } from "pngjs";
import type { Gauges } from "../gauges.js";
import { both, cellOf, displays, group, stops, words, type Mutation } from "./case.js";

const picture = (grey: number) => {
  const made = new PNG({ width: 4, height: 4 });
  made.data = Buffer.alloc(64, grey);
  return PNG.sync.write(made).toString("base64");
};
const plotly = (y: number) => ({
  "application/vnd.plotly.v1+json": { data: [{ y: [1, y] }], layout: {} },
  "text/html": `<div id="3f2504e0-4f89-11d3-9a0c-0305e82c330${y % 2}"></div><script>Plotly.newPlot([${y}])</script>`,
});
const printed = (text: string) => ({ "text/plain": text });
const output = "output 01-flow/shown";

const shows = (before: object, after: object) => [displays(before), displays(after)] as const;
const bundle = (type: string, before: unknown, after: unknown, more: object = {}) =>
  shows({ [type]: before, ...more }, { [type]: after, ...more });
const html = (before: string, after: string) => bundle("text/html", before, after);

const shownOutputs = stops(
  output,
  {
    "output: a printed mean": shows(printed("mean 12.5"), printed("mean 6.25")),
    "output: a slope of another sign": shows(printed("slope -0.734"), printed("slope 0.734")),
    "output: a warning": shows(printed("no warning"), printed("Warning: 3 rows were dropped")),
    "output: JSON next to the same text": bundle("application/json", { p: 0.91 }, { p: 0.61 }, printed("x")),
    "output: GeoJSON": bundle("application/geo+json", { x: 1 }, { x: 2 }, printed("map")),
    "output: a chart by Plotly": shows(plotly(2), plotly(4)),
    "output: numbers in a script": html(
      "<p>Map</p><script>draw(1)</script>",
      "<p>Map</p><script>draw(2)</script>",
    ),
    "output: an iframe": html(
      "<p>Map</p><iframe srcdoc='1'></iframe>",
      "<p>Map</p><iframe srcdoc='2'></iframe>",
    ),
    "output: words in HTML": html("<p>One</p>", "<p>Two</p>"),
    "output: Markdown": bundle("text/markdown", "*One*", "*Two*"),
    "output: a formula": bundle("text/latex", "$a$", "$b$"),
    "output: JavaScript": bundle("application/javascript", "draw(1)", "draw(2)"),
    "output: another program’s type": bundle("application/vnd.acme+json", { a: 1 }, { a: 2 }),
  },
  cellOf("shown"),
);

const silent = group(
  { shown: [], gate: "passes" },
  {
    "no difference: a random id of Plotly": shows(plotly(2), {
      ...plotly(2),
      "text/html": plotly(2)["text/html"].replace("3f25", "aaaa"),
    }),
    "no difference: the id of a widget": bundle(
      "application/vnd.jupyter.widget-view+json",
      { model_id: "a" },
      { model_id: "b" },
      printed("x"),
    ),
    "no difference: the number of a cell in a traceback": shows(
      printed("Error: x\n    at cell 8:1:7"),
      printed("Error: x\n    at cell 7:1:7"),
    ),
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
      "picture: invisible differences": bundle("image/png", picture(100), picture(102)),
    },
  ),
  ...stops(
    "image 01-flow-shown-1",
    {
      "picture: another one": bundle("image/png", picture(100), picture(202)),
    },
    cellOf("shown"),
  ),
  ...stops(output, { "cell: an output added": displays(printed("mean 12.5")) }, cellOf("shown")),
];
