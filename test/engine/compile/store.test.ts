import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { createCellCompiler } from "../../../src/engine/compile/compiler.js";
import { createCompileStore, type CompileStore } from "../../../src/engine/compile/store.js";
import { COMPILED_FOLDER } from "../../../src/engine/compile/installation.js";
import { newCompiler, temporaryFolder } from "./support/session.js";

const seenNothing = { files: [], absent: [] };

describe("the store", () => {
  let folder: string;
  let store: string;
  let types: string;
  beforeEach(() => {
    folder = temporaryFolder();
    store = path.join(folder, "store");
    types = path.join(folder, "types.d.ts");
    writeFileSync(types, "export declare const a: number;\n");
  });
  const entry = (key: string): string => path.join(store, "entries", `${key}.json`);
  const opened = (): CompileStore => createCompileStore(store);

  test("gives back what was put, also to another process", () => {
    opened().put("k", { js: "1" }, { files: [types], absent: [] });
    expect(opened().get("k", new Map())).toEqual({ js: "1" });
    expect(opened().get("other", new Map())).toBeUndefined();
  });

  test("a changed file is a miss, back to what it was a hit", () => {
    const kept = opened();
    kept.put("k", 1, { files: [types], absent: [] });
    writeFileSync(types, "export declare const a: string;\n");
    expect(kept.get("k", new Map())).toBeUndefined();
    expect(opened().get("k", new Map())).toBeUndefined();
    writeFileSync(types, "export declare const a: number;\n");
    expect(opened().get("k", new Map())).toBe(1);
  });

  test("a file touched but unchanged is a hit; a removed one is a miss", () => {
    opened().put("k", 1, { files: [types], absent: [] });
    utimesSync(types, 1, 1);
    expect(opened().get("k", new Map())).toBe(1);
    rmSync(types);
    expect(opened().get("k", new Map())).toBeUndefined();
  });

  test("something that appears where nothing was is a miss", () => {
    const missing = path.join(folder, "helper.ts");
    opened().put("k", 1, { files: [], absent: [missing] });
    expect(opened().get("k", new Map())).toBe(1);
    writeFileSync(missing, "");
    expect(opened().get("k", new Map())).toBeUndefined();
  });

  test.each([
    ["truncated", (text: string) => text.slice(0, -5)],
    ["emptied", () => ""],
    ["edited", (text: string) => text.replace('"value":1', '"value":2')],
    ["binary", () => "\u0000\u0001\ufffd"],
    ["another format", () => '{"value":1}'],
  ])("a %s entry is a miss and is written again", (_kind, spoil) => {
    opened().put("k", 1, seenNothing);
    writeFileSync(entry("k"), spoil(readFileSync(entry("k"), "utf8")));
    expect(opened().get("k", new Map())).toBeUndefined();
    opened().put("k", 3, seenNothing);
    expect(opened().get("k", new Map())).toBe(3);
  });

  test("an entry under a foreign name is a miss", () => {
    opened().put("k", 1, seenNothing);
    cpSync(entry("k"), entry("l"));
    expect(opened().get("l", new Map())).toBeUndefined();
  });

  test("a spoilt list of files is a miss and is written again", () => {
    opened().put("k", 1, { files: [types], absent: [] });
    const lists = path.join(store, "lists");
    for (const name of readdirSync(lists)) writeFileSync(path.join(lists, name), "torn");
    expect(opened().get("k", new Map())).toBeUndefined();
    opened().put("k", 1, { files: [types], absent: [] });
    expect(opened().get("k", new Map())).toBe(1);
  });

  test("a spoilt memory of hashes costs only time", () => {
    opened().put("k", 1, { files: [types], absent: [] });
    writeFileSync(path.join(store, "seen.json"), "torn");
    expect(opened().get("k", new Map())).toBe(1);
  });

  test("a store that cannot be written is no error", () => {
    writeFileSync(store, "a file, not a folder");
    opened().put("k", 1, seenNothing);
    expect(opened().get("k", new Map())).toBeUndefined();
  });

  test("leaves no files aside", () => {
    opened().put("k", 1, { files: [types], absent: [] });
    const names = readdirSync(store, { recursive: true }).map(String);
    expect(names.filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

describe("the compiler and its store", () => {
  const cells = ["const a: number = 1;", "a + 1", "const wrong: string = a;"];

  test("a hit equals what was compiled, rejections included", () => {
    const folder = temporaryFolder();
    const fresh = newCompiler(folder, path.join(folder, "store"));
    const first = cells.map((source) => fresh.compile("declare const a: number;\n", source));
    const again = newCompiler(folder, path.join(folder, "store"));
    expect(cells.map((source) => again.compile("declare const a: number;\n", source))).toEqual(first);
    expect(first.map(({ status }) => status)).toEqual(["compiled", "compiled", "rejected"]);
  });

  test("a module that changes, or appears, is seen", () => {
    const folder = temporaryFolder();
    const store = path.join(folder, "store");
    const source = 'import { v } from "./helper";\nconst n: number = v;';
    const status = (): string => newCompiler(folder, store).compile("", source).status;
    expect(status()).toBe("rejected");
    writeFileSync(path.join(folder, "helper.ts"), "export const v = 1;\n");
    expect(status()).toBe("compiled");
    writeFileSync(path.join(folder, "helper.ts"), "export const v = 's';\n");
    expect(status()).toBe("rejected");
  });

  test("modules that are said to stand are looked at once", () => {
    const folder = temporaryFolder();
    const store = path.join(folder, "store");
    const source = 'import { v } from "./helper";\nconst n: number = v;';
    writeFileSync(path.join(folder, "helper.ts"), "export const v = 1;\n");
    newCompiler(folder, store).compile("", source);
    const standing = createCellCompiler({ folder, store, modules: "stand" });
    const changing = createCellCompiler({ folder, store });
    const statuses = (): readonly string[] =>
      [standing, changing].map((compiler) => compiler.compile("", source).status);
    expect(statuses()).toEqual(["compiled", "compiled"]);
    writeFileSync(path.join(folder, "helper.ts"), "export const v = 's';\n");
    expect(statuses()).toEqual(["compiled", "rejected"]);
  });

  test("one compiler sees modules change between cells", () => {
    const folder = temporaryFolder();
    const compiler = newCompiler(folder);
    const status = (source: string): string => compiler.compile("", source).status;
    const source = 'import { v } from "./lib/helper";\nv.toFixed()';
    expect(status(source)).toBe("rejected");
    mkdirSync(path.join(folder, "lib"));
    writeFileSync(path.join(folder, "lib/helper.ts"), 'export { v } from "./deep";\n');
    expect(status(source)).toBe("rejected");
    writeFileSync(path.join(folder, "lib/deep.ts"), "export const v = 1;\n");
    expect(status(source)).toBe("compiled");
  });

  test("hits need no TypeScript, and are quick", () => {
    const folder = temporaryFolder();
    const store = path.join(folder, "store");
    const script = (expectation: string): string => `
      import { createRequire } from "node:module";
      import { createCellCompiler } from ${JSON.stringify(pathToFileURL(path.join(COMPILED_FOLDER, "compiler.js")).href)};
      const compiler = createCellCompiler({ folder: ${JSON.stringify(folder)}, store: ${JSON.stringify(store)} });
      let declarations = "";
      for (let i = 0; i < 15; i++) {
        const cell = compiler.compile(declarations, "const v" + i + " = " + i + "; v" + i);
        if (cell.status !== "compiled") throw new Error("rejected");
        declarations = cell.declarations;
      }
      const { rejected } = compiler.compileExpressions(declarations, { a: "v1 + v2", b: "v1 +" });
      if (!("b" in rejected) || "a" in rejected) throw new Error("expressions");
      const loaded = Object.keys(createRequire(import.meta.url).cache).filter((file) => /typescript|tslab|zeromq/.test(file));
      if ((loaded.length > 0) !== ${expectation}) throw new Error("loaded: " + loaded.join());
    `;
    const run = (expectation: string): void => {
      execFileSync(process.execPath, ["--input-type=module", "-e", script(expectation)], {
        cwd: "/",
        stdio: "pipe",
      });
    };
    run("true");
    run("false");
  });
});
