import { expect, test } from "vitest";
import { assumptionsIn } from "../../../../src/briefing/engine/notebook/assumptions.js";
import type { Cell } from "../../../../src/briefing/engine/notebook/contract.js";
import { dependentsIn, groupsIn } from "../../../../src/briefing/engine/notebook/dependents.js";
import { codeCell, notebookOf, textCell } from "../../../support/notebook.js";

const assume = (id: string) => codeCell(`assume-${id}`, `const ${id} = assume.toggle("${id}", {});`);
const onIn = (cells: readonly Cell[]) =>
  Object.fromEntries(dependentsIn(notebookOf(cells)).dependents.map(({ cell, on }) => [cell.id, on.join()]));

test("cells depend on an assumption through names, closures, imports of cells and texts; the front matter too", () => {
  const cells = [
    textCell("raw", "matter", "---\ntitle: '`{ts} last`'\n---"),
    codeCell("before", "const rows = [1]; const a = 0;"),
    assume("a"),
    codeCell("direct", "const direct = a ? 1 : 2;"),
    codeCell("closure", "const f = () => rows.map((row) => row + direct);"),
    codeCell("shadows", "const g = (direct: number) => direct;"),
    codeCell("redeclares", "const direct = 1;"),
    codeCell("after", "const other = direct;"),
    codeCell("last", "const last = f().length;"),
    textCell("markdown", "words", "`{ts} last`"),
    textCell("markdown", "plain", "`{ts} other` and [x]{holds='other > 0'}"),
    codeCell("skipped", "last;", { tags: ["look"] }),
  ];
  expect(onIn(cells)).toEqual({
    "assume-a": "a",
    direct: "a",
    closure: "a",
    last: "a",
    words: "a",
    matter: "a",
  });
});

test("assumptions are combined only where a cell depends on both", () => {
  const cells = [
    assume("a"),
    assume("b"),
    assume("c"),
    codeCell("ofA", "const ofA = a;"),
    codeCell("ofB", "const ofB = b;"),
    codeCell("both", "ofA && ofB;"),
    codeCell("ofC", "c;"),
  ];
  expect(
    groupsIn(notebookOf(cells)).map(({ assumptions, cells: found }) => [
      assumptions.join(),
      found.map(({ cell }) => cell.id).join(),
    ]),
  ).toEqual([
    ["a,b", "assume-a,assume-b,ofA,ofB,both"],
    ["c", "assume-c,ofC"],
  ]);
});

test("which names of other cells a dependent uses, and to which it assigns", () => {
  const cells = [
    codeCell("imports", 'import { readFileSync } from "node:fs";'),
    codeCell("list", "let count = 0; const list: number[] = []; function f() {}"),
    assume("a"),
    codeCell("uses", "list.push(Number(a)); f(); readFileSync;\ncount++; [count] = [1];"),
  ];
  const { dependents, assignments } = dependentsIn(notebookOf(cells));
  expect(dependents.at(-1)?.foreign).toEqual(["list", "count"]);
  expect(assignments.map(({ name, line, column }) => `${name} ${line}:${column}`)).toEqual([
    "count 2:1",
    "count 2:11",
  ]);
});

test.each([
  ["let x = assume.toggle('x', {});", "1:9 assume.toggle must be the whole value of a constant"],
  ["const x = assume.toggle('x', {}) && 1;", "1:11 assume.toggle must be the whole value of a constant"],
  ["const x = assume.toggle(name, {});", "1:25 the id of an assumption must be a text in quotation marks"],
  [
    "const x = assume.slider('x', {});",
    "1:11 there is no assume.slider. There are: select, range, toggle, checkbox.",
  ],
  ["const x = assume.selct('x', {});", '1:11 there is no assume.selct. Did you mean "select"?'],
  ['import { assume as a } from "briefing";', "1:10 assume is imported under another name"],
  ["const x = assume.toggle('a', {});", '1:11 the assumption "a" is declared twice'],
])("%s is an error", (source, message) => {
  const { faults } = assumptionsIn(notebookOf([assume("a"), codeCell("x", source)]));
  expect(faults.map(({ line, column, message: words }) => `${line}:${column} ${words}`)).toEqual([
    expect.stringContaining(message),
  ]);
});

test("a notebook that uses the word without the function has no assumptions", () => {
  const cells = [
    codeCell("x", "// We assume that it holds.\nconst assumed = { assume: 1 };\nassumed.assume;"),
  ];
  expect(assumptionsIn(notebookOf(cells))).toEqual({ declared: [], faults: [] });
  expect(groupsIn(notebookOf(cells))).toEqual([]);
});
