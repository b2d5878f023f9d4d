import { describe, expect, test } from "vitest";
import { readFrontMatter } from "../../../src/engine/notebook/front-matter.js";

const read = (source: string, cell_type: "raw" | "markdown" = "raw") =>
  readFrontMatter({ cells: [{ cell_type, id: "f", metadata: {}, source }] }, "a.ipynb");

/** For invalid front matter, see test/hostile/projects. */
describe("front matter", () => {
  test("is the YAML in the first raw cell, with expressions unchanged", () => {
    expect(read("---\ntitle: `{ts} country` and others\nyears: [2003, 2022]\n---\n")).toEqual({
      title: "`{ts} country` and others",
      years: [2003, 2022],
    });
  });
  test("is missing in other cells, and in raw cells without YAML between dashes", () => {
    expect(read("---\ntitle: a\n---", "markdown")).toBeUndefined();
    expect(read("\\newpage")).toBeUndefined();
    expect(readFrontMatter({ cells: [] }, "a.ipynb")).toBeUndefined();
  });
  test("may be empty", () => {
    expect(read("---\n---")).toEqual({});
  });
});
