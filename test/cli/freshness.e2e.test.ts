import { spawnSync } from "node:child_process";
import { cp, mkdir, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../support/temporary.js";

const dist = fileURLToPath(new URL("../../dist/cli/", import.meta.url));
let root = "";

/** A checkout with only the command's entry file and a fake compiler. */
async function checkout(compile: string): Promise<void> {
  await mkdir(path.join(root, "dist/cli"), { recursive: true });
  await mkdir(path.join(root, "src"));
  for (const file of ["main.js", "freshness.js"])
    await cp(path.join(dist, file), path.join(root, "dist/cli", file));
  await writeFile(path.join(root, "src/a.ts"), "");
  await writeFile(path.join(root, "package.json"), JSON.stringify({ type: "module", scripts: { compile } }));
  await writeFile(
    path.join(root, "program.js"),
    'export const run = async () => (console.log("the program ran"), 0);\n',
  );
}
const command = () =>
  spawnSync(process.execPath, [path.join(root, "dist/cli/main.js")], { cwd: root, encoding: "utf8" });

beforeEach(() => {
  root = temporaryFolder("fresh");
});

test("a dist/ older than src/ is compiled before the program is loaded", async () => {
  await checkout("cp program.js dist/cli/program.js");
  const { status, stdout, stderr } = command();
  expect(stderr).toContain("dist/ is older than src/, compiling");
  expect(stdout).toBe("the program ran\n");
  expect(status).toBe(0);
});

test("one that cannot be compiled is rejected", async () => {
  await checkout("exit 1");
  const { status, stdout, stderr } = command();
  expect(status).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain("npm run compile");
});

test("a current dist/ is used as it is", async () => {
  await checkout("exit 1");
  await cp(path.join(root, "program.js"), path.join(root, "dist/cli/program.js"));
  await writeFile(path.join(root, "dist/.compiled"), "");
  const before = new Date(Date.now() - 60_000);
  await utimes(path.join(root, "src/a.ts"), before, before);
  const { status, stderr } = command();
  expect(stderr).toBe("");
  expect(status).toBe(0);
});
