import { describe, expect, test } from "vitest";
import { cellsOf, runNamed } from "./run-cells.js";
import { temporaryFolder } from "../../../../support/temporary.js";
import { writeFiles } from "../../../../support/files.js";

/** A project of someone else: a tslab of its own, packages of every kind, none of ours. */
const files: Readonly<Record<string, string>> = {
  "node_modules/tslab/package.json": `{ "name": "tslab", "version": "0.0.1", "main": "dist/public.js" }`,
  "node_modules/tslab/dist/public.js": `exports.display = { html() { throw new Error("the wrong tslab") } }; exports.newDisplay = exports.versions = 0;`,
  "node_modules/esm-shows/package.json": `{ "name": "esm-shows", "type": "module", "main": "index.js" }`,
  "node_modules/esm-shows/index.js": `import { display } from "tslab";\nexport const show = (html) => display.html(html);\n`,
  "node_modules/cjs-shows/package.json": `{ "name": "cjs-shows", "main": "index.js" }`,
  "node_modules/cjs-shows/index.js": `const { display } = require("tslab");\nexports.show = (html) => display.html(html);\n`,
  "node_modules/async-esm/package.json": `{ "name": "async-esm", "type": "module", "main": "index.js" }`,
  "node_modules/async-esm/index.js": `await null; export const value = 1;\n`,
  "node_modules/lib-throws/package.json": `{ "name": "lib-throws", "main": "index.js" }`,
  "node_modules/lib-throws/index.js": `exports.run = (f) => { f(); };\nexports.fail = () => { throw new Error("inside"); };\n`,
  "built/package.json": `{ "type": "module" }`,
  "broken.cjs": `module.exports = {\n`,
};

describe("imports", async () => {
  const folder = temporaryFolder("imports");
  writeFiles(folder, files);
  const cells = cellsOf.imports;
  const { printed, bundles, trace, numberOf } = await runNamed(cells, { folder });

  test.each(["esm", "cjs"] as const)(
    "an %s package that imports tslab shows through the cell's display",
    (kind) => {
      expect(bundles(kind, "display_data")).toEqual([{ "text/html": kind }]);
    },
  );

  test("a cell's own tslab, and Node's modules", () => {
    expect(bundles("own", "display_data")).toEqual([{ "text/html": "cell" }]);
    expect(bundles("builtin", "execute_result")).toEqual([{ "text/plain": "'b'" }]);
  });

  test("packages the folder does not have are lent by the command", () => {
    expect(bundles("lent", "execute_result")).toEqual([{ "text/plain": "'1,200'" }]);
    expect(bundles("lentDanfojs", "execute_result")).toEqual([{ "text/plain": "[ 2, 1 ]" }]);
  });

  test("what cannot be imported is an error of the cell", () => {
    expect(trace("asyncEsm")).toMatch(/top-level await/);
    expect(trace("absent")).toMatch(/Cannot find module 'no-such-package'[^]*at cell \d+:1:1/);
    expect(trace("broken")).toMatch(/SyntaxError[^]*at cell \d+:1:1/);
  });

  test("frames of installed packages are left out, the cell's on both sides stay", () => {
    const cell = numberOf("throughLibrary");
    expect(trace("throughLibrary").match(/^ {4}at .*/gm)).toEqual([
      `    at cell ${cell}:2:9`,
      `    at cell ${cell}:1:23`,
    ]);
    expect(trace("inLibrary")).toMatch(/Error: inside[^]*at cell \d+:1:23/);
    expect(trace("inLibrary")).not.toContain("node_modules");
  });

  test("a cell may change the working folder", () => {
    expect(printed("folder")).toBe("true\n");
  });
});
