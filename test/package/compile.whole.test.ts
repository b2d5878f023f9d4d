/** One process compiles dist/ at a time, and the command says what to do where nothing has been compiled. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, utimesSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { writeFiles } from "../support/files.js";
import { temporaryFolder } from "../support/temporary.js";
import { runFile } from "../briefing/cli/run-briefing.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tool = path.join(root, "src/briefing");

const sources = [
  "tools/package/compile.mjs",
  "tools/package/places.mjs",
  "lib/compiled.ts",
  "lib/lock.ts",
  "lib/alive.ts",
];

/** A checkout whose compiler writes a line when it begins and when it has ended. */
function checkout(ending: string): string {
  const folder = temporaryFolder("compile");
  for (const file of sources) cpSync(path.join(tool, file), path.join(folder, "src/briefing", file));
  writeFiles(folder, {
    "package.json": '{ "type": "module" }',
    "src/briefing/tools/package/after-compile.mjs": "",
    "node_modules/typescript-native/bin/tsc": `
      import { appendFileSync } from "node:fs";
      appendFileSync("log.txt", "begin\\n");
      setTimeout(() => { appendFileSync("log.txt", "end\\n"); ${ending} }, 700);`,
  });
  mkdirSync(path.join(folder, "node_modules"), { recursive: true });
  symlinkSync(path.join(root, "node_modules/rolldown"), path.join(folder, "node_modules/rolldown"));
  const before = new Date(Date.now() - 60_000);
  for (const file of [...sources, "tools/package/after-compile.mjs"])
    utimesSync(path.join(folder, "src/briefing", file), before, before);
  return folder;
}

async function compileThreeTimes(folder: string): Promise<readonly (number | null)[]> {
  const file = path.join(folder, "src/briefing/tools/package/compile.mjs");
  const ended = await Promise.all([1, 2, 3].map(() => runFile(file, [], { cwd: folder })));
  return ended.map(({ code }) => code);
}
const logOf = (folder: string): string => readFileSync(path.join(folder, "log.txt"), "utf8");

test("of three commands that find an old dist/, one compiles it", async () => {
  const folder = checkout("");
  expect(await compileThreeTimes(folder)).toEqual([0, 0, 0]);
  expect(logOf(folder)).toBe("begin\nend\n");
});

test("what one could not compile, the next one tries again, after it", async () => {
  const folder = checkout("process.exit(1);");
  expect(await compileThreeTimes(folder)).toEqual([1, 1, 1]);
  expect(logOf(folder)).toBe("begin\nend\n".repeat(3));
});

test("a source that is saved while dist/ is compiled is compiled by the next command", async () => {
  const folder = checkout('appendFileSync("src/briefing/lib/lock.ts", "// saved");');
  expect(await compileThreeTimes(folder)).toEqual([0, 0, 0]);
  expect(logOf(folder)).toBe("begin\nend\n".repeat(3));
});

/** The installed command, without dist/. */
function withoutDist(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder("bin");
  cpSync(path.join(tool, "bin"), path.join(folder, "bin"), { recursive: true });
  writeFiles(folder, { "package.json": '{ "type": "module" }', ...files });
  return runFile(path.join(folder, "bin/briefing.js"), ["--version"], { cwd: folder });
}

test("in a checkout that is not compiled, the command says how to compile it", async () => {
  const { code, stdout, stderr } = await withoutDist({ "tsconfig.json": "{}" });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("Run: npm run compile");
});

test("in an incomplete installation, it says how to install it again", async () => {
  const { code, stdout, stderr } = await withoutDist({});
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("npm install briefing");
});
