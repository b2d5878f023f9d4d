import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runBriefing } from "../briefing/cli/run-briefing.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("briefing check finds no fault in this repository's notebooks, tables, texts and types", async () => {
  const { code, stderr } = await runBriefing(["check"], { cwd: root });
  expect(code, stderr).toBe(0);
});
