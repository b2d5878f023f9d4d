import { expect, test } from "vitest";
import { NotebookFormatError } from "../../../../../src/briefing/engine/notebook/errors.js";
import { parseForeignNotebook, parseNotebook } from "../../../../../src/briefing/engine/notebook/parse.js";
import { libraryNames } from "../../../../../src/briefing/engine/notebook/text/library-calls.js";
import { stringifyTextNotebook } from "../../../../../src/briefing/engine/notebook/text/write.js";
import { codeCell, notebookOf, textCell } from "../../../../support/notebook.js";
import { thrown } from "../../../../support/thrown.js";
import * as library from "../../../../../src/briefing/index.js";
import { processorMs } from "../../../../support/processor-time.js";

const front = "---\ntitle: T\n---\n";
const read = (body: string) => parseNotebook(front + body, "a.md").cells.slice(1);
const shown = (body: string) =>
  read(body).map(({ cell_type, id, source, line }) => [cell_type, id, source, line]);

test("cells, their ids and their first lines", () => {
  const body = [
    "# A heading", // line 4
    "",
    "Prose, with ```inline``` code.",
    "",
    "```ts",
    "const shown = 1;",
    "```",
    "",
    "````typescript",
    "import { figure } from 'briefing';",
    "const value = 1; /*",
    "```typescript",
    "*/",
    "````",
    "",
    "",
    "After it.",
    "",
    "",
    "A cell of its own.",
    '```typescript tags=["a", "b"]',
    'figure(chart, { id: "the-figure" });',
    "```",
    "<!-- #region -->",
    "```typescript",
    "shown",
    "```",
    "<!-- #endregion -->",
    "```typescript .noeval",
    "shown",
    "```",
  ].join("\n");
  expect(shown(body)).toEqual([
    [
      "markdown",
      "a-heading",
      "# A heading\n\nProse, with ```inline``` code.\n\n```ts\nconst shown = 1;\n```",
      4,
    ],
    ["code", "value", "import { figure } from 'briefing';\nconst value = 1; /*\n```typescript\n*/", 13],
    ["markdown", "value-text", "After it.", 20],
    ["markdown", "value-text-text", "A cell of its own.", 23],
    ["code", "the-figure", 'figure(chart, { id: "the-figure" });', 25],
    ["markdown", "the-figure-text", "```typescript\nshown\n```", 28],
    ["markdown", "the-figure-text-text", "```typescript .noeval\nshown\n```", 32],
  ]);
});

test("front matter is the raw cell, to the byte; jupytext's entry is the metadata", () => {
  const text =
    "---\ntitle:   T # kept\njupyter:\n  briefing:\n    timeout: 60\n    frontMatter: c0ffee\n---\n";
  const { cells, metadata } = parseNotebook(text, "a.md");
  expect(cells).toEqual([
    { cell_type: "raw", id: "c0ffee", metadata: {}, source: "---\ntitle:   T # kept\n---", line: 1 },
  ]);
  expect(metadata).toMatchObject({ briefing: { timeout: 60 }, kernelspec: { name: "tslab" } });
  const python =
    "---\njupyter:\n  kernelspec:\n    name: python3\n    language: python\n---\n\n```python\n1\n```\n";
  expect(parseNotebook(python, "a.md").cells).toMatchObject([{ cell_type: "code", source: "1" }]);
});

test("a byte order mark and line ends of Windows are read as JSON's are", () => {
  const text = `${front}\n\`\`\`typescript id="a"\n1\n\`\`\`\n`;
  expect(parseNotebook(`\uFEFF${text.replaceAll("\n", "\r\n")}`, "a.md")).toEqual(
    parseNotebook(text, "a.md"),
  );
});

test.each([
  ["", "a.md: the file is empty."],
  ["# Words\n", "a.md:1:1: not a notebook: it does not begin with front matter"],
  ["---\ntitle: T\n", "a.md:1:1: the front matter is not closed"],
  ["---\njupyter:\n  x: 1\ntitle: T\n---\n", "a.md:4:1: jupyter: is not the last entry"],
  ["---\njupyter:\n  x: [\n---\n", /a\.md:\d+:\d+: the entry jupyter: is not YAML/],
  ["---\njupytext:\n  format: x\n---\n", "a.md:2:1: this is a notebook in another dialect"],
  [`${front}\`\`\`typescript\n1\n`, "a.md:4:1: this cell is not closed"],
  [`${front}\`\`\`\`typescript\n1\n\`\`\`\n`, "a.md:4:1: this cell is not closed"],
  [
    `${front}\`\`\`typescript\n1\n\`\`\`typescript\n2\n\`\`\`\n`,
    "a.md:6:1: this line begins like the one that ends",
  ],
  [`${front}<!-- #region -->\nWords.\n`, "a.md:4:1: this cell is not closed"],
  [`${front}<!-- #region -->\n<!-- #region -->\n`, "a.md:5:1: a cell begins here, but the one of line 4"],
  [`${front}<!-- #endregion -->\n`, "a.md:4:1: no cell begins above"],
  [`${front}~~~ts\n1\n`, "a.md:4:1: this block of code is not closed"],
  [
    `${front}Words:\n\n  \`\`\`typescript\n  1\n  \`\`\`\n`,
    "a.md:6:3: this code would be shown and not executed, because it is indented",
  ],
  [`${front}~~~typescript\n1\n~~~\n`, "because it has tildes"],
  [`${front}\`\`\`TypeScript\n1\n\`\`\`\n`, "because its language is not written typescript"],
  [`${front}\`\`\`typescript{a}\n1\n\`\`\`\n`, "because a blank is missing"],
  [
    `${front}Words:\n\`\`\`ts id="heat"\n1\n\`\`\`\n`,
    "a.md:5:1: this code would be shown and not executed, because its language is written ts, although it has the attribute id",
  ],
  [`${front}\`\`\`ts 01-visits tags=["x"]\n1\n\`\`\`\n`, "although it has the attribute tags"],
  [
    `${front}\`\`\`ts\nconst a = load("a");\n\`\`\`\n`,
    "a.md:4:1: this code would be shown and not executed, because its language is written ts, although it calls load",
  ],
  [`${front}- Words\n\n  ~~~TS\n  figure(chart);\n  ~~~\n`, "a.md:6:3: this code would be shown"],
  [`${front}\`\`\`ts\nawait sql\`SELECT 1\`;\n\`\`\`\n`, "although it calls sql"],
  [`${front}\`\`\`ts\nassume.select("x", [1]);\n\`\`\`\n`, "although it calls assume"],
  [`${front}\`\`\`typescript id=a\n1\n\`\`\`\n`, "a.md:4:18: the value of id is not JSON"],
  [
    `${front}\`\`\`typescript tags=["a"]id="b"\n1\n\`\`\`\n`,
    "a.md:4:25: a blank is missing after the attribute tags",
  ],
  [`${front}\`\`\`typescript tags="a"\n1\n\`\`\`\n`, "tags are not a list of texts"],
  [`${front}\`\`\`typescript id="a" id="b"\n1\n\`\`\`\n`, "the attribute id is given twice"],
  [
    `${front}\`\`\`typescript x=${"[".repeat(900)}${"]".repeat(900)}\n1\n\`\`\`\n`,
    "nested more than 500 levels deep",
  ],
  [`${front}\`\`\`typescript id="a b"\n1\n\`\`\`\n`, 'a.md:4:1: "a b" is not a valid cell id'],
  [
    `${front}\`\`\`typescript id="a"\n1\n\`\`\`\n\n\`\`\`typescript id="a"\n1\n\`\`\`\n`,
    'a.md:8:1: this cell has the id "a", like the one of line 4',
  ],
  [`${front}<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n`, "a.md:4:1: unresolved merge conflict"],
  [`${front}Words\0.\n`, "a.md:4:6: the character U+0000"],
  [`${front}Words\u2028.\n`, "a.md:4:6: the character U+2028"],
])("%j is rejected with its place", (text, message) => {
  const error = thrown(NotebookFormatError, () => parseNotebook(text, "a.md"));
  if (typeof message === "string") expect(error.message).toContain(message);
  else expect(error.message).toMatch(message);
});

test.each([
  "```ts .noeval\nfigure(chart);\n```",
  '```ts id="a" .noeval\nfigure(chart);\n```',
  "```ts 01-visits chart\nfigure(chart);\n```",
  "```ts\nrows.map((row) => row.a);\n```",
  "```ts\nfunction load(a: string) {}\n```",
  "```ts\nconst a = 1;\n```\n\nfigure(chart)",
  "```js\nfigure(chart);\n```",
  "<!-- #region -->\n```ts\nfigure(chart);\n```\n<!-- #endregion -->",
])("%j is shown", (text) => {
  expect(parseNotebook(`${front}${text}\n`, "a.md").cells).toMatchObject([
    { cell_type: "raw" },
    { cell_type: "markdown" },
  ]);
});

test("the names of a fence that was meant as a cell are those that notebooks import", () => {
  expect([...libraryNames].sort()).toEqual(Object.keys(library).sort());
});

test("a notebook that is only displayed is read without what is faulty", () => {
  const faults: string[] = [];
  const text = `${front}\`\`\`typescript id="a b" tags=["x"]\n1\n\`\`\`\n\n\`\`\`typescript tags\n2\n\`\`\`\n`;
  const { cells } = parseForeignNotebook(text, "a.md", ({ message }, consequence) =>
    faults.push(`${message} ${consequence}`),
  );
  expect(cells.slice(1)).toMatchObject([{ metadata: { tags: ["x"] } }, { metadata: {} }]);
  const displayed = parseForeignNotebook(
    `${front}\`\`\`ts\nfigure(chart);\n\`\`\`\n`,
    "a.md",
    () => undefined,
  );
  expect(displayed.cells.slice(1)).toMatchObject([{ cell_type: "markdown" }]);
  expect(faults).toEqual([
    expect.stringContaining("It gets a new id."),
    expect.stringContaining("Its attributes are left out."),
  ]);
});

test("a long file takes linear time", () => {
  const lines = "```typescript\nconst a = 1;\n```\n\n<<<<<<< x\n\n~~~\n\n~~~\n\n".repeat(4_000);
  const started = processorMs();
  expect(read(lines).length).toBeGreaterThan(7_000);
  expect(processorMs() - started).toBeLessThan(8_000);
});

test.each([
  ["attachments", { ...textCell("markdown", "a", "x"), attachments: { p: {} } }],
  [
    "outputs",
    codeCell("a", "1", { tags: ["skip-execution"] }, [{ output_type: "stream", name: "stdout", text: "" }]),
  ],
  ["<!-- #endregion -->", textCell("markdown", "a", "x\n<!-- #endregion -->\ny")],
  ["metadata", { ...textCell("markdown", "a", "x"), metadata: { "a b": 1 } }],
])("text cannot hold %s, and says so", (what, cell) => {
  const error = thrown(NotebookFormatError, () => stringifyTextNotebook(notebookOf([cell]), "a.ipynb"));
  expect(error.message).toContain(`a.ipynb, cell 1 (a): it`);
  expect(error.message).toContain(what);
});
