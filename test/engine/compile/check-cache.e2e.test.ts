import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { COMPILED_FOLDER } from "../../../src/engine/compile/installation.js";
import { newCompiler, temporaryFolder } from "./support/session.js";

describe("the checker and its cache", () => {
  const cells = ["const a: number = 1;", "a + 1", "const wrong: string = a;"];

  test("a hit equals what was found, rejections included", () => {
    const folder = temporaryFolder();
    const fresh = newCompiler(folder, path.join(folder, "store"));
    const first = cells.map((source) => fresh.check("declare const a: number;\n", source));
    const again = newCompiler(folder, path.join(folder, "store"));
    expect(cells.map((source) => again.check("declare const a: number;\n", source))).toEqual(first);
    expect(first.map(({ status }) => status)).toEqual(["accepted", "accepted", "rejected"]);
  });

  test("a module that changes, or appears, is seen", () => {
    const folder = temporaryFolder();
    const store = path.join(folder, "store");
    const source = 'import { v } from "./helper";\nconst n: number = v;';
    const status = (): string => newCompiler(folder, store).check("", source).status;
    expect(status()).toBe("rejected");
    writeFileSync(path.join(folder, "helper.ts"), "export const v = 1;\n");
    expect(status()).toBe("accepted");
    writeFileSync(path.join(folder, "helper.ts"), "export const v = 's';\n");
    expect(status()).toBe("rejected");
  });

  test("without its fingerprint, an entry does not count", () => {
    const folder = temporaryFolder();
    const store = path.join(folder, "store");
    const first = newCompiler(folder, store).check("", "const a = 1;");
    for (const name of readdirSync(path.join(store, "store/fingerprints")))
      rmSync(path.join(store, "store/fingerprints", name));
    expect(newCompiler(folder, store).check("", "const a = 1;")).toEqual(first);
    expect(readdirSync(path.join(store, "store/fingerprints")).length).toBeGreaterThan(0);
  });

  test("one compiler sees modules change between cells", () => {
    const folder = temporaryFolder();
    const compiler = newCompiler(folder);
    const status = (source: string): string => compiler.check("", source).status;
    const source = 'import { v } from "./lib/helper";\nv.toFixed()';
    expect(status(source)).toBe("rejected");
    mkdirSync(path.join(folder, "lib"));
    writeFileSync(path.join(folder, "lib/helper.ts"), 'export { v } from "./deep";\n');
    expect(status(source)).toBe("rejected");
    writeFileSync(path.join(folder, "lib/deep.ts"), "export const v = 1;\n");
    expect(status(source)).toBe("accepted");
  });

  test("hits need no TypeScript, and are quick", () => {
    const folder = temporaryFolder();
    const store = path.join(folder, "store");
    const script = (expectation: string): string => `
      import { createRequire } from "node:module";
      import { createCellChecker } from ${JSON.stringify(pathToFileURL(path.join(COMPILED_FOLDER, "checker.js")).href)};
      const compiler = createCellChecker({ folder: ${JSON.stringify(folder)}, store: ${JSON.stringify(store)} });
      let declarations = "";
      for (let i = 0; i < 15; i++) {
        const cell = compiler.check(declarations, "const v" + i + " = " + i + "; v" + i);
        if (cell.status !== "accepted") throw new Error("rejected");
        declarations = cell.declarations;
      }
      const rejected = compiler.checkExpressions(declarations, { a: "v1 + v2", b: "v1 +" });
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
