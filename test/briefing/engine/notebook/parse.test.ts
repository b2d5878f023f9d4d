import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Notebook } from "../../../../src/briefing/engine/notebook/contract.js";
import { NotebookFormatError } from "../../../../src/briefing/engine/notebook/errors.js";
import { parseForeignNotebook, parseNotebook } from "../../../../src/briefing/engine/notebook/parse.js";
import { thrown } from "../../../support/thrown.js";

const stored = (cells: unknown[], more: object = {}): string =>
  JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5, ...more });
const cell = (more: object = {}) => ({ cell_type: "markdown", metadata: {}, source: "text", ...more });
const parse = (text: string): Notebook => parseNotebook(text, "notebooks/a.ipynb");

const parseError = (text: string) => thrown(NotebookFormatError, () => parse(text));

describe("valid files", () => {
  test("lines are joined and CRLF becomes LF", () => {
    const notebook = parse(
      stored([cell({ source: ["a\r\n", "b\r\n", "c"] }), cell({ source: "d\r\ne\rf" })]),
    );
    expect(notebook.cells.map(({ source }) => source)).toEqual(["a\nb\nc", "d\ne\nf"]);
  });

  test("a byte order mark and CRLF around the JSON are ignored", () => {
    const text = JSON.stringify(JSON.parse(stored([cell()])), undefined, 1).replaceAll("\n", "\r\n");
    expect(parse(`\uFEFF${text}`).cells).toHaveLength(1);
  });

  test("cells without an id get one that is stable when others are inserted before them", () => {
    const one = parse(stored([cell({ source: "x" }), cell({ source: "y" })], { nbformat_minor: 2 }));
    const two = parse(stored([cell({ source: "new" }), cell({ source: "x" }), cell({ source: "y" })]));
    expect(one.nbformat_minor).toBe(5);
    expect(parse(stored([]).replace('"nbformat_minor":5', '"nbformat_minor":1e400')).nbformat_minor).toBe(5);
    expect(two.cells.slice(1).map(({ id }) => id)).toEqual(one.cells.map(({ id }) => id));
    expect(new Set(two.cells.map(({ id }) => id)).size).toBe(3);
  });

  test("identical cells get different ids, none of them taken", () => {
    const [first] = parse(stored([cell()])).cells;
    const ids = parse(stored([cell(), cell(), cell({ id: first?.id, source: "other" })])).cells.map(
      ({ id }) => id,
    );
    expect(new Set(ids).size).toBe(3);
    expect(ids[2]).toBe(first?.id);
  });

  test("texts of outputs are joined, JSON is not", () => {
    const outputs = [
      { output_type: "stream", name: "stderr", text: ["a\n", "b"] },
      {
        output_type: "display_data",
        metadata: {},
        data: { "text/html": ["<b>", "x"], "application/json": ["a", "b"], "application/x+json": ["c"] },
      },
      { output_type: "error", ename: "E", evalue: "v", traceback: ["t"] },
    ];
    const [code] = parse(stored([cell({ cell_type: "code", outputs, execution_count: 3 })])).cells;
    expect(code).toMatchObject({
      execution_count: 3,
      outputs: [
        { name: "stderr", text: "a\nb" },
        { data: { "text/html": "<b>x", "application/json": ["a", "b"], "application/x+json": ["c"] } },
        { ename: "E", traceback: ["t"] },
      ],
    });
  });

  test("optional fields are filled in", () => {
    const notebook = parse(JSON.stringify({ nbformat: 4, cells: [{ cell_type: "code", source: "1" }] }));
    expect(notebook).toMatchObject({
      metadata: {},
      cells: [{ metadata: {}, outputs: [], execution_count: null }],
    });
  });
});

/** For files that are not notebooks, see test/hostile/notebooks. */
describe("rejected files", () => {
  test("two cells with one id are both named", () => {
    const error = parseError(stored([cell({ id: "x" }), cell({ id: "y" }), cell({ id: "x" })]));
    expect(error.message).toBe('notebooks/a.ipynb: cells 1 and 3 have the same id "x".');
  });

  test("nbformat 3 with the command to convert it, quoted for a shell", () => {
    const text = '{"nbformat": 3, "worksheets": []}';
    expect(parseError(text).hint).toBe(
      "Convert it: jupyter nbconvert --to notebook --nbformat 4 --inplace notebooks/a.ipynb",
    );
    expect(() => parseNotebook(text, "my notes.ipynb")).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/--inplace 'my notes\.ipynb'$/) as string }),
    );
  });

  test("a truncated file, at its end", () => {
    const whole = JSON.stringify(JSON.parse(stored([cell({ source: "abc" })])), undefined, 1);
    for (let length = 1; length < whole.length - 1; length += 1) {
      const part = whole.slice(0, length);
      const lines = part.trimEnd().split("\n");
      const { message } = parseError(part);
      expect(message).toMatch(/^notebooks\/a\.ipynb:\d+:\d+: (?:the file ends in the middle|not JSON)/);
      expect(message.startsWith(`notebooks/a.ipynb:${lines.length}:`)).toBe(true);
    }
  });
});

const fixture = (name: string): string =>
  readFileSync(new URL(`../../../fixtures/others/${name}`, import.meta.url), "utf8");

function readForeign(name: string) {
  const faults: string[] = [];
  const notebook = parseForeignNotebook(fixture(name), name, ({ message }, consequence) => {
    faults.push(`${message} ${consequence}`);
  });
  return { notebook, faults };
}

describe("a notebook of nbformat 3", () => {
  const { notebook, faults } = readForeign("ipython-2.ipynb");

  test("is converted to nbformat 4.5, with all worksheets", () => {
    expect(faults).toEqual([]);
    expect(notebook).toMatchObject({ nbformat: 4, nbformat_minor: 5 });
    expect(notebook.metadata).toMatchObject({ language_info: { name: "python" } });
    expect(notebook.cells.map(({ cell_type, source }) => [cell_type, source])).toEqual([
      ["markdown", "# Landings of fish"],
      ["markdown", "From the *annual* report."],
      ["code", "print 'tonnes'\ntotal"],
      ["code", "plot(total)"],
      ["markdown", "## Later"],
      ["code", "1 / 0"],
    ]);
  });

  test("has outputs of each type, under MIME types, with execution counts", () => {
    const code = notebook.cells.flatMap((cell) => (cell.cell_type === "code" ? [cell] : []));
    expect(code.map(({ execution_count: count }) => count)).toEqual([3, 4, 5]);
    expect(code.flatMap(({ outputs }) => outputs)).toMatchObject([
      { output_type: "stream", name: "stdout", text: "tonnes\n" },
      {
        output_type: "execute_result",
        execution_count: 3,
        data: { "text/html": "<table><tr><td>71</td></tr></table>", "text/plain": "    n\n0  71" },
      },
      { output_type: "display_data", data: { "image/png": expect.stringMatching(/^iVBOR/) as string } },
      { output_type: "error", ename: "ZeroDivisionError" },
    ]);
  });
});

describe("a notebook with unknown parts", () => {
  const { notebook, faults } = readForeign("unusual.ipynb");

  test("is read without them, and each is named", () => {
    expect(faults).toEqual([
      'unusual.ipynb: cells 1 and 3 have the same id "words". Cell 3 gets a new id.',
      'unusual.ipynb, cell 4: "not an id" is not a valid cell id. It gets a new id.',
      'unusual.ipynb, cell 2: unknown cell type "sql". The cell is left out.',
      'unusual.ipynb, cell 3: output 1: unknown output type "update_display_data". It is shown by the data in it.',
      'unusual.ipynb, cell 3: output 2: unknown output type "progress". The output is ignored.',
    ]);
    expect(notebook.cells.map(({ cell_type }) => cell_type)).toEqual(["markdown", "code", "markdown"]);
    expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(3);
    expect(notebook.cells[1]).toMatchObject({
      outputs: [
        { output_type: "display_data", data: { "text/plain": "seventy-one" } },
        { output_type: "stream", text: "the last line\n" },
      ],
    });
  });

  test("is rejected for execution", () => {
    expect(() => parseNotebook(fixture("unusual.ipynb"), "a.ipynb")).toThrow("have the same id");
    expect(() => parseNotebook(fixture("ipython-2.ipynb"), "a.ipynb")).toThrow("nbformat 3");
  });
});
