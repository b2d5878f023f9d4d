import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseForeignNotebook, parseNotebook } from "../../../src/engine/notebook/parse.js";

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/others/${name}`, import.meta.url), "utf8");

function read(name: string) {
  const faults: string[] = [];
  const notebook = parseForeignNotebook(fixture(name), name, ({ message }, consequence) => {
    faults.push(`${message} ${consequence}`);
  });
  return { notebook, faults };
}

describe("a notebook of nbformat 3", () => {
  const { notebook, faults } = read("ipython-2.ipynb");

  it("is converted to nbformat 4.5, with all worksheets", () => {
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

  it("has outputs of each type, under MIME types, with execution counts", () => {
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
  const { notebook, faults } = read("unusual.ipynb");

  it("is read without them, and each is named", () => {
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

  it("is rejected for execution", () => {
    expect(() => parseNotebook(fixture("unusual.ipynb"), "a.ipynb")).toThrow("have the same id");
    expect(() => parseNotebook(fixture("ipython-2.ipynb"), "a.ipynb")).toThrow("nbformat 3");
  });
});
