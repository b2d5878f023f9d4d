import { describe, expect, it } from "vitest";
import { mime } from "../../../../src/briefing/model/mime.js";
import type { Block } from "../../../../src/briefing/model/report.js";
import type { JsonObject, Notebook } from "../../../../src/briefing/engine/notebook/contract.js";
import { buildReport } from "../../../../src/briefing/engine/report/build-report.js";
import { ReportError } from "../../../../src/briefing/engine/report/errors.js";
import { notebookOf, textCell } from "../../../support/notebook.js";
import { path, project, reportOf, showing, teaNotebook, teaReport } from "./tea.js";

const blocksOf = (kind: Block["kind"]) =>
  teaReport().sections[0]?.blocks.filter((block) => block.kind === kind) ?? [];

const rich = (...parts: (string | JsonObject)[]) => ({ parts });
const table = (id: string, more: JsonObject = {}) =>
  showing("t", {
    [mime.table]: {
      version: 1,
      id,
      caption: rich("c"),
      source: rich("s"),
      key: ["a"],
      columns: [{ field: "a", title: "A", align: "left" }],
      rows: [[{ raw: 1, text: "1" }]],
      ...more,
    },
  });
const build = (...notebooks: readonly Notebook[]) => reportOf(notebooks);

describe("a section", () => {
  it("takes id, title and summary from file name and front matter, with separate values", () => {
    const [section] = teaReport().sections;
    expect(section?.id).toBe("01-tea");
    expect(section?.title).toEqual(["Tea and ", { value: "01-tea.front-fmt-count-kinds" }, " other drinks"]);
    expect(section?.summary).toEqual([
      "Sales of tea rose by ",
      { value: "rise" },
      " to ",
      { value: "01-tea.front-fmt-count-last" },
      " tonnes.",
    ]);
  });

  it("takes its title from a first heading if there is no front matter", () => {
    const notebook = notebookOf([textCell("markdown", "m", "# Tea\n\nText.")]);
    const [section] = build(notebook).sections;
    expect(section?.title).toEqual(["Tea"]);
    expect(section?.blocks).toEqual([{ kind: "prose", cell: "m", text: ["\nText."] }]);
  });

  it("replaces inline expressions only if the notebook was executed with them", () => {
    const [what] = blocksOf("prose");
    const text = what?.kind === "prose" ? what.text : [];
    expect(text.filter((part) => typeof part !== "string")).toEqual([
      { value: "01-tea.what-fmt-count-first" },
      { value: "01-tea.what-fmt-range-low-high" },
      { value: "01-tea.what-word" },
    ]);
    expect(text.filter((part) => typeof part === "string").join("")).toContain(
      "fmt.count(first) // `{ts} fmt.count(first)`",
    );
  });

  it("rejects a text that changed after execution", () => {
    const notebook = teaNotebook();
    const cells = notebook.cells.map((cell) =>
      cell.id === "what"
        ? { ...cell, source: cell.source.replace("fmt.count(first)", "fmt.count(other)") }
        : cell,
    );
    expect(() => build({ ...notebook, cells })).toThrow(/1\.ipynb, cell what: .*inline expression at 3:24/);
  });

  it("follows Jupyter's tags", () => {
    const blocks = teaReport().sections[0]?.blocks ?? [];
    expect(blocks.filter((block) => block.cell === "silent").map((block) => block.kind)).toEqual(["text"]);
    expect(blocks.filter((block) => block.cell === "gone")).toEqual([]);
  });

  it("shows other outputs by their richest type, without escape sequences or folders of the machine", () => {
    const others = teaReport().sections[0]?.blocks.filter((block) => block.cell === "others") ?? [];
    const kinds = others.map(({ kind }) => kind).join(" ");
    expect(kinds).toBe("code text html image image markdown text error");
    expect(others[1]).toMatchObject({ stream: "stdout", text: "red at src/tea.ts\n" });
    expect(others[7]).toMatchObject({
      ename: "TypeError",
      traceback: ["TypeError: no tea", "    at cell 4:1:1", "    at src/tea.ts:3:4"],
    });
  });
});

describe("values", () => {
  it("are found by id, with the number behind the text and their place", () => {
    const { values } = teaReport();
    expect(values["rise"]).toEqual({
      raw: 0.2345,
      text: "23.5\u2009%",
      format: "percent",
      unit: "%",
      place: { notebook: path, cell: "front" },
      expression: "fmt.percent(rise)",
      named: true,
    });
    expect(values["sales.title.1"]?.text).toBe("2022");
    expect(values["green-change"]?.raw).toBe(-0.5);
  });

  it("with the same cell id in two notebooks are kept apart", () => {
    const report = build(markdownOnly("one"), markdownOnly("two"));
    expect(Object.keys(report.values)).toEqual(["1.m-x", "2.m-x"]);
  });
});

function markdownOnly(text: string): Notebook {
  const value = { version: 1, raw: text, text, format: "text" };
  const inline = [{ id: "m-x", expression: "x", line: 1, column: 7, status: "ok", value }];
  const metadata = { briefing: { status: "executed", inline } };
  return notebookOf([{ ...textCell("markdown", "m", "`{ts} x`"), metadata }], {});
}

describe("figures and tables", () => {
  it("are numbered separately, in the order of the briefing", () => {
    const report = build(table("one"), table("two"));
    expect(report.sections.flatMap((section) => section.blocks)).toMatchObject([
      { kind: "code" },
      { kind: "table", id: "one", number: 1 },
      { kind: "code" },
      { kind: "table", id: "two", number: 2 },
    ]);
    expect(blocksOf("figure")).toMatchObject([{ id: "sales", number: 1, origin: "authored" }]);
  });

  it("with the same id, ignoring case, are rejected with both places", () => {
    expect(() => build(table("peak"), table("Peak"))).toThrow(
      'Two tables have the id "Peak": notebooks/1.ipynb, cell t and notebooks/2.ipynb, cell t.',
    );
  });

  it("are in sections with unique names", () => {
    const notebook = table("one");
    const twice = [
      { path: "notebooks/a/tea.ipynb", notebook },
      { path: "notebooks/b/tea.ipynb", notebook: table("two") },
    ];
    expect(() => buildReport(twice, project, new Map())).toThrow(
      'Two notebooks have the name "tea": notebooks/a/tea.ipynb and notebooks/b/tea.ipynb.',
    );
  });

  it("from another tool's notebook get an id and the description in their spec", () => {
    const notebook = showing("v", { [mime.vegaLite]: { mark: "bar", description: "Bars" } });
    expect(build(notebook).sections[0]?.blocks[1]).toMatchObject({
      kind: "figure",
      origin: "bare",
      id: "1-v-1",
      alt: ["Bars"],
    });
  });
});

describe("an invalid bundle", () => {
  it("is rejected with notebook, cell and field", () => {
    expect(() => build(table("peak", { key: "a" }))).toThrow(ReportError);
    expect(() => build(table("peak", { key: "a" }))).toThrow(
      /notebooks\/1\.ipynb, cell t: the table is malformed:\n {2}key: /,
    );
    expect(() => build(table("peak", { rows: [[]] }))).toThrow("rows.0: has 0 cells for 1 columns");
    expect(() => build(showing("f", { [mime.figure]: null }))).toThrow(/cell f: the figure is malformed/);
  });

  it("of a newer version is rejected before it is read", () => {
    expect(() => build(table("peak", { version: 2 }))).toThrow(
      "notebooks/1.ipynb, cell t: the table has version 2; this program reads up to 1.",
    );
  });

  it("cannot be a figure without its spec", () => {
    const [bundle] = teaNotebook().cells.flatMap((cell) =>
      cell.cell_type === "code"
        ? cell.outputs.flatMap((output) =>
            "data" in output && mime.figure in output.data ? [output.data] : [],
          )
        : [],
    );
    expect(() => build(showing("f", { [mime.figure]: bundle?.[mime.figure] ?? null }))).toThrow(
      'the Vega-Lite spec of figure "sales" is malformed',
    );
  });
});

it("provenance lists files, modules, packages and functions of each cell, relative to the project", () => {
  const { provenance, inputs: hashes } = teaReport();
  expect(provenance[`${path}#imports`]).toEqual({
    files: ["data/sales.csv"],
    modules: ["src/tea.js"],
    packages: ["drinks@1.2.3"],
    functions: ["src/tea.js#brew"],
    environment: ["HOME"],
    cells: [],
  });
  expect(hashes).toMatchObject({ "data/sales.csv": "a1", "src/tea.js": "b2" });
  expect(hashes[`${path}#imports`]).toMatch(/^[0-9a-f]{64}$/);
  expect(hashes[`${path}#what`]).toBeUndefined();
});
