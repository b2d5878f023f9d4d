// An executed notebook with whatever a document could stumble over.
import { readFileSync } from "node:fs";
import { codeCell, displayed, notebookText, textCell } from "../notebooks.mjs";

const code = (id, ...outputs) => codeCell(id, "show()", { outputs });

const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mP8z8BQz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC";
const gif = "R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=";

const written = readFileSync(new URL("torture.txt", import.meta.url), "utf8");
const markdown = `# Torture\n\nFirst \u0007 control \u0000 characters, a lone \ud800 surrogate, & < > " ' and ]]>.\n\n${written}`;

const rows = (count, columns) =>
  Array.from(
    { length: count },
    (_, row) =>
      `<tr>${Array.from({ length: columns }, (_, column) => `<td>${row}.${column}</td>`).join("")}</tr>`,
  ).join("");

const html = [
  `<table><tr><th rowspan="2">A</th><th colspan="2">B</th></tr><tr><th>c</th><th>d</th></tr><tr><td>1</td><td rowspan="99">2</td><td>3</td></tr><tr><td>4</td></tr><tr><td>x</td><td>y</td><td>z</td><td>odd</td></tr></table>`,
  `<table><tr><td>outer<table><tr><td>inner</td></tr></table></td></tr></table>`,
  `<table><tr><td colspan="100000">wide</td></tr></table>`,
  `<table><tbody></tbody></table><table></table>`,
  `<table><tr><td>${"long ".repeat(3000)}</td><td>${"unbroken".repeat(200)}</td></tr></table>`,
  `<table><thead><tr>${Array.from({ length: 20 }, (_, n) => `<th>Column number ${n}</th>`).join("")}</tr></thead>${rows(5, 20)}</table>`,
  `<table>${rows(4, 120)}</table>`,
  `<table id="many">${rows(5000, 3)}</table>`,
  `<h1>Heading of a cell</h1><p>before <div>block in a paragraph</div> after</p><ul><ul><li>odd list</li></ul></ul><a href="https://example.org"><h2>a heading in a link</h2></a>`,
  `<p>&#1;&#xFFFE;</p><img src="data:image/png;base64,AAAA" alt="broken &quot;picture&quot;"><img src="data:image/png;base64,${pixel}" alt="a dot">`,
].map((part, index) => code(`html${index}`, displayed({ "text/html": part })));

const spec = (index) => ({
  $schema: "https://vega.github.io/schema/vega-lite/v5.json",
  title: `Chart ${index}`,
  data: {
    values: [
      { a: "x", b: index },
      { a: "中", b: 2 },
    ],
  },
  mark: "bar",
  encoding: { x: { field: "a", type: "nominal" }, y: { field: "b", type: "quantitative" } },
});

/** `figures` of them, beside everything else. */
export const tortureNotebook = (figures) =>
  notebookText(
    [
      { ...textCell("markdown", "m", markdown), attachments: { "dot.png": { "image/png": pixel } } },
      ...html,
      code("png", displayed({ "image/png": pixel })),
      code("gif", displayed({ "image/gif": gif })),
      code(
        "svg",
        displayed({
          "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg" width="200pt" height="2000pt"><circle cx="50" cy="50" r="40"/></svg>`,
        }),
      ),
      code("text", { output_type: "stream", name: "stdout", text: "a\tb\u001b[31m\n".repeat(300) }),
      code("error", { output_type: "error", ename: "Error", evalue: "\u0002", traceback: ["line\u0003"] }),
      ...Array.from({ length: figures }, (_, index) =>
        code(`figure${index}`, displayed({ "application/vnd.vegalite.v5+json": spec(index) })),
      ),
    ],
    { kernelspec: { name: "python3", language: "python", display_name: "Python" } },
  );
