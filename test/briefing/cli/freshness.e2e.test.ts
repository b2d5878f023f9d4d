import { cpSync, utimesSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { writeFiles } from "../../support/files.js";
import { temporaryFolder } from "../../support/temporary.js";
import { runFile } from "./run-briefing.js";

const dist = fileURLToPath(new URL("../../../src/briefing/dist/", import.meta.url));
const program = 'export const run = async () => (console.log("the program ran"), 0);\n';

/** A checkout with only the command's first files and a fake compiler. */
function checkout(compile: string, files: Readonly<Record<string, string>> = {}) {
  const root = temporaryFolder("fresh");
  for (const file of ["cli/main.js", "cli/freshness.js", "lib/compiled.js"])
    cpSync(path.join(dist, file), path.join(root, "src/briefing/dist", file));
  const scripts = { type: "module", scripts: { compile } };
  writeFiles(root, {
    "src/briefing/a.ts": "",
    "package.json": JSON.stringify(scripts),
    "program.js": program,
    "src/briefing/tsconfig.json": "{}",
    ...files,
  });
  const before = new Date(Date.now() - 60_000);
  utimesSync(path.join(root, "src/briefing/a.ts"), before, before);
  return runFile(path.join(root, "src/briefing/dist/cli/main.js"), [], { cwd: root });
}

test("a dist/ older than src/ is compiled before the program is loaded", async () => {
  const { code, stdout, stderr } = await checkout("cp program.js src/briefing/dist/cli/program.js");
  expect(stderr).toContain("dist/ is older than src/, compiling");
  expect([code, stdout]).toEqual([0, "the program ran\n"]);
});

test("one that cannot be compiled is rejected", async () => {
  const { code, stdout, stderr } = await checkout("exit 1");
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("npm run compile");
});

test("a current dist/ is used as it is", async () => {
  const files = { "src/briefing/dist/cli/program.js": program, "src/briefing/dist/.compiled": "" };
  expect(await checkout("exit 1", files)).toEqual({ code: 0, stdout: "the program ran\n", stderr: "" });
});
