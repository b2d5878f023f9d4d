/** `check --assumptions`: what to read for each setting, and when the last build cannot answer. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../support/temporary.js";
import { runBriefing } from "./run-briefing.js";

const fixture = fileURLToPath(new URL("../../fixtures/answers", import.meta.url));

test("it lists texts to read; without answers, or after a change of the data, it says so", async () => {
  const cwd = path.join(temporaryFolder("assumptions"), "project");
  cpSync(fixture, cwd, { recursive: true });
  const briefing = (...argv: readonly string[]) => runBriefing(argv, { cwd });
  expect(await briefing("check", "--assumptions")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("so no setting has an answer yet") as string,
  });
  await briefing("build", "--no-answers");
  const unanswered = await briefing("check", "--assumptions");
  expect(unanswered.stderr).toContain("output/report.json has no answers: it was built with --no-answers");
  expect(unanswered.stdout).toContain("no text differs under other settings");

  await briefing("build");
  const listed = await briefing("check", "--assumptions");
  expect(listed.stderr).toBe("");
  expect(listed.stdout).toContain("Compared with 2020: ");
  expect(listed.stdout).toContain("Still hold, with other numbers:");
  expect(listed.stdout).toContain("Not available: no visits");

  const data = path.join(cwd, "data/visits.csv");
  writeFileSync(data, readFileSync(data, "utf8").replace("2022", "2023"));
  const outdated = await briefing("check", "--assumptions", "--json");
  const { notes } = JSON.parse(outdated.stdout) as { readonly notes: readonly string[] };
  expect(notes).toEqual([
    "The answers are those of the last build; since then data/visits.csv changed. Run briefing build.",
  ]);
  expect((await briefing("check", "--assumptions", "--strict")).stderr).toContain("--strict is an option of");
});
