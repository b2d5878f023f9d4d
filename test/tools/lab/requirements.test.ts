import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { packaged } from "../../../src/tools/lab/places.js";

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
