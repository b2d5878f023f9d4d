import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { dropBundles } from "../../../../src/briefing/tools/lab/keep-compiled.js";
import { packaged } from "../../../../src/briefing/tools/lab/places.js";
import { temporaryFolder } from "../../../support/temporary.js";

test("every package is pinned with its hashes, including the requested JupyterLab", async () => {
  const text = await readFile(packaged.requirements, "utf8");
  const asked = (await readFile(packaged.requirements.replace(".txt", ".in"), "utf8")).split("\n");
  const blocks = text.split(/\n(?! )/).filter((block) => block !== "");
  expect(blocks.length).toBeGreaterThan(80);
  for (const block of blocks)
    expect(block).toMatch(
      /^[a-z0-9][\w.-]*==[\w.]+(?: ; [^\\]+)? \\\n(?: {4}--hash=sha256:[0-9a-f]{64}(?: \\\n|$))+/,
    );
  const pins = blocks.map((block) => block.split(" ")[0]);
  expect(pins).toContain(asked.find((line) => line.startsWith("jupyterlab==")));
});

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
