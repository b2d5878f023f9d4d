import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { randomModule, type ModuleOptions } from "./random-modules.js";
import { runCells, traceback, type Run } from "./run-cells.js";

/** The module of each kind that a notebook may load, and what it imports: by whatever way Node, or the kernel, loads it. */
const modules: Readonly<Record<string, Pick<ModuleOptions, "format" | "imports">>> = {
  "node_modules/installed/index.js": { format: "commonjs", imports: undefined },
  "node_modules/installed-es/index.js": { format: "es", imports: "./inner.js" },
  "node_modules/installed-es/inner.js": { format: "es", imports: undefined },
  "common.cjs": { format: "commonjs", imports: "./plain.js" },
  "plain.js": { format: "commonjs", imports: "installed" },
  "inner.mjs": { format: "es", imports: "installed-es" },
  "outer.mjs": { format: "es", imports: "./inner.mjs" },
  "imported.mjs": { format: "es", imports: "./common.cjs" },
  "local.ts": { format: "es", imports: undefined },
  "later.ts": { format: "es", imports: "./local" },
};

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function project(seed: number): string {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "calls-")));
  folders.push(folder);
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  Object.entries(modules).forEach(([file, options], at) => {
    const text = randomModule({ ...options, seed: seed + at, size: 25 });
    write(file, file.endsWith(".ts") ? `// @ts-nocheck\n${text}` : text);
  });
  write("node_modules/installed/package.json", "{}");
  write("node_modules/installed-es/package.json", `{ "type": "module", "exports": "./index.js" }`);
  write("import.cjs", "exports.load = (file) => import(file);");
  return folder;
}

/** Modules are loaded in a cell of their own, and functions called in many, some of them once, some until they are hot. */
function cellsOf(folder: string, seed: number): string[] {
  const file = (name: string): string => JSON.stringify(path.join(folder, name));
  const loading = [
    `declare const require: (file: string) => any; const all: any[] = []; all.push(require(${file("common.cjs")}).calls);`,
    `all.push(require(${file("outer.mjs")}).calls);`,
    `all.push((await require(${file("import.cjs")}).load(${file("imported.mjs")})).calls);`,
    `import { calls } from "./later"; all.push(calls);`,
  ];
  const calling = Array.from({ length: 12 }, (_, cell) => {
    const at = (seed >>> (cell % 8)) + cell * 7;
    const times = [1, 2, 1, 30, 5, 300][at % 6];
    return `for (let i = 0; i < ${times}; i++) for (const calls of all) calls[${at} % calls.length](i);`;
  });
  return [...loading, ...calling];
}

/** Put into a module by the kernel: what counts, and what a TypeScript module exports its variables with. */
const isKernels = (name: string): boolean => name.startsWith("$ran") || name === "get";

type Fact = `${string}#${string}`;

/** What V8 counted in the cell, of the code of the project: with the names of files a person knows. */
function counted(run: Run, cell: number, nameOf: (file: string) => string | undefined): Fact[] {
  const facts = (run.v8Counts[cell] ?? []).flatMap(({ script, functions, loaded }) => {
    const file = script.startsWith("file:") ? fileURLToPath(script) : script;
    const name = nameOf(file);
    if (name === undefined) return [];
    const named = name.includes("node_modules") ? [] : functions.filter((each) => !isKernels(each));
    return [...named, ...(loaded ? [""] : [])].map((each): Fact => `${name}#${each}`);
  });
  return [...new Set(facts)].sort();
}

function told(run: Run, cell: number, nameOf: (file: string) => string | undefined): Fact[] {
  const trace = run.outcomes[cell]?.trace;
  const facts = [
    ...(trace?.functions ?? []),
    ...(trace?.modules ?? []).map((module) => ({ module, name: "" })),
  ];
  return facts
    .flatMap(({ module, name }): Fact[] => {
      const known = nameOf(module);
      return known === undefined ? [] : [`${known}#${name}`];
    })
    .sort();
}

describe("the functions that a cell ran are those that V8 counts", () => {
  test("of random modules, loaded in every way", { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1e9), async (seed) => {
        const folder = project(seed);
        const cells = cellsOf(folder, seed);
        // While V8 counts, it optimises nothing: what it would inline is seen without.
        const [run, fast] = [
          await runCells(cells, { folder, oracle: "v8" }),
          await runCells(cells, { folder }),
        ];
        const nameOf = (file: string): string | undefined => {
          const name = path.relative(folder, file);
          return name.startsWith("..") || path.isAbsolute(name)
            ? undefined
            : name.replace(/^(local|later)\.js$/, "$1.ts");
        };
        expect(run.outcomes.map(({ error }) => error)).toEqual(run.outcomes.map(() => undefined));
        run.outcomes.forEach((_, cell) => {
          expect(told(run, cell, nameOf), `cell ${cell + 1}`).toEqual(counted(run, cell, nameOf));
          expect(told(fast, cell, nameOf), `cell ${cell + 1}`).toEqual(counted(run, cell, nameOf));
        });
      }),
      { numRuns: Number(process.env["TEST_RUNS"] ?? 2), endOnFailure: true },
    );
  });

  test("of the package", async () => {
    const cells = [
      "import { affinity, fmt, table } from 'decoupling-briefing'; const year = (value: number) => fmt.year(value);",
      "table({ id: 't', rows: [{ year: 2020 }], key: ['year'], columns: [{ field: 'year', title: 'Year', format: year }], caption: 'c', source: 's' }); fmt.count(3).text",
      "affinity.ric({ universe: 'papers', joint: 1, x: 4, y: 4, total: 9 })",
      "1 + 1",
    ];
    const run = await runCells(cells, { oracle: "v8" });
    const nameOf = (file: string): string | undefined =>
      /(?:dist|src)[\\/](?:analysis|authoring|model|lib|index).*(?=\.[jt]s$)/
        .exec(file)?.[0]
        .replace(/^(?:dist|src)./, "");
    expect(run.outcomes.map(({ error }) => error)).toEqual(cells.map(() => undefined));
    cells.forEach((_, cell) => {
      expect(told(run, cell, nameOf), `cell ${cell + 1}`).toEqual(counted(run, cell, nameOf));
    });
    expect(told(run, 1, nameOf)).toContain("authoring/show/fmt#count");
    expect(told(run, 3, nameOf)).toEqual([]);
  });

  test("an error in a module shows where it was written", async () => {
    const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "calls-")));
    folders.push(folder);
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
