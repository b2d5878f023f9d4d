import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { expressionsOf } from "../src/engine/notebook/inline.js";
import { parseNotebook } from "../src/engine/notebook/parse.js";
import { stringifyNotebook } from "../src/engine/notebook/stringify.js";
import { shorthandOfEarlierCells } from "./notebooks/plain-tslab.js";

const folder = fileURLToPath(new URL("../notebooks", import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

describe.each(names)("%s", (name) => {
  const text = readFileSync(`${folder}/${name}`, "utf8");
  const notebook = parseNotebook(text, name);

  test("stands in its stored form: opening and saving it changes no byte", () => {
    expect(stringifyNotebook(notebook)).toBe(text);
    expect(notebook.metadata["kernelspec"]).toEqual({
      display_name: "TypeScript",
      language: "typescript",
      name: "tslab",
    });
    for (const cell of notebook.cells)
      if (cell.cell_type === "code") expect(cell).toMatchObject({ outputs: [], execution_count: null });
  });

  test("types no number by hand that a value should give", () => {
    for (const cell of notebook.cells.filter(({ cell_type }) => cell_type === "markdown")) {
      let prose = cell.source;
      for (const { start, end } of [...expressionsOf(notebook, cell)].reverse())
        prose = prose.slice(0, start) + prose.slice(end);
      // "the first 100 authors" is how OpenAlex works, not a result; keys of citations end in years; a vintage is a year; an address is no prose.
      expect(
        prose
          .replace("first 100 authors", "")
          .replace(/\[[^\]]+\]\(https:[^)]+\)|\]\([^)]+\)|\[@[^\]]+\]|\b(19|20)\d\d\b/g, ""),
        cell.id,
      ).not.toMatch(/\d/);
    }
  });

  test("can be executed by a plain tslab, which does not know the shorthand of an earlier variable", () => {
    const cells = notebook.cells.filter(({ cell_type }) => cell_type === "code").map(({ source }) => source);
    expect(shorthandOfEarlierCells(cells)).toEqual([]);
  });
});
