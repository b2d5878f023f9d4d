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

describe("a notebook with parts that nobody knows", () => {
  const { notebook, faults } = read("unusual.ipynb");

  it("is read without them; each is named", () => {
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

  it("is refused where it is executed", () => {
    expect(() => parseNotebook(fixture("unusual.ipynb"), "a.ipynb")).toThrow("have the same id");
  });
});
