/** What the native compiler accepts is right: the corpus has more than two hundred cells that are not. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { checkUnits, type Unit } from "../../../src/engine/compile/chain.js";
import { acceptedNatively, type NotebookCode } from "../../../src/engine/compile/native/check.js";
import { loadJobs } from "../../../src/engine/execute/load-jobs.js";
import { planUnits } from "../../../src/engine/execute/units.js";
import { typeErrors, younger } from "./corpus/type-errors.js";
import { newCompiler, temporaryFolder } from "./support/session.js";

const cell = (source: string): Unit => ({ kind: "cell", source, effect: "declares" });

/** By the names of the notebooks. */
async function accepted(
  folder: string,
  notebooks: Readonly<Record<string, readonly Unit[]>>,
  store = path.join(folder, "store"),
) {
  const code = Object.entries(notebooks).map(([name, units]): NotebookCode => ({
    path: path.join(folder, name),
    units,
  }));
  const { signal } = new AbortController();
  const found = await acceptedNatively(code, { store, signal });
  return [...found].map((file) => path.basename(file)).sort();
}

test("what tslab's TypeScript refuses, it does not accept, whatever stands beside it", async () => {
  const folder = temporaryFolder();
  const notebooks = Object.fromEntries(typeErrors.map((cells, index) => [`${index}`, cells.map(cell)]));
  expect(typeErrors.length).toBeGreaterThan(200);
  const right = { right: [cell("const a = 1;"), cell("a.toFixed()")] };
  expect(await accepted(folder, { ...notebooks, ...right })).toEqual(["right"]);

  const checker = newCompiler(folder);
  for (const [index, cells] of typeErrors.entries()) {
    const [first, second] = checkUnits(cells.map(cell), checker);
    expect([first, cells[0]]).toEqual([{ kind: "cell", status: "accepted", diagnostics: [] }, cells[0]]);
    expect([index, cells[1], second?.kind === "cell" && second.status]).toEqual([
      index,
      cells[1],
      "rejected",
    ]);
  }
  checker.close();
});

test("what it alone accepts is younger than tslab's TypeScript", async () => {
  const folder = temporaryFolder();
  const notebooks = Object.fromEntries(younger.map(([code, source]) => [`${code}`, [cell(source)]]));
  expect(await accepted(folder, notebooks)).toEqual(younger.map(([code]) => `${code}`).sort());
  const checker = newCompiler(folder);
  for (const [code, source] of younger)
    expect(checker.check("", source)).toMatchObject({
      status: "rejected",
      diagnostics: expect.arrayContaining([expect.objectContaining({ code })]) as unknown,
    });
  checker.close();
});

test("inline expressions, modules, and cells that declare nothing for later ones", async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, "good.ts"), "export const n = 1;\n");
  const use = (expression: string): Unit => ({ kind: "expressions", expressions: { value: expression } });
  const isolated: Unit = { kind: "cell", source: "const hidden = 1;", effect: "isolated" };
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

test("a figure's specification of the type VegaLite is checked by both, where the package is installed and where not", async () => {
  const written = (encoding: string) =>
    cell(`import type { VegaLite } from "decoupling-briefing/vega-lite";
      const spec: VegaLite = { data: { values: [{ a: 1 }] }, mark: "bar", encoding: { x: ${encoding} } };`);
  const notebooks = {
    right: [written('{ field: "a", type: "quantitative" }')],
    "another field": [written('{ fild: "a" }')],
  };
  const installed = fileURLToPath(new URL("../../../notebooks", import.meta.url));
  for (const folder of [temporaryFolder(), installed]) {
    const store = temporaryFolder();
    expect(await accepted(folder, notebooks, store)).toEqual(["right"]);
    const checker = newCompiler(folder);
    const statuses = Object.values(notebooks).map((units) =>
      checkUnits(units, checker).map((unit) => unit.kind === "cell" && unit.status),
    );
    expect(statuses).toEqual([["accepted"], ["rejected"]]);
    checker.close();
  }
});

test("what one notebook's module declares for all does not speak for another; imports from above are found", async () => {
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

test("a module that is wrong concerns every notebook beside it: tslab's TypeScript decides", async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, "faulty.ts"), "export const n: number = 'x';\n");
  const notebooks = { good: [cell("1")], imports: [cell('import { n } from "./faulty";')] };
  expect(await accepted(folder, notebooks)).toEqual([]);
  writeFileSync(path.join(folder, "faulty.ts"), "export const n: number = 1;\n");
  expect(await accepted(folder, notebooks)).toEqual(["good", "imports"]);
  // Known from the store now, until the module changes.
  writeFileSync(path.join(folder, "faulty.ts"), "export const n: number = false;\n");
  expect(await accepted(folder, notebooks)).toEqual([]);
});

test("the chapters need nobody else", async () => {
  const folder = fileURLToPath(new URL("../../../notebooks", import.meta.url));
  const names = ["01-headline", "02-size-and-propensity", "09-policy-events-and-inference", "10-verdict"];
  const jobs = await loadJobs(names.map((name) => path.join(folder, `${name}.ipynb`)));
  const code = jobs.map((job) => ({
    path: job.path,
    units: "notebook" in job ? planUnits(job.notebook).map(({ unit }) => unit) : [],
  }));
  const { signal } = new AbortController();
  const found = await acceptedNatively(code, { store: temporaryFolder(), signal });
  expect([...found].sort()).toEqual(code.map((each) => each.path));
});
