/** What a panel shows about the data that a value depends on. */
import { expect, test } from "vitest";
import { panelsIn } from "../../../../packed.js";
import type { Cell } from "../../../../../src/briefing/engine/notebook/contract.js";
import { inlineExpressions } from "../../../../../src/briefing/engine/notebook/inline.js";
import { renderBriefing } from "../../../../../src/briefing/engine/render/render-briefing.js";
import { buildReport } from "../../../../../src/briefing/engine/report/build-report.js";
import { dataBehind, usedData } from "../../../../../src/briefing/engine/report/data/used-data.js";
import type { InputFiles } from "../../../../../src/briefing/engine/report/inputs.js";
import { parseStoredReport } from "../../../../../src/briefing/engine/report/stored-report.js";
import type { Read } from "../../../../../src/briefing/model/reads.js";
import type { DataRead } from "../../../../../src/briefing/model/report.js";
import { codeCell, notebookOf, textCell } from "../../../../support/notebook.js";
import { textOf } from "../tea.js";

const file = (name: string) => `/project/data/${name}`;
const files = ["pairs.csv", "names.csv", "rule.json", "events.csv", "datapackage.json"];
const inputs: InputFiles = new Map(
  files.map((name) => [file(name), { kind: "project", path: `data/${name}`, sha256: "ab" }]),
);
const table = (name: string, more: object) => ({
  path: `data/${name}.csv`,
  title: name,
  sources: [],
  licences: [],
  ...more,
});
const project = {
  root: "/project",
  title: "Rows",
  authors: [],
  sources: {
    tables: [
      table("pairs", { rows: 1234, editions: ["o", "n"] }),
      table("names", { isLookup: true }),
      table("events", { sources: [{ title: "The Office" }], rows: 3 }),
    ],
    editions: [
      { id: "o", name: "Counts 2022" },
      { id: "n", name: "Counts 2024", reference: "Counts 2024, table 7" },
    ],
  },
};

const read = (name: string, more: object = {}): Read => ({ file: file(name), ...more });
const recorded = (reads: readonly Read[] | undefined, more: object = {}) => {
  const touched = { files: files.map(file), modules: [], environment: [], functions: [] };
  const trace = { ...touched, ...(reads && { reads }) };
  return { briefing: { status: "executed", trace, ...more } } as unknown as Cell["metadata"];
};
const code = (id: string, source: string, reads?: readonly Read[]): Cell =>
  codeCell(id, source, recorded(reads));

/** A Markdown cell with the value of an expression. */
function valueCell(id: string, expression: string): Cell {
  const value = { version: 1, raw: 5, text: "5", format: "count", id };
  const source = `There are \`{ts} ${expression}\` of them.`;
  const cell = textCell("markdown", `${id}-text`, source);
  const inline = inlineExpressions(cell).map(({ id, expression, line, column }) => ({
    id,
    expression,
    line,
    column,
    value,
    status: "ok",
  }));
  return { ...cell, metadata: recorded([], { inline }) };
}

function built(...cells: readonly Cell[]) {
  const notebook = notebookOf([textCell("markdown", "title", "# Rows"), ...cells], {});
  return buildReport([{ path: "notebooks/01-rows.ipynb", notebook }], project, inputs);
}

const ours = { where: { a: ["CN"], b: ["US"] }, rows: 30, of: 1234, editions: ["n"] };
const report = built(
  code("ours", 'const ours = load("pairs", { a: "CN", b: "US" });', [read("pairs.csv", ours)]),
  code("all", 'const all = load("pairs");', [read("pairs.csv", { rows: 1234, of: 1234 })]),
  code("dates", 'const dates = load("events");', [read("events.csv", { rows: 3, of: 3 })]),
  code("names", 'const rule = [load("names"), read("rule.json")];', [
    read("names.csv", { rows: 2, of: 2 }),
    read("rule.json"),
  ]),
  code("lookup", 'const names = load("names");', [read("names.csv", { rows: 2, of: 2 })]),
  code("old", 'const old = load("events");'),
  valueCell("selected", "fmt.count(ours.length)"),
  valueCell("whole", "fmt.count(ours.length + all.length)"),
  valueCell("many", "fmt.count(ours.length + dates.length + rule.length)"),
  valueCell("looked-up", "fmt.count(names.length)"),
  valueCell("unrecorded", "fmt.count(old.length)"),
  valueCell("constant", "fmt.count(5)"),
);

test("a panel names sources, editions and tables of earlier cells, and the rows that were requested", async () => {
  const panels = panelsIn(textOf(await renderBriefing(report, []), "briefing.html"));
  const panel = (id: string) =>
    panels[`value-${id}`]?.match(/<p class="from">.*?<\/p>/gs)?.map((line) => line.replace(/<[^>]+>/g, ""));
  const source = "Source: Counts 2024 (table 7).";
  expect(panel("selected")).toEqual([source, "Computed in the chapter Rows from pairs."]);
  expect(panels["value-selected"]).toContain("; pairs.csv, 30 of 1,234 rows (a CN, b US); ");
  expect(panel("whole")).toEqual([
    "Sources read for it: Counts 2022; Counts 2024 (table 7).",
    "Computed in the chapter Rows from pairs.",
  ]);
  expect(panels["value-whole"]).toContain("; pairs.csv; ");
  expect(panel("many")).toEqual([
    "Sources read for it: Counts 2024 (table 7); The Office.",
    "Computed in the chapter Rows from events; pairs; rule.json.",
  ]);
  expect(panel("looked-up")).toEqual([
    "Source: source not given.",
    "Computed in the chapter Rows from names.",
  ]);
  expect(panel("unrecorded")).toEqual([
    "Sources read for it: Counts 2022; Counts 2024; The Office.",
    "Computed in the chapter Rows from events; pairs; rule.json.",
  ]);
  // Constants are no buttons.
  expect(panel("constant")).toBeUndefined();
});

test("the data that an old report.json lists for each value are ignored", async () => {
  const json = textOf(await renderBriefing(report, []), "report.json");
  const stored = parseStoredReport(json, "report.json");
  const former = JSON.parse(json) as { values: Record<string, object> };
  const values = Object.fromEntries(
    Object.entries(former.values).map(([id, value]) => [id, { ...value, reads: "k" }]),
  );
  const text = JSON.stringify({ ...former, version: 2, values, reads: { k: [{ path: "data/pairs.csv" }] } });
  expect(parseStoredReport(text, "report.json")).toEqual(stored);
});

test("a table that others refer to counts as data if its rows name editions or some were requested", () => {
  const lookup = (name: string, more: object) => table(name, { isLookup: true as const, ...more });
  const sources = {
    tables: [
      lookup("papers", { editions: ["n"] }),
      lookup("people", { sources: [{ title: "The Office" }] }),
      lookup("codes", {}),
    ],
    editions: [{ id: "n", name: "Counts 2024" }],
  };
  const said = (...reads: readonly DataRead[]) => {
    const touched = { files: [], modules: [], packages: [], functions: [], environment: [], cells: [] };
    const report = { sources, provenance: { "n#c": { ...touched, reads } } };
    const { tables, editions, others } = usedData({ notebook: "n", cell: "c" }, report);
    return {
      tables: tables.map(({ path }) => path),
      names: [...editions.map(({ id }) => id), ...others.map(({ title }) => title)],
    };
  };
  const where = { id: ["a"] };
  const [data, papers, people, codes] = (["works", "papers", "people", "codes"] as const).map((name) => ({
    path: `data/${name}.csv`,
  })) as [DataRead, DataRead, DataRead, DataRead];
  expect(said(data, papers, people, codes, { ...codes, where })).toEqual({
    tables: ["data/papers.csv", "data/works.csv"],
    names: ["n"],
  });
  expect(said(data, people, { ...people, where })).toEqual({
    tables: ["data/people.csv", "data/works.csv"],
    names: ["The Office"],
  });
});

test("a constant of a file does not come from the names of codes that were read with it", () => {
  const place = { notebook: "n", cell: "c" };
  const value = (reads: readonly number[]) => ({
    place,
    raw: 5,
    text: "5",
    format: "count" as const,
    lineage: { reads, functions: [] },
  });
  const reads = [
    { path: "data/names.csv", rows: 2, of: 2 },
    { path: "data/rule.json" },
    { path: "data/pairs.csv", rows: 30, of: 1234 },
  ];
  const tables = (...places: readonly number[]) =>
    dataBehind(value(places), { sources: project.sources, provenance: {}, reads }).tables.map(
      ({ path }) => path,
    );
  expect(tables(0, 1)).toEqual(["data/rule.json"]);
  expect(tables(0, 1, 2)).toEqual(["data/pairs.csv"]);
  expect(tables(0)).toEqual(["data/names.csv"]);
});
