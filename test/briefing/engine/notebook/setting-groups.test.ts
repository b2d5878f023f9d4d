import { expect, test } from "vitest";
import { assumptionsIn } from "../../../../src/briefing/engine/notebook/assumptions.js";
import type { Cell } from "../../../../src/briefing/engine/notebook/contract.js";
import { NotebookProgram } from "../../../../src/briefing/engine/notebook/program.js";
import { groupsIn } from "../../../../src/briefing/engine/notebook/setting-groups.js";
import { codeCell, notebookOf, textCell } from "../../../support/notebook.js";

const assume = (id: string) => codeCell(`assume-${id}`, `const ${id} = assume.toggle("${id}", {});`);
const groupsOf = (cells: readonly Cell[]) => groupsIn(new NotebookProgram(notebookOf(cells)));
const onIn = (cells: readonly Cell[]) =>
  Object.fromEntries(
    groupsOf(cells).flatMap((group) => group.cells.map(({ cell, on }) => [cell.id, on.join()])),
  );

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
    groupsOf(cells).map(({ assumptions, cells: found }) => [
      assumptions.join(),
      found.map(({ cell }) => cell.id).join(),
    ]),
  ).toEqual([
    ["a,b", "assume-a,assume-b,ofA,ofB,both"],
    ["c", "assume-c,ofC"],
  ]);
});

test("a cell depends on what the statements depend on that it reads, not on the rest of their cells", () => {
  const cells = [
    codeCell("all", 'import { fmt } from "briefing";\nconst a = assume.toggle("a", {});\nconst b = 1;'),
    textCell("markdown", "ofFormat", "`{ts} fmt.count(b)`"),
    codeCell("both", "const ofA = a ? 1 : 2;\nconst ofB = b;"),
    textCell("markdown", "ofA", "`{ts} ofA`"),
    textCell("markdown", "ofB", "`{ts} ofB`"),
  ];
  expect(onIn(cells)).toEqual({ all: "a", both: "a", ofA: "a" });
});

test.each([
  ["a method of an array", "const total: number[] = [];", "total.push(Number(a));"],
  ["a member", "const total: number[] = [];", "total[0] = Number(a);"],
  ["a variable", "let total = 0;", "total += Number(a);"],
  [
    "a method of an instance",
    "class Box { n = 0; put(n) { this.n = n; } }\nconst total = new Box();",
    "total.put(a);",
  ],
  ["a function of an object", "const total = { n: 0, put: (n) => { total.n = n; } };", "total.put(a);"],
  ["a function of the notebook", "const total = [];\nfunction put(n) { total.push(n); }", "put(Number(a));"],
  ["what a function is given", "const total = [];", "fill(total, a);"],
  ["another name", "const total = { list: [] };\nconst list = total.list;", "list.push(a);"],
  ["what a loop gives", "const total = [{ n: 0 }];", "for (const each of total) each.n = a;"],
])(
  "who reads what a cell changed through %s depends on it, and the object is made anew",
  (_, made, change) => {
    const cells = [
      codeCell("made", made),
      textCell("markdown", "before", "`{ts} total`"),
      codeCell("early", "const early = total;"),
      assume("a"),
      codeCell("changes", change),
      codeCell("reads", "const read = () => total;"),
      textCell("markdown", "words", "`{ts} read()`"),
    ];
    const found = onIn(cells);
    expect(found).toMatchObject({ made: "a", changes: "a", reads: "a", words: "a" });
    expect(found).not.toHaveProperty("before");
  },
);

test("a name for a part of an object is given again with the object", () => {
  const cells = [
    codeCell("made", "const total = { list: [] };"),
    codeCell("view", "const view = total.list;"),
    assume("a"),
    codeCell("changes", "total.list.push(Number(a));"),
    textCell("markdown", "words", "`{ts} view.length`"),
  ];
  expect(onIn(cells)).toMatchObject({ made: "a", view: "a", changes: "a", words: "a" });
});

test("a function reads what was changed before it is called", () => {
  const cells = [
    codeCell("made", "const rows = [];"),
    codeCell("last", "const last = () => rows.at(-1);"),
    assume("a"),
    codeCell("changes", "rows.push(Number(a));"),
    textCell("markdown", "words", "`{ts} last()`"),
  ];
  expect(onIn(cells)).toMatchObject({ words: "a" });
});

test("a shown call is made for its result, and functions and imports are never made anew", () => {
  const shown = { output_type: "execute_result", data: {}, metadata: {}, execution_count: 3 } as const;
  const cells = [
    codeCell(
      "made",
      'import { sum } from "./sum.js";\nconst rows = [1];\nfunction half(n) { return n / 2; }',
    ),
    assume("a"),
    { ...codeCell("shows", "half(sum(rows, a));"), outputs: [shown] },
    textCell("markdown", "words", "`{ts} rows.length`"),
  ];
  expect(onIn(cells)).toEqual({ "assume-a": "a", shows: "a" });
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
  expect(groupsOf(cells)).toEqual([]);
});
