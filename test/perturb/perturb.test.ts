/** A few of the cases of perturb.mjs, which has the long list. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("perturb.mjs", import.meta.url));

test("data changed: the numbers of the page follow, or the build stops and names the sentence", async () => {
  const only = "^(another peak|the last complete year is the greatest|one economy without papers)";
  const child = spawn(process.execPath, [script, "--only", only], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await once(child, "close");
  expect(said).toMatch(/3 passed, 0 failed, 0 skipped\n$/);
}, 600_000);
