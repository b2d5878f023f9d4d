import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { runBriefing } from "./run-briefing.js";
import { temporaryFolder } from "../support/temporary.js";

const root = temporaryFolder("briefing-since");

it("a build is not compared with the folder it writes, by option or by briefing.yml", async () => {
  const empty = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] };
  mkdirSync(path.join(root, "notebooks"));
  writeFileSync(path.join(root, "notebooks/a.ipynb"), JSON.stringify(empty));
  writeFileSync(path.join(root, "notebooks/briefing.yml"), "title: Self\nprevious: output\n");
  const byFile = await runBriefing(["build"], { cwd: root });
  expect(byFile).toMatchObject({ code: 2, stdout: "" });
  expect(byFile.stderr).toContain("output is both the earlier briefing and the folder to write");
  const byOption = await runBriefing(["build", "-o", "x", "--since", "x/report.json"], { cwd: root });
  expect(byOption.code).toBe(2);
  expect(byOption.stderr).toContain("Keep the earlier one in a folder of its own");
});
