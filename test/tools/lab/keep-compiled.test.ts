import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { dropBundles } from "../../../src/tools/lab/keep-compiled.js";
import { temporaryFolder } from "../../support/temporary.js";

test("after a compilation no new process uses old bundles, but a running one keeps its parts", async () => {
  const folder = temporaryFolder("bundled");
  mkdirSync(path.join(folder, "command"));
  const programs = ["main.js", "worker.js", "command/program.mjs"];
  for (const name of [...programs, "command/diff-abc.mjs"]) writeFileSync(path.join(folder, name), "");
  await dropBundles(folder);
  expect(programs.filter((name) => existsSync(path.join(folder, name)))).toEqual([]);
  expect(existsSync(path.join(folder, "command/diff-abc.mjs"))).toBe(true);
  await dropBundles(path.join(folder, "nothing there"));
});
