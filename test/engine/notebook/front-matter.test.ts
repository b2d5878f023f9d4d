import { describe, expect, test } from "vitest";
import { readFrontMatter } from "../../../src/engine/notebook/front-matter.js";

const read = (source: string, cell_type: "raw" | "markdown" = "raw") =>
  readFrontMatter({ cells: [{ cell_type, id: "f", metadata: {}, source }] }, "a.ipynb");

/** What cannot be meant: test/hostile/projects. */
describe("front matter", () => {
  test("is the YAML in the first raw cell; its expressions stay as they are written", () => {
    expect(read("---\ntitle: `{ts} country` and others\nyears: [2003, 2022]\n---\n")).toEqual({
      title: "`{ts} country` and others",
      years: [2003, 2022],
    });
  });
  test("is nothing in another cell, or in a raw cell that is no YAML between dashes", () => {
    expect(read("---\ntitle: a\n---", "markdown")).toBeUndefined();
    expect(read("\\newpage")).toBeUndefined();
    expect(readFrontMatter({ cells: [] }, "a.ipynb")).toBeUndefined();
  });
  test("may be empty", () => {
    expect(read("---\n---")).toEqual({});
  });
});
