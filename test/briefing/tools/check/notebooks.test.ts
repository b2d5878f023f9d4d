import { describe, expect, test } from "vitest";
import { earlierDependencies, earlierImportsOf } from "../../../../src/briefing/tools/check/check-package.js";
import { unreadableNotebook } from "../../../../src/briefing/tools/check/check-notebooks.js";
import { NotebookFormatError } from "../../../../src/briefing/engine/notebook/errors.js";
import { parseNotebook } from "../../../../src/briefing/engine/notebook/parse.js";
import { check, notebookText, printed, type CellSource } from "./project.js";
import { toStoredForm } from "../../../../src/briefing/tools/check/stored-form.js";
import { thrown } from "../../../support/thrown.js";

const clean = (cells: readonly CellSource[]): string => toStoredForm(notebookText(cells), "x.ipynb").text;

test("a clean notebook has no findings", async () => {
  const notebooks = [
    clean([["code", 'figure({ id: "a", caption, alt }); table({ id: "a", caption })']]),
    clean([["markdown", "x"]]),
  ];
  expect(await check("notebooks", { notebooks })).toEqual([]);
});

test("deviations from the stored form are reported by cell", async () => {
  const output = { output_type: "stream", name: "stdout", text: "x" };
  const text = clean([
    ["code", "1"],
    ["code", "2"],
  ]);
  const stored = JSON.parse(text) as { cells: object[] };
  stored.cells[1] = {
    ...stored.cells[1],
    outputs: [output],
    execution_count: 3,
    metadata: { scrolled: true },
  };
  const findings = await check("notebooks", { notebooks: [JSON.stringify(stored), text.replace(/\n$/, "")] });
  expect(findings.map(printed)).toEqual([
    "notebooks/01.ipynb b holds metadata scrolled, holds an output, holds the execution count 3",
    expect.stringMatching(
      /^notebooks\/02\.ipynb is not laid out as Jupyter stores it \(first in line \d+\)$/,
    ),
  ]);
  expect(findings[0]?.hint).toBe("Run: briefing clean");
});

test("displayed items that cannot be published yet", async () => {
  const code = [
    'figure(line(rows, { x: "year", y: "visits" }));',
    'figure(line(rows, { x: "year", y: "visits" }), { id: "a", title: "A" });',
    "figure(line(rows, {}), text);",
    "figure(chart); figure(options); table(rows);",
    "table(rows.slice(0, 5));",
    'figure({ mark: "bar" }, { id: "b", caption: "B", alt: "B" });',
    'table({ ...shared, id: "c" });',
  ];
  const findings = await check("notebooks", { notebooks: [clean([["code", code.join("\n")]])] });
  expect(findings.map(printed)).toEqual([
    "notebooks/01.ipynb a 1:1 the figure is not ready to be published: it has no id, no caption, no alt",
    "notebooks/01.ipynb a 2:54 the figure is not ready to be published: it has no caption, no alt",
    "notebooks/01.ipynb a 5:1 the table is not ready to be published: it has no id, no caption",
  ]);
  expect(findings[1]?.hint).toBe(
    'Give it what is missing: figure(…, { caption: "…", alt: "…" }). Preview and build --draft show it as it is.',
  );
});

const isOfIds = ({ message }: { readonly message: string }) => message.includes("has the id of");

test("ids duplicated in the project, ignoring case", async () => {
  const findings = await check("notebooks", {
    notebooks: [
      clean([["code", 'figure({ id: "peak" }); table({ rows: [{ id: "row" }], id: "peak" })']]),
      clean([
        ["code", 'if (x) claim({ id: "peak" });\nfigure({\n  spec: { id: "row" },\n  id: "Peak",\n});'],
        ["markdown", "`{ts #sum} a` and `{ts #sum} b`"],
        ["markdown", "`{ts #Sum} c` and `{ts} c`"],
      ]),
    ],
  });
  expect(findings.filter(isOfIds).map(printed)).toEqual([
    'notebooks/02.ipynb a 4:7 the figure "Peak" has the id of another figure: notebooks/01.ipynb, cell 1 (a), 1:14',
    'notebooks/02.ipynb c 1:12 the value "Sum" has the id of another value: notebooks/02.ipynb, cell 2 (b), 1:12',
  ]);
});

describe("a file that is not a notebook", () => {
  const unreadable = (text: string): readonly string[] => {
    const error = thrown(NotebookFormatError, () => parseNotebook(text, "x.ipynb"));
    return unreadableNotebook("x.ipynb", text, error).map(printed);
  };

  test("all duplicate or invalid cell ids", () => {
    const cell = (id: string): object => ({ cell_type: "markdown", id, metadata: {}, source: "" });
    const cells = [cell("a"), cell("a b"), cell("a"), { ...cell("c"), cell_type: "sql" }];
    expect(unreadable(JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }))).toEqual([
      'x.ipynb cell 2: "a b" is not a valid cell id.',
      'x.ipynb cells 1 and 3 have the same id "a".',
      'x.ipynb cell 4: unknown cell type "sql".',
    ]);
  });

  test("a file that is not JSON is reported with line and column", () => {
    expect(unreadable('{"cells": [\n  1,,\n')).toEqual(["x.ipynb 2:5 not JSON: a value was expected."]);
    expect(unreadable("")).toEqual(["x.ipynb the file is empty."]);
  });
});

test("imports and dependencies named decoupling-briefing are reported with what to write", async () => {
  const code =
    'import { load } from "decoupling-briefing";\nconst { parse } = await import("decoupling-briefing/engine");';
  const prose = 'The package was called "decoupling-briefing".';
  const findings = await check("notebooks", {
    notebooks: [
      clean([
        ["code", code],
        ["markdown", prose],
        ["code", 'import { load } from "briefing";'],
      ]),
    ],
  });
  expect(findings).toMatchObject([
    {
      cell: { id: "a" },
      line: 1,
      column: 22,
      message: 'imports from "decoupling-briefing", which is now called briefing',
    },
    {
      cell: { id: "a" },
      line: 2,
      column: 32,
      hint: expect.stringContaining('Import from "briefing/engine"') as string,
    },
  ]);
  expect(findings[0]?.hint).toContain("docs/how-to/change-from-decoupling-briefing.md");
  const module = { path: "notebooks/a.ts", text: "export { pair } from 'decoupling-briefing';\n" };
  expect(earlierImportsOf(module)).toMatchObject([{ path: "notebooks/a.ts", line: 1, column: 22 }]);
  const description = {
    path: "package.json",
    text: '{\n  "name": "decoupling-briefing",\n  "dependencies": { "decoupling-briefing": "0.1.0" }\n}',
  };
  expect(earlierDependencies(description)).toMatchObject([{ path: "package.json", line: 3, column: 21 }]);
});
