/** Untrusted notebooks as read by `render`, in this process: what is rejected, reported, or reaches the page. */
import { describe, expect, test } from "vitest";
import { NotebookFormatError } from "../../../src/briefing/engine/notebook/errors.js";
import { renderExecuted } from "../../../src/briefing/engine/render/render-executed.js";
import { parseStoredReport } from "../../../src/briefing/engine/report/stored-report.js";
import { casesOf } from "../../support/cases.js";
import { expectInert } from "./inert.js";
import { stored, textCell } from "../../support/notebook.js";
import { rejected } from "../../support/thrown.js";

type Named = readonly [name: string, given: unknown, ...expected: readonly string[]];
const tables = <Group extends string>(name: string) =>
  casesOf(name, import.meta.url) as Readonly<Record<Group, readonly Named[]>>;

const cell = (fields: unknown): object => ({
  cell_type: "code",
  metadata: {},
  source: "",
  execution_count: null,
  outputs: [],
  ...(fields as object),
});
const output = (fields: unknown): object => cell({ source: "1", outputs: [fields] });
const display = (data: unknown): object => output({ output_type: "display_data", metadata: {}, data });
const each = (named: readonly Named[], make: (given: unknown) => unknown): readonly Named[] =>
  named.map(([name, given, ...expected]) => [name, make(given), ...expected]);
const mega = (letter: string): string => letter.repeat(1_000_000);
const deep = JSON.parse("[".repeat(600) + "]".repeat(600)) as object;

/** Texts of files that are not notebooks, each with the expected error. */
const refused = [
  ...tables<"refused">("files.yml").refused,
  ["blanks", " \n\t\n", "the file is empty"],
  ["zeros", "\0".repeat(1000), "1:1: not JSON"],
  [
    "metadata deeper than 500",
    `{"nbformat":4,"nbformat_minor":5,"cells":[],"metadata":{"a":${JSON.stringify(deep)}}}`,
    "nested more than 500 levels deep",
  ],
  ["depth without end", "[".repeat(100_000), "not JSON"],
  ["names without end", '{"a":'.repeat(100_000), "not JSON"],
] as unknown as readonly (readonly [name: string, text: string, message: string])[];

const cells = tables<
  "cells" | "outputs" | "displays" | "others" | "tolerated" | "toleratedOutputs" | "toleratedOthers"
>("cells.yml");

/** Cells that violate the format, each with the expected error; cell 2 of three. */
const faulty = [
  ...each(cells.cells, cell),
  ...each(cells.outputs, output),
  ...each(cells.displays, display),
  ...cells.others,
  ["a type of a megabyte", cell({ cell_type: mega("x") }), "xxx…"],
  ["deep metadata", cell({ metadata: deep }), "cell 2: its metadata or attachments are nested"],
  ["deep attachments", cell({ attachments: { a: deep } }), "cell 2: its metadata or attachments"],
  ["a type of output of a megabyte", output({ output_type: mega("y") }), "yyy…"],
  ["a deep output", display({ "application/json": deep }), "output 1: it is nested"],
  ["an id of a megabyte", cell({ id: mega("z") }), "zzz…"],
  ["a deeply nested id", cell({ id: deep }), "something nested too deeply is not a valid cell id"],
] as unknown as readonly (readonly [name: string, cell: unknown, warning: string])[];

/** Also violates the format, but can be displayed. */
const tolerated = [
  ...each(cells.tolerated, cell),
  ...each(cells.toleratedOutputs, output),
  ...cells.toleratedOthers,
  [
    "a cell of many outputs",
    cell({ outputs: Array(2000).fill({ output_type: "stream", name: "stdout", text: "a\n" }) }),
  ],
] as unknown as readonly (readonly [name: string, cell: object])[];

const patterns: Readonly<Record<string, RegExp>> = { never: /alert\(1\)|evil\.example/, nothing: /(?!)/ };
const shown = tables<"html" | "svg" | "others">("outputs.yml");
const page = (inner: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${inner}<circle r="4"/></svg>`;
const text = (content: string): object => ({ "text/html": `${content}<p>after</p>` });

/** MIME bundles, each with what must and must not be on the page. */
const shownOutputs = [
  ...each(shown.html, (html) => ({ "text/html": html })),
  ...each(shown.svg, (inner) => ({ "image/svg+xml": page(String(inner)) })).map(
    ([name, data]) => [`SVG: ${name}`, data, "<img"] as const,
  ),
  ...shown.others,
  ["tags without end", text("<div>".repeat(20_000))],
  ["a tag of a megabyte", text(`<p ${"a ".repeat(500_000)}>`)],
  ["a table of 2,000 columns", text(`<table><tr>${"<td>1</td>".repeat(2000)}</tr></table>`)],
  ["SVG: depth", { "image/svg+xml": page("<g>".repeat(5000)) }, "<img"],
  ["JSON with __proto__", JSON.parse('{"application/json":{"__proto__":{"a":1}},"text/plain":"after"}')],
  ["the type __proto__", JSON.parse('{"__proto__":"a","text/plain":"after"}')],
].map(([name, data, there = "after", notThere = "never"]) => [
  name as string,
  data as object,
  new RegExp(there as string),
  patterns[notThere as string] ?? new RegExp(notThere as string),
]) as readonly (readonly [name: string, data: object, there: RegExp, notThere: RegExp])[];

/** Names of files that exist on real systems and have special meanings elsewhere. */
const named = [
  ...(casesOf("outputs.yml", import.meta.url) as { readonly named: readonly string[] }).named,
  `${"x".repeat(240)}.ipynb`,
];

const times = (count: number, one: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => one(index)).join("");

/** Markdown, each with what must be on the page. */
const shownMarkdown = [
  ...tables<"shown">("markdown.yml").shown,
  ["half a pair", "after \ud800"],
  ["a heading of a megabyte", `# ${mega("a")}\n\nafter`],
  ["10,000 headings", `${times(10_000, () => "# Same\n\n")}after`, 'id="s-n-same-10000"'],
  ["10,000 footnotes", `${times(10_000, (i) => `a[^${i}]\n\n[^${i}]: Note ${i}.\n\n`)}after`, "Note 9999\\."],
  ["10,000 notes in one text", `${times(10_000, () => "a^[note] ")}after`, ">10000<"],
  ["a table of 5,000 columns", `${times(5000, () => "|a")}|\n${times(5000, () => "|-")}|\n\nafter`],
  ["a table of 10,000 rows", `|a|\n|-|\n${times(10_000, (i) => `|${i}|\n`)}\nafter`, "9999"],
  ["nested quotations", `${"> ".repeat(2000)}a\n\nafter`],
  ["nested lists", `${times(300, (i) => `${"  ".repeat(i)}- a\n`)}\nafter`],
  ["unclosed brackets", `${"[".repeat(50_000)}\n\nafter`],
  ["unclosed stars", `${"**a ".repeat(20_000)}\n\nafter`],
  ["unclosed backticks", `${times(500, (i) => `${"`".repeat(i + 1)} `)}\n\nafter`],
  ["unclosed links", `${"[a](".repeat(20_000)}\n\nafter`],
  ["unclosed formulas", `${"$x_".repeat(20_000)}\n\nafter`],
  ["formulas made only of dollars", `${"$$\\a ".repeat(10_000)}\n\nafter`],
  ["thousands of entities", `${"&amp;".repeat(50_000)}\n\nafter`],
  ["thousands of references", `${times(10_000, (i) => `[r${i}]: https://a.example/${i}\n`)}\nafter`],
].map(([name, source, there = "after"]) => [
  name,
  source,
  new RegExp(there as string),
]) as readonly (readonly [name: string, source: string, there: RegExp])[];

const draw = () => Promise.resolve({ svg: '<svg width="1" height="1"></svg>', vega: {} });
const words = textCell("markdown", "first", "Words that stay.");
const last = textCell("markdown", "last", "Words at the end.");

async function render(cells: readonly unknown[], file = "/folder/n.ipynb") {
  const text = stored(cells as readonly object[], {});
  const { files, warnings } = await renderExecuted(text, file, draw);
  const contents = new Map(files.map(({ path, content }) => [path, String(content)]));
  const page = contents.get("briefing.html") ?? "";
  expectInert(page);
  for (const path of contents.keys()) expect(path).toMatch(/^(?!\/)(?!.*(?:^|\/)\.\.?(?:\/|$))/s);
  parseStoredReport(contents.get("report.json") ?? "", "report.json");
  return { page, contents, warnings, summary: warnings.join("\n") };
}

test.each(refused)("a file that is not a notebook: %s", async (_, text, message) => {
  const error = await rejected(NotebookFormatError, renderExecuted(text, "/folder/n.ipynb", draw));
  expect(error.message).toContain("/folder/n.ipynb:");
  expect(error.message).toContain(message);
});

describe("a faulty cell is reported, and the others are shown", () => {
  test.each(faulty)("%s", async (_, cell, warning) => {
    const { page, summary } = await render([words, cell, last]);
    expect(summary).toContain("/folder/n.ipynb");
    expect(summary).toContain(warning);
    expect(summary.length).toBeLessThan(1000);
    expect(page).toContain("Words that stay.");
    expect(page).toContain("Words at the end.");
  });

  test.each(tolerated)("no report on %s", async (_, cell) => {
    const { page, warnings } = await render([words, cell, last]);
    expect(warnings.filter((warning) => !warning.includes("not executed"))).toEqual([]);
    expect(page).toContain("Words at the end.");
  });
});

test.each(shownOutputs)("permitted content of an output: %s", async (_, data, there, notThere) => {
  const outputs = [{ output_type: "display_data", metadata: {}, data }];
  const cell = { cell_type: "code", id: "shown", metadata: {}, source: "1", execution_count: 1, outputs };
  const { page, contents } = await render([words, cell, last]);
  expect(page).toContain("Words at the end.");
  expect(page).toMatch(there);
  const others = [...contents].filter(([path]) => /\.(?:html|md|svg)$/.test(path)).map(([, text]) => text);
  for (const text of others) expect(text).not.toMatch(notThere);
});

test.each(shownMarkdown)("permitted content of Markdown: %s", async (_, source, there) => {
  const { page } = await render([words, { cell_type: "markdown", metadata: {}, source }, last]);
  expect(page).toContain("Words at the end.");
  expect(page).toMatch(there);
});

test.each(named)("a notebook's name has no special meaning: %j", async (name) => {
  const { page, contents } = await render([words, last], `/folder/${name}`);
  expect(page).toContain("Words at the end.");
  expect([...contents.keys()].filter((path) => path.startsWith("notebooks/"))).toHaveLength(1);
});
