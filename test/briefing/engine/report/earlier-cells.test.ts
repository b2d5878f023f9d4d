import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namesIn } from "../../../../src/briefing/engine/notebook/cell-code.js";
import { earlierCells, nearestCells } from "../../../../src/briefing/engine/report/lineage.js";
import { codeCell, notebookOf, textCell } from "../../../support/notebook.js";

const declared = (code: string) => [...namesIn(code).declared].sort();

it.each([
  ["const a = 1, b = f(c, d);", ["a", "b"]],
  ["let a: number = 1;\nconst { b, c: d, ...e } = x, [f] = y;", ["a", "b", "d", "e", "f"]],
  ["async function go(x: number) { const inner = 1; }\nclass K {}\ntype T = string;", ["K", "T", "go"]],
  ['import d, { a as b, type C } from "m";\nimport * as e from "n";', ["C", "b", "d", "e"]],
  ['import type { X } from "m"; await import("y");', ["X"]],
  ["for (const row of rows) print(row);", []],
  ["const a = `x${ (() => { const b = 1; return b; })() }`\nconst c = 2", ["a", "c"]],
])("names that a cell declares: %s", (code, names) => {
  expect(declared(code)).toEqual(names);
});

describe("the cells a cell depends on", () => {
  it("declare or may have changed what it mentions; imports cannot be changed", () => {
    const found = earlierCells(
      notebookOf([
        codeCell("imports", 'import { load } from "m";'),
        codeCell("data", 'const rows = load("rows");'),
        codeCell("other", 'const more = load("more");'),
        codeCell("sort", "rows.sort();"),
        codeCell("use", "const first = rows[0];"),
      ]),
    );
    expect(found.get("data")).toEqual(["imports"]);
    expect(found.get("other")).toEqual(["imports"]);
    expect(found.get("use")).toEqual(["data", "sort"]);
  });

  it("are found for expressions in prose, and for the front matter as if it came last", () => {
    const found = earlierCells(
      notebookOf([
        textCell("raw", "front", "---\ntitle: `{ts} late`\n---"),
        codeCell("a", "const early = 1;"),
        textCell("markdown", "words", "Text early `{ts} fmt.count(early)`."),
        codeCell("b", "const late = 2;"),
      ]),
    );
    expect(found.get("words")).toEqual(["a"]);
    expect(found.get("front")).toEqual(["b"]);
  });
});

describe("the cells that a reader goes to next", () => {
  const record = (cells: readonly string[]) => ({
    cells,
    files: [],
    modules: [],
    packages: [],
    functions: [],
    environment: [],
  });
  const nearest = (cell: string, dependencies: Readonly<Record<string, readonly string[]>>) =>
    nearestCells(
      { notebook: "n.ipynb", cell },
      Object.fromEntries(Object.entries(dependencies).map(([id, cells]) => [`n.ipynb#${id}`, record(cells)])),
    );

  it("are those that no other of them leads to", () => {
    const dependencies = { data: [], cleaned: ["data"], other: [], use: ["data", "cleaned", "other"] };
    expect(nearest("use", dependencies)).toEqual(["cleaned", "other"]);
    expect(nearest("data", dependencies)).toEqual([]);
  });

  it("are never none where cells of a foreign notebook depend on each other in a circle", () => {
    expect(nearest("a", { a: ["a", "b", "c"], b: ["c"], c: ["b"] })).toEqual(["c"]);
  });

  it("lead to every cell that the dependencies lead to, and to no other", () => {
    const follow = (cell: string, next: (cell: string) => readonly string[]): readonly string[] => {
      const found = new Set<string>();
      const visit = (id: string): void => {
        for (const other of next(id)) {
          if (found.has(other)) continue;
          found.add(other);
          visit(other);
        }
      };
      visit(cell);
      return [...found].sort();
    };
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(8), { maxLength: 8 }), { minLength: 9, maxLength: 9 }),
        (chosen) => {
          const dependencies = Object.fromEntries(
            chosen.map((numbers, index) => [
              `c${index}`,
              [...new Set(numbers)]
                .filter((number) => number < index)
                .sort()
                .map((number) => `c${number}`),
            ]),
          );
          const whole = follow("c8", (id) => dependencies[id] ?? []);
          expect(follow("c8", (id) => nearest(id, dependencies))).toEqual(whole);
        },
      ),
    );
  });
});
