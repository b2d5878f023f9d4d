import { describe, expect, it } from "vitest";
import { namesIn } from "../../../src/engine/notebook/cell-code.js";
import type { Cell, Notebook } from "../../../src/engine/notebook/contract.js";
import { earlierCells } from "../../../src/engine/report/lineage.js";

const declared = (code: string) => [...namesIn(code).declared].sort();

describe("names that a cell declares", () => {
  it.each([
    ["const a = 1, b = f(c, d);", ["a", "b"]],
    ["let a: number = 1;\nconst { b, c: d, ...e } = x, [f] = y;", ["a", "b", "d", "e", "f"]],
    ["async function go(x: number) { const inner = 1; }\nclass K {}\ntype T = string;", ["K", "T", "go"]],
    ['import d, { a as b, type C } from "m";\nimport * as e from "n";', ["C", "b", "d", "e"]],
    ['import type { X } from "m"; await import("y");', ["X"]],
    ["for (const row of rows) print(row);", []],
    ["const a = `x${ (() => { const b = 1; return b; })() }`\nconst c = 2", ["a", "c"]],
  ])("%s", (code, names) => {
    expect(declared(code)).toEqual(names);
  });
});

const code = (id: string, source: string): Cell => ({
  cell_type: "code",
  id,
  metadata: {},
  source,
  outputs: [],
  execution_count: 1,
});
const notebook = (...cells: readonly Cell[]): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells,
});

describe("the cells a cell depends on", () => {
  it("declare or may have changed what it mentions; imports cannot be changed", () => {
    const found = earlierCells(
      notebook(
        code("imports", 'import { load } from "m";'),
        code("data", 'const rows = load("rows");'),
        code("other", 'const more = load("more");'),
        code("sort", "rows.sort();"),
        code("use", "const first = rows[0];"),
      ),
    );
    expect(found.get("data")).toEqual(["imports"]);
    expect(found.get("other")).toEqual(["imports"]);
    expect(found.get("use")).toEqual(["data", "sort"]);
  });

  it("are found for expressions in prose, and for the front matter as if it came last", () => {
    const found = earlierCells(
      notebook(
        { cell_type: "raw", id: "front", metadata: {}, source: "---\ntitle: `{ts} late`\n---" },
        code("a", "const early = 1;"),
        { cell_type: "markdown", id: "words", metadata: {}, source: "Text early `{ts} fmt.count(early)`." },
        code("b", "const late = 2;"),
      ),
    );
    expect(found.get("words")).toEqual(["a"]);
    expect(found.get("front")).toEqual(["b"]);
  });
});
