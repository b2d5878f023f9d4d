import { expect, it } from "vitest";
import type { Cell } from "../../../../src/briefing/engine/notebook/contract.js";
import { NotebookProgram } from "../../../../src/briefing/engine/notebook/program.js";
import { codeCell, notebookOf, textCell } from "../../../support/notebook.js";

/** Ids of the cells that the cell with this id depends on. */
function behind(id: string, cells: readonly Cell[]): readonly string[] {
  const cell = cells.find((each) => each.id === id);
  const program = new NotebookProgram(notebookOf(cells));
  return cell === undefined ? [] : program.cellsBehind(cell).map((each) => each.id);
}

it.each([
  ["const a = 1, b = f(c, d);", ["a", "b"]],
  ["let a: number = 1;\nconst { b, c: d, ...e } = x, [f] = y;", ["a", "b", "d", "e", "f"]],
  ["async function go(x: number) { const inner = 1; }\nclass K {}\ntype T = string;", ["K", "T", "go"]],
  ['import d, { a as b, type C } from "m";\nimport * as e from "n";', ["C", "b", "d", "e"]],
  ['import type { X } from "m"; await import("y");', ["X"]],
  ["for (const row of rows) print(row);", []],
  ["const a = `x${ (() => { const b = 1; return b; })() }`\nconst c = 2", ["a", "c"]],
])("names that a cell declares: %s", (code, names) => {
  const { statements } = new NotebookProgram(notebookOf([codeCell("x", code)]));
  expect(statements.flatMap(({ defines }) => [...defines]).sort()).toEqual(names);
});

it("a cell depends on those that define or may have changed what it mentions; imports cannot be changed", () => {
  const cells = [
    codeCell("imports", 'import { load } from "m";'),
    codeCell("data", 'const rows = load("rows");'),
    codeCell("other", 'const more = load("more");'),
    codeCell("counts", "const count = rows.length;"),
    codeCell("sort", "rows.sort();"),
    codeCell("skipped", "rows.sort();", { tags: ["look"] }),
    codeCell("use", "const first = rows[0];"),
  ];
  expect(behind("data", cells)).toEqual(["imports"]);
  expect(behind("other", cells)).toEqual(["imports"]);
  expect(behind("use", cells)).toEqual(["data", "sort"]);
});

it("cells are found for expressions in prose, and for the front matter as if it came last", () => {
  const cells = [
    textCell("raw", "front", "---\ntitle: `{ts} late`\n---"),
    codeCell("a", "const early = 1;"),
    textCell("markdown", "words", "Text early `{ts} fmt.count(early)`."),
    codeCell("b", "const late = 2;"),
  ];
  expect(behind("words", cells)).toEqual(["a"]);
  expect(behind("front", cells)).toEqual(["b"]);
});
