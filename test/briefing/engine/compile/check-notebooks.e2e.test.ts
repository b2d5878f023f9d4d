import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import {
  isAccepted,
  openNotebookTypes,
  type NotebookTypes,
} from "../../../../src/briefing/engine/compile/check-notebooks.js";
import type { NotebookCode, Unit, UnitResult } from "../../../../src/briefing/engine/compile/contract.js";
import { casesOf } from "../../../support/cases.js";
import { temporaryFolder } from "../../../support/temporary.js";

const cell = (source: string, effect: "declares" | "isolated" = "declares"): Unit => ({
  kind: "cell",
  source,
  effect,
});
const { signal } = new AbortController();

const opened: NotebookTypes[] = [];
afterAll(() => Promise.all(opened.map((types) => types.close())));

function open(store = temporaryFolder()): NotebookTypes {
  const types = openNotebookTypes(store);
  opened.push(types);
  return types;
}

/** By notebook name. */
async function check(
  folder: string,
  notebooks: Readonly<Record<string, readonly Unit[]>>,
  types = open(),
): Promise<ReadonlyMap<string, readonly UnitResult[]>> {
  const code = Object.entries(notebooks).map(([name, units]): NotebookCode => ({
    path: path.join(folder, name),
    text: JSON.stringify(units),
    plan: () => units,
    isSound: () => true,
  }));
  const found = [...((await types.check(code, signal)) ?? [])];
  return new Map(found.map(([file, results]) => [path.basename(file), results === "right" ? [] : results]));
}

async function accepted(...given: Parameters<typeof check>): Promise<readonly string[]> {
  const found = await check(...given);
  return [...found].flatMap(([name, results]) => (results.every(isAccepted) ? [name] : [])).sort();
}

const { rejected, accepted: younger } = casesOf("corpus/type-errors.yml", import.meta.url) as {
  readonly rejected: readonly { after: string; cells: readonly [column: number, cell: string][] }[];
  readonly accepted: readonly string[];
};
const typeErrors = rejected.flatMap(({ after, cells }) =>
  cells.map(([column, faulty]) => ({ column, cells: [after, faulty] })),
);

test("more than two hundred faulty cells are reported at their positions, whatever surrounds them", async () => {
  const folder = temporaryFolder();
  const notebooks = Object.fromEntries(
    typeErrors.map(({ cells }, index) => [`${index}`, cells.map((each) => cell(each))]),
  );
  expect(typeErrors.length).toBeGreaterThan(200);
  const right = { right: [cell("const a = 1;"), cell("a.toFixed()")] };
  const found = await check(folder, { ...notebooks, ...right });
  expect(found.get("right")?.every(isAccepted)).toBe(true);
  for (const [index, { column, cells }] of typeErrors.entries()) {
    const [first, second] = found.get(`${index}`) ?? [];
    expect([first, cells[0]]).toEqual([{ kind: "cell", diagnostics: [] }, cells[0]]);
    const places = second?.kind === "cell" ? second.diagnostics.map(({ start }) => start) : [];
    expect([cells[1], places]).toEqual([cells[1], expect.arrayContaining([{ line: 1, column }]) as unknown]);
  }
});

test("features of later TypeScript versions are accepted", async () => {
  const notebooks = Object.fromEntries(younger.map((source) => [source.slice(0, 20), [cell(source)]]));
  expect(await accepted(temporaryFolder(), notebooks)).toHaveLength(younger.length);
});

test("errors that only a rejected cell causes are marked", async () => {
  const cells = ['import { a } from "missing-module";\nconst b = 1;', "a + b;", "b.none;"];
  const found = await check(temporaryFolder(), { n: cells.map((each) => cell(each)) });
  const errors = (found.get("n") ?? []).map((unit) =>
    unit.kind === "cell" ? unit.diagnostics.map(({ code, follows }) => [code, follows]) : [],
  );
  expect(errors).toEqual([
    [[2307, undefined]],
    [
      [2304, true],
      [2304, true],
    ],
    [
      [2339, undefined],
      [2304, true],
    ],
  ]);
});

test("a rejected or isolated cell declares nothing", async () => {
  const units = [
    cell("const a = 1;"),
    cell("const b: string = a;"),
    cell("const c = a;", "isolated"),
    cell("a; b; c;"),
    { kind: "expressions", expressions: { good: "a + 1", bad: "c" } } as const,
  ];
  expect((await check(temporaryFolder(), { units })).get("units")).toMatchObject([
    { kind: "cell", diagnostics: [] },
    { kind: "cell", diagnostics: [{ code: 2322 }] },
    { kind: "cell", diagnostics: [] },
    { kind: "cell", diagnostics: [{ code: 2304 }, { code: 2304 }] },
    { kind: "expressions", rejected: { bad: [{ code: 2304, start: { line: 1, column: 1 } }] } },
  ]);
});

test("inline expressions, modules, and cells whose declarations later cells do not see", async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, "good.ts"), "export const n = 1;\n");
  const use = (expression: string): Unit => ({ kind: "expressions", expressions: { value: expression } });
  const isolated = cell("const hidden = 1;", "isolated");
  const notebooks = {
    "good expression": [cell("const a = 1;"), use("a + 1")],
    "bad expression": [cell("const a = 1;"), use("a.b")],
    "closes too much": [use("1); nope(")],
    "good import": [cell('import { n } from "./good";'), use("n.toFixed()")],
    "bad import": [cell('import { m } from "./good";')],
    isolated: [isolated, cell("hidden")],
    "declared again": [cell("const a = 1;"), cell("const a = 'x';"), cell("a.length")],
    asks: [cell("const name: string = prompt('Name?', 'Ada'); const yes: boolean = confirm();")],
    "asks wrongly": [cell("const n: number = prompt('Name?');")],
    "its own prompt": [cell("const prompt = (n: number) => n;"), cell("prompt(1).toFixed()")],
  };
  expect(await accepted(folder, notebooks)).toEqual([
    "asks",
    "declared again",
    "good expression",
    "good import",
    "its own prompt",
  ]);
});

test("a figure's specification of type VegaLite, with and without the package installed", async () => {
  const written = (encoding: string) =>
    cell(`import type { VegaLite } from "briefing/vega-lite";
      const spec: VegaLite = { data: { values: [{ a: 1 }] }, mark: "bar", encoding: { x: ${encoding} } };`);
  const notebooks = {
    right: [written('{ field: "a", type: "quantitative" }')],
    "another field": [written('{ fild: "a" }')],
  };
  const installed = fileURLToPath(new URL("../../../notebooks", import.meta.url));
  for (const folder of [temporaryFolder(), installed])
    expect(await accepted(folder, notebooks)).toEqual(["right"]);
});

test("global declarations of one notebook's module do not affect another; imports from above are found", async () => {
  const project = temporaryFolder();
  const folder = path.join(project, "notebooks");
  mkdirSync(folder);
  writeFileSync(path.join(folder, "globals.ts"), "declare global { var limit: number }\nexport {};\n");
  writeFileSync(path.join(folder, "place.ts"), "export const place = import.meta.url;\n");
  writeFileSync(path.join(project, "outside.ts"), "export const unit = 'papers';\n");
  writeFileSync(path.join(project, "shared.js"), "exports.unit = 'papers';\n");
  const notebooks = {
    declares: [cell('import "./globals";'), cell("globalThis.limit = 1; limit.toFixed()")],
    misspells: [cell("limit.toFixed()")],
    above: [cell('import { unit } from "../shared.js"; unit.length')],
    "needs a module": [cell("import.meta.url")],
    "has a require": [cell("const require = 1;")],
    "needs one in prose": [{ kind: "expressions", expressions: { value: "import.meta.url" } } as const],
    "imports one": [cell('import { place } from "./place"; place.length')],
    "imports from outside": [cell('import { unit } from "../outside"; unit.length')],
  };
  expect(await accepted(folder, notebooks)).toEqual(["above", "declares"]);
});

test("an invalid module affects the notebooks that import it; passed checks are remembered until one changes", async () => {
  const folder = temporaryFolder();
  const store = temporaryFolder();
  const write = (text: string): void => {
    writeFileSync(path.join(folder, "faulty.ts"), text);
  };
  const notebooks = { good: [cell("1")], imports: [cell('import { n } from "./faulty";')] };
  const resident = open(store);
  const both = async () => [
    await accepted(folder, notebooks, resident),
    await accepted(folder, notebooks, open(store)),
  ];
  expect(await accepted(folder, notebooks, resident)).toEqual(["good"]);
  write("export const n: number = 'x';\n");
  expect(await both()).toEqual([["good"], ["good"]]);
  write("export const n: number = 1;\n");
  // Longer ago than the coarsest clock tick of a file system.
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await both()).toEqual([Object.keys(notebooks), Object.keys(notebooks)]);
  expect(
    readdirSync(store, { recursive: true }).filter((name) => String(name).includes("types/")),
  ).not.toEqual([]);
  write("export const n: number = false;\n");
  expect(await both()).toEqual([["good"], ["good"]]);
});
