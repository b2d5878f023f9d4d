/** Which functions of the project a cell is said to have run, by whatever way their modules were loaded. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { runCells, traceback, type Run } from "./run-cells.js";
import { temporaryFolder } from "../../../support/temporary.js";

function project(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder("calls");
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}

/** Of each cell, the functions and modules of the folder, as `file#function`. */
function told({ outcomes }: Run, folder: string): readonly (readonly string[])[] {
  return outcomes.map(({ error, trace }) => {
    expect(error).toBeUndefined();
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
  test("are counted in modules of every kind, each time they run, and not in installed packages", async () => {
    const folder = project({
      "node_modules/installed/package.json": "{}",
      "node_modules/installed/index.js": "exports.f = () => 1;",
      "common.cjs": `const { f } = require("installed"); exports.common = () => f(); exports.other = () => 2;`,
      "inner.mjs": "export const inner = () => 3; export class Box { size() { return inner(); } }",
      "outer.mjs": `import { Box } from "./inner.mjs"; export function outer() { return new Box().size(); }`,
      "import.cjs": "exports.load = (file) => import(file);",
      "local.ts": "export const local = (x: number): number => x;",
      "later.ts": `import { local } from "./local"; export function* later() { yield local(1); yield 2; }`,
    });
    const file = (name: string): string => JSON.stringify(path.join(folder, name));
    const run = await runCells(
      [
        `declare const require: (file: string) => any; const { common } = require(${file("common.cjs")}); common();`,
        `const { outer } = await require(${file("import.cjs")}).load(${file("outer.mjs")});`,
        "outer(); for (let i = 0; i < 300; i++) common();",
        `import { later } from "./later"; const all = later();`,
        "all.next();",
        "1 + 1",
      ],
      { folder },
    );
    expect(told(run, folder)).toEqual([
      ["common.cjs#", "common.cjs#common", "node_modules/installed/index.js#"],
      ["import.cjs#", "import.cjs#load", "inner.mjs#", "outer.mjs#"],
      ["common.cjs#common", "inner.mjs#inner", "inner.mjs#size", "outer.mjs#outer"],
      ["later.ts#", "local.ts#"],
      ["later.ts#later", "local.ts#local"],
      [],
    ]);
  });

  test("that waits are those of the cell that called it", async () => {
    const folder = project({
      "wait.mjs": `export async function wait(until) { await until; after(); } function after() {}`,
    });
    const run = await runCells(
      [
        `declare const require: (file: string) => any; const { wait } = require(${JSON.stringify(path.join(folder, "wait.mjs"))});`,
        "let go = () => {}; const waiting = wait(new Promise<void>((done) => (go = done)));",
        "go(); await waiting;",
      ],
      { folder },
    );
    expect(told(run, folder)).toEqual([["wait.mjs#"], ["wait.mjs#wait"], ["wait.mjs#after"]]);
  });

  test("of the package have their own names", async () => {
    const { outcomes } = await runCells([
      "import { fmt } from 'decoupling-briefing';",
      "fmt.count(3).text",
      "fmt.percent(0.5).text",
      "1 + 1",
    ]);
    const names = outcomes.map(({ trace }) => trace.functions.map(({ name }) => name));
    expect(names[1]).toContain("count");
    expect(names[2]).toContain("percent");
    expect(names[3]).toEqual([]);
  });

  test("an error in a module shows where it was written", async () => {
    const folder = temporaryFolder("calls");
    const text = "exports.outer = (x) => inner(x); function inner(x) { return x.missing.deeper; }\n";
    writeFileSync(path.join(folder, "plain.js"), text);
    writeFileSync(
      path.join(folder, "inner.mjs"),
      "export const inner = (x) => { return x.missing.deeper; };\n",
    );
    writeFileSync(
      path.join(folder, "outer.mjs"),
      `import { inner } from "./inner.mjs"; export const outer = (x) => inner(x);\n`,
    );
    const from = (file: string): string => `require(${JSON.stringify(path.join(folder, file))}).outer({})`;
    const run = await runCells(["declare const require: any;", from("plain.js"), from("outer.mjs")], {
      folder,
    });
    const at = (file: string, line: string, what: string): string => `${file}:1:${line.indexOf(what) + 1}`;
    expect(traceback(run, 2)).toContain(`at inner (${at("plain.js", text, "deeper;")})`);
    expect(traceback(run, 2)).toContain(at("plain.js", text, "inner(x);"));
    expect(traceback(run, 3)).toContain("at inner (inner.mjs:1:48)");
    expect(traceback(run, 3)).toContain("at Module.outer (outer.mjs:1:66)");
  });
});
