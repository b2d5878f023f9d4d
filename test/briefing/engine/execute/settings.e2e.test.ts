/** Cells that depend on assumptions are executed for every setting, in a real kernel. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ExecuteSettings, Execution } from "../../../../src/briefing/engine/execute/contract.js";
import { withoutJudgement, withoutOrigins } from "../../../../src/briefing/engine/execute/answer-content.js";
import { answersOf, type CellAnswer } from "../../../../src/briefing/engine/notebook/answers.js";
import type { Cell } from "../../../../src/briefing/engine/notebook/contract.js";
import { recordedFacts } from "../../../../src/briefing/engine/report/bundles.js";
import { settingKey, settingOf, settingsOf, valueText } from "../../../../src/briefing/model/assumption.js";
import { codeCell, notebookOf, textCell } from "../../../support/notebook.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { realKernels } from "./real-kernel.js";

const kernels = realKernels();

async function execute(cells: readonly Cell[], changes: Partial<ExecuteSettings> = {}): Promise<Execution> {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, "notebooks"));
  writeFileSync(path.join(folder, "package.json"), '{ "type": "module" }');
  const job = { path: path.join(folder, "notebooks/case.ipynb"), notebook: notebookOf(cells) };
  const [execution] = await kernels.execute([job], changes);
  if (execution === undefined) throw new Error("nothing was executed");
  return execution;
}

const imports = codeCell("imports", 'import { assume, fmt } from "briefing";');
const assumptions = [
  codeCell("assume-base", 'const base = assume.select("base", [1, 2, 3], { label: "Base", value: 1 });'),
  codeCell("assume-double", 'const double = assume.toggle("double", { label: "Twice", value: false });'),
];

const failuresOf = ({ failures }: Execution): readonly string[] =>
  failures.map(({ cell, evalue }) => `${cell?.id ?? ""}: ${evalue}`);

const answerIn = (execution: Execution, id: string, setting: object): CellAnswer | undefined =>
  answersOf(execution.notebook)
    ?.cells.find(({ cell }) => cell === id)
    ?.under.find((each) => settingKey(each.setting) === settingKey(setting as never))?.answer;

test("values, conditions and outputs under every setting; what does not differ is not carried", async () => {
  const execution = await execute([
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
  const execution = await execute([
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
  const given = await execute(cells, { parameters: { base: "3", double: "true" } });
  expect(failuresOf(given)).toEqual([]);
  expect(answersOf(given.notebook)?.assumptions.map(({ value }) => value)).toEqual([3, true]);
  expect(given.notebook.cells.find(({ id }) => id === "sum")).toMatchObject({
    outputs: [{ data: { "text/plain": "6" } }],
  });
  const wrong = await execute(cells, { parameters: { base: "7" } });
  expect(failuresOf(wrong)).toEqual([
    expect.stringContaining('assume-base: "7" is not a value of the assumption base'),
  ]);
});

test.each([
  [
    "changes an object of another cell",
    [codeCell("list", "const list: number[] = [];"), codeCell("adds", "list.push(base);\nlist.length;")],
    "adds: cell adds changes list, which another cell declares",
  ],
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
    "assigns to a variable of another cell",
    [codeCell("count", "let count = 0;"), codeCell("assigns", "count += base;")],
    "assigns: this cell depends on an assumption, so it is executed again for each setting, but it assigns to count",
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
  const execution = await execute([imports, ...assumptions, ...cells]);
  expect(failuresOf(execution).join("\n")).toContain(message);
});

test("settings are executed only if they are wanted", async () => {
  const cells = [imports, ...assumptions, codeCell("sum", "base;")];
  const execution = await execute(cells, { answers: "omit" });
  expect(failuresOf(execution)).toEqual([]);
  expect(answersOf(execution.notebook)).toBeUndefined();
});

test("the last of many settings take no longer than the first", async () => {
  const ended: number[] = [];
  const execution = await execute(
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

/** Each cell declares a name from earlier ones, directly, in a closure or in an object. */
const cellsOf = (uses: readonly { readonly from: number; readonly form: number }[]): readonly Cell[] => {
  const names = ["base", "Number(double)", "fixed"];
  const cells = [codeCell("fixed", "const fixed = 7;")];
  for (const [index, { from, form }] of uses.entries()) {
    const used = names[from % names.length] ?? "base";
    const name = `n${index}`;
    const sources = [
      `const ${name} = ${used} * 2 + ${index};\n${name};`,
      `const f${index} = () => ${used} + 1;\nconst ${name} = f${index}();\n${name};`,
      `const ${name} = [1, 2, 3].filter((x) => x > ${used}).length;\n${name};`,
      `const o${index} = { value: ${used} - 1 };\nconst { value: ${name} } = o${index};\n${name};`,
    ];
    cells.push(codeCell(`cell-${index}`, sources[form % sources.length] ?? ""));
    names.push(name);
  }
  return cells;
};

test("executed again is executed anew: for every setting, a build with parameters gives the same", async () => {
  const [uses = []] = fc.sample(
    fc.array(fc.record({ from: fc.nat(9), form: fc.nat(3) }), { minLength: 7, maxLength: 7 }),
    1,
  );
  const last = `n${uses.length - 1}`;
  const words = textCell("markdown", "words", `\`{ts} fmt.count(${last})\` [so]{holds='${last} > 3'}`);
  const cells = [imports, ...assumptions, ...cellsOf(uses), words];
  const execution = await execute(cells);
  expect(failuresOf(execution), JSON.stringify(uses)).toEqual([]);
  const found = answersOf(execution.notebook);
  for (const setting of settingsOf(found?.assumptions ?? [])) {
    const parameters = Object.fromEntries(
      Object.entries(setting).map(([id, value]) => [id, valueText(value)]),
    );
    const anew = await execute(cells, { parameters, answers: "omit" });
    for (const cell of execution.notebook.cells) {
      if (cell.id.startsWith("assume-")) continue;
      const on = found?.cells.find((each) => each.cell === cell.id)?.on ?? [];
      const carried = answerIn(execution, cell.id, settingOf(setting, on)) ?? contentOf(cell);
      const same = anew.notebook.cells.find(({ id }) => id === cell.id);
      expect([setting, cell.id, uncounted(carried)]).toEqual([
        setting,
        cell.id,
        uncounted(same && contentOf(same)),
      ]);
    }
  }
});

/** As in an answer; execution counts differ, because parameters are set in a cell of their own. */
function contentOf(cell: Cell): CellAnswer {
  if (cell.cell_type !== "code") return { inline: (recordedFacts(cell)?.inline ?? []).map(withoutJudgement) };
  return { outputs: cell.outputs.map(withoutOrigins) };
}

const uncounted = (answer: CellAnswer | undefined): unknown =>
  JSON.parse(JSON.stringify(answer ?? null).replace(/"execution_count":\d+/g, '"execution_count":0'));
