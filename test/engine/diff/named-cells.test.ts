import { describe, expect, it } from "vitest";
import { cellsNamed } from "../../../src/engine/diff/causes/lineage.js";

/** Sources by cell → the cells that the last one seems to rest on, nearest first. */
function named(sources: Readonly<Record<string, string>>): readonly string[] {
  const blocks = Object.entries(sources).map(([cell, source]) => ({
    kind: "code" as const,
    cell,
    language: "",
    source,
  }));
  const section = { id: "s", notebook: "s.ipynb", title: [], blocks };
  return cellsNamed(section, Object.keys(sources).at(-1) ?? "");
}

describe("the cells that a cell rests on, by their names", () => {
  it.each([
    ["Python", { a: "x = 1", b: "y: int = 2", c: "z = x + 1", d: "print(z)" }, ["c", "a"]],
    ["Python, in place", { a: "df = read()", b: "df['share'] = df.a / 2", c: "df.plot()" }, ["b", "a"]],
    ["Python, several", { a: "a, b = 1, 2", b: "def f(n):\n  return n", c: "f(b)" }, ["b", "a"]],
    ["Python, imported", { a: "import numpy as np", b: "np.ones(3)" }, ["a"]],
    ["R", { a: "x <- 1", b: "2 -> y", c: "library(dplyr)", d: "x + y" }, ["b", "a"]],
    ["Julia", { a: "function area(r)\n  r^2\nend", b: "area(2)" }, ["a"]],
    ["TypeScript", { a: "const x = 1;", b: "let y = 2", c: "y + 1" }, ["b"]],
    ["comparison and argument are no assignment", { a: "f(x=1); x == 2; x >= 3", b: "print(x)" }, []],
  ])("%s", (_, sources, expected) => {
    expect(named(sources)).toEqual(expected);
  });
});
