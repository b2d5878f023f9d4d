/** Which functions of the project a cell is said to have run, by whatever way their modules were loaded. */
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { runCells, traceback, type Run } from "./run-cells.js";
import { temporaryFolder } from "../../../../support/temporary.js";
import { writeFiles } from "../../../../support/files.js";

function project(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder("calls");
  writeFiles(folder, files);
  return folder;
}

/** Of each cell, the functions and modules of the folder, as `file#function`. */
function told({ outcomes }: Run, folder: string): readonly (readonly string[])[] {
  return outcomes.map(({ trace }) => {
    return [
      ...trace.functions.map(({ module, name }) => ({ module, name })),
      ...trace.modules.map((module) => ({ module, name: "" })),
    ]
      .filter(({ module }) => module.startsWith(folder))
      .map(({ module, name }) => `${path.relative(folder, module)}#${name}`)
      .sort();
  });
}

describe("the functions that a cell ran", () => {
  const folder = project({
    "node_modules/installed/package.json": "{}",
    "node_modules/installed/index.js": "exports.f = () => 1;",
    "common.cjs": `const { f } = require("installed"); exports.common = () => f(); exports.other = () => 2;`,
    "inner.mjs": "export const inner = () => 3; export class Box { size() { return inner(); } }",
    "outer.mjs": `import { Box } from "./inner.mjs"; export function outer() { return new Box().size(); }`,
    "import.cjs": "exports.load = (file) => import(file);",
    "local.ts": "export const local = (x: number): number => x;",
    "later.ts": `import { local } from "./local"; export function* later() { yield local(1); yield 2; }`,
    "wait.mjs": `export async function wait(until) { await until; after(); } function after() {}`,
    "plain.js": "exports.deep = (x) => step(x); function step(x) { return x.missing.deeper; }\n",
    "step.mjs": "export const step = (x) => { return x.missing.deeper; };\n",
    "deep.mjs": `import { step } from "./step.mjs"; export const deep = (x) => step(x);\n`,
  });
  const file = (name: string): string => JSON.stringify(path.join(folder, name));
  let run: Run;
  beforeAll(async () => {
    run = await runCells(
      [
        `declare const require: (file: string) => any; const { common } = require(${file("common.cjs")}); common();`,
        `const { outer } = await require(${file("import.cjs")}).load(${file("outer.mjs")});`,
        "outer(); for (let i = 0; i < 300; i++) common();",
        `import { later } from "./later"; const all = later();`,
        "all.next();",
        "1 + 1",
        `const { wait } = require(${file("wait.mjs")});`,
        "let go = () => {}; const waiting = wait(new Promise<void>((done) => (go = done)));",
        "go(); await waiting;",
        `require(${file("plain.js")}).deep({})`,
        `require(${file("deep.mjs")}).deep({})`,
      ],
      { folder },
    );
  });

  test("are counted in modules of every kind, each time they run, and not in installed packages", () => {
    expect(told(run, folder).slice(0, 6)).toEqual([
      ["common.cjs#", "common.cjs#common", "node_modules/installed/index.js#"],
      ["import.cjs#", "import.cjs#load", "inner.mjs#", "outer.mjs#"],
      ["common.cjs#common", "inner.mjs#inner", "inner.mjs#size", "outer.mjs#outer"],
      ["later.ts#", "local.ts#"],
      ["later.ts#later", "local.ts#local"],
      [],
    ]);
  });

  test("that waits are those of the cell that called it", () => {
    expect(told(run, folder).slice(6, 9)).toEqual([["wait.mjs#"], ["wait.mjs#wait"], ["wait.mjs#after"]]);
  });

  test("an error in a module shows where it was written", () => {
    expect(traceback(run, 10)).toContain("at step (plain.js:1:68)");
    expect(traceback(run, 10)).toContain("plain.js:1:23");
    expect(traceback(run, 11)).toContain("at step (step.mjs:1:47)");
    expect(traceback(run, 11)).toContain("at Module.deep (deep.mjs:1:63)");
  });
});
