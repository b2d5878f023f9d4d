/** Cells that depend on assumptions are executed for every setting, in a real kernel. */
import { expect, test } from "vitest";
import { answersOf } from "../../../../src/briefing/engine/notebook/answers.js";
import { codeCell, textCell } from "../../../support/notebook.js";
import { answerIn, assumptions, executeAnswered, failuresOf, imports } from "./answered.js";

test("values, conditions and outputs under every setting; what does not differ is not carried", async () => {
  const execution = await executeAnswered([
    textCell("raw", "front-matter", "---\ntitle: '`{ts} fmt.count(total)` in all'\n---"),
    imports,
    ...assumptions,
    codeCell("sum", "const plus = (n: number) => n + base;\nconst sum = plus(10);\nsum;"),
    codeCell("other", "const other = 5;\nother;"),
    codeCell("total", "const total = double ? 2 * sum : sum;\ntotal;"),
    codeCell("sign", 'const sign = sum > 0 ? "above" : "below";\nsign;'),
    textCell("markdown", "words", "[It is `{ts} fmt.count(total)`.]{holds='total < 13'} `{ts} sign`."),
    textCell("markdown", "plain", "`{ts} fmt.count(other)`"),
  ]);
  expect(failuresOf(execution)).toEqual([]);
  const found = answersOf(execution.notebook);
  expect(found?.assumptions.map(({ id, label }) => [id, label])).toEqual([
    ["base", "Base"],
    ["double", "Twice"],
  ]);
  expect(found?.cells.map(({ cell, on, under }) => [cell, on, under.length])).toEqual([
    ["sum", ["base"], 2],
    ["total", ["base", "double"], 5],
    ["words", ["base", "double"], 5],
    ["front-matter", ["base", "double"], 5],
  ]);
  expect(answerIn(execution, "sum", { base: 3 })).toMatchObject({
    outputs: [{ output_type: "execute_result", data: { "text/plain": "13" } }],
  });
  expect(answerIn(execution, "words", { base: 2, double: true })).toMatchObject({
    inline: [
      { status: "ok", value: { text: "24", raw: 24 } },
      { status: "ok", value: { raw: false } },
      { status: "ok", value: { text: "above" } },
    ],
  });
});

test("a setting that fails is an answer, also of the cells that use its names", async () => {
  const execution = await executeAnswered([
    imports,
    ...assumptions,
    codeCell("root", 'if (base === 2) throw new Error("no table has 2");\nconst root = base;'),
    codeCell("next", "const next = root + 1;\nnext;"),
    textCell("markdown", "words", "`{ts} fmt.count(next)`, `{ts} String(base)`"),
  ]);
  expect(failuresOf(execution)).toEqual([]);
  expect(answerIn(execution, "next", { base: 2 })).toEqual({ failed: "no table has 2" });
  expect(answerIn(execution, "words", { base: 2 })).toEqual({ failed: "no table has 2" });
  expect(answerIn(execution, "words", { base: 3 })).toMatchObject({ inline: [{ value: { text: "4" } }, {}] });
});

test("published values come from parameters, and a wrong one is an error of its cell", async () => {
  const cells = [imports, ...assumptions, codeCell("sum", "base * (double ? 2 : 1);")];
  const given = await executeAnswered(cells, { parameters: { base: "3", double: "true" } });
  expect(failuresOf(given)).toEqual([]);
  expect(answersOf(given.notebook)?.assumptions.map(({ value }) => value)).toEqual([3, true]);
  expect(given.notebook.cells.find(({ id }) => id === "sum")).toMatchObject({
    outputs: [{ data: { "text/plain": "6" } }],
  });
  const wrong = await executeAnswered(cells, { parameters: { base: "7" } });
  expect(failuresOf(wrong)).toEqual([
    expect.stringContaining('assume-base: "7" is not a value of the assumption base'),
  ]);
});

test.each([
  [
    "uses random numbers",
    [codeCell("random", "const x = Math.random() * base;\nx;")],
    "random: cell random uses random numbers, so that it gave something else",
  ],
  [
    "reads the clock",
    [codeCell("clock", "performance.now() + base;")],
    "clock: cell clock reads the clock, so that it gave something else",
  ],
  [
    "depends on an assumption unseen",
    [
      codeCell("keeps", 'Reflect.set(globalThis, "kept", base);'),
      textCell("markdown", "words", '`{ts} fmt.count(Number(Reflect.get(globalThis, "kept")))`'),
    ],
    "words: cell words gives something else when the whole notebook is executed with base=2, double=true",
  ],
  [
    "declares an assumption in a function",
    [codeCell("hidden", 'const f = () => assume.toggle("hidden", { label: "x", value: true });\nf();')],
    "hidden: assume.toggle must be the whole value of a constant at the top level of a cell",
  ],
  [
    "combines too many settings",
    [
      codeCell(
        "assume-limit",
        'const limit = assume.range("limit", [0, 1], { label: "Limit", step: 0.01, value: 0.5 });',
      ),
      codeCell("all", "limit * base;"),
    ],
    "assume-base: its assumptions have 303 settings together (3 of base × 101 of limit); a build executes at most 250.",
  ],
] as const)("a cell that %s stops the build and is named", async (_, cells, message) => {
  const execution = await executeAnswered([imports, ...assumptions, ...cells]);
  expect(failuresOf(execution).join("\n")).toContain(message);
});

test("a cell that gives something else each time says nothing about a setting, and stops no build", async () => {
  const counts = 'const count = Number(Reflect.get(globalThis, "count") ?? 0) + 1;';
  const execution = await executeAnswered([
    imports,
    ...assumptions,
    codeCell("counts", `${counts}\nReflect.set(globalThis, "count", count);\ncount;`),
    codeCell("sum", "base + 1;"),
  ]);
  expect(failuresOf(execution)).toEqual([]);
  expect(answerIn(execution, "sum", { base: 3 })).toMatchObject({
    outputs: [{ data: { "text/plain": "4" } }],
  });
});

test("what is unseen is found although a cell fails under every other setting", async () => {
  const execution = await executeAnswered([
    imports,
    codeCell("assume-double", 'const double = assume.toggle("double", { label: "Twice", value: false });'),
    codeCell("keeps", 'Reflect.set(globalThis, "kept", double);'),
    codeCell("fails", 'if (double) throw new Error("not twice");'),
    textCell("markdown", "words", '`{ts} String(Reflect.get(globalThis, "kept"))`'),
  ]);
  expect(failuresOf(execution)).toEqual([
    expect.stringContaining("words: cell words gives something else when the whole notebook is executed"),
  ]);
  expect(answersOf(execution.notebook)).toBeUndefined();
});

test("a list that a cell fills from outside the notebook is not made anew without that cell", async () => {
  const execution = await executeAnswered([
    codeCell("imports", 'import { assume } from "briefing";\nimport { writeFileSync } from "node:fs";'),
    codeCell("list", "const list: number[] = [];"),
    codeCell("fills", 'list.push(4, 5);\nwriteFileSync("log.txt", "filled");'),
    codeCell("shows", "list.length;"),
    ...assumptions,
    codeCell("sum", "list.length * base;"),
  ]);
  expect(failuresOf(execution)).toEqual([]);
  expect(answerIn(execution, "sum", { base: 3 })).toMatchObject({
    outputs: [{ data: { "text/plain": "6" } }],
  });
});

test("settings are executed only if they are wanted", async () => {
  const cells = [imports, ...assumptions, codeCell("sum", "base;")];
  const execution = await executeAnswered(cells, { answers: "omit" });
  expect(failuresOf(execution)).toEqual([]);
  expect(answersOf(execution.notebook)).toBeUndefined();
});

test("the last of many settings take no longer than the first", async () => {
  const ended: number[] = [];
  const execution = await executeAnswered(
    [
      imports,
      codeCell(
        "assume-limit",
        'const limit = assume.range("limit", [0, 100], { label: "Limit", step: 1, value: 0 });',
      ),
      ...Array.from({ length: 8 }, (_, n) =>
        codeCell(`cell-${n}`, `const n${n} = ${n === 0 ? "limit" : `n${n - 1}`} + 1;`),
      ),
    ],
    { onProgress: ({ kind }) => kind === "settings" && ended.push(performance.now()) },
  );
  expect(failuresOf(execution)).toEqual([]);
  expect(ended).toHaveLength(101);
  const spent = ended.slice(1).map((end, place) => end - (ended[place] ?? 0));
  // Kernels whose names led through every earlier setting took many times as long.
  expect(median(spent.slice(-10))).toBeLessThan(2 * median(spent.slice(10, 20)));
});

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN;
