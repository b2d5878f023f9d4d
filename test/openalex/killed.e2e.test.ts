/** The command is killed again and again, at moments of no one's choice; what it wrote is gone on with. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { main, runBriefing } from "../cli/run-briefing.js";
import { filesWith, key, serving, temporaryFolder, worksIn } from "./harness.js";
import { recordedWorks } from "./server.js";

const filter = "authorships.countries:US";

test("works fetch, killed at each page, ends with every work once", async () => {
  const folder = path.join(temporaryFolder(), "works");
  const server = await serving({ largestPage: 17 });
  const env = { OPENALEX_URL: server.url, OPENALEX_API_KEY: key };
  for (let page = 1; page <= 6; page += 2) {
    const child = spawn(process.execPath, [main, "works", "fetch", filter, "-o", folder], {
      env: { ...process.env, ...env },
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => child.once("close", resolve));
    const file = path.join(folder, `works-00000${page}.jsonl.gz`);
    while (!existsSync(file) && child.exitCode === null) await delay(1);
    child.kill("SIGKILL");
    await ended;
  }
  const { code, stdout } = await runBriefing(["works", "fetch", filter, "-o", folder], { cwd: ".", env });
  expect(stdout).toContain("120 works in 8 files");
  expect(code).toBe(0);
  expect(worksIn(folder).map(({ id }) => id)).toEqual(recordedWorks.map(({ id }) => id));
  expect(filesWith(folder, key, encodeURIComponent(key))).toEqual([]);
  const checked = await runBriefing(["works", "snapshot", "check", folder], { cwd: "." });
  expect(checked.stdout).toBe("8 files with 120 records: all as the manifest says.\n");
});

test("works estimate says works, calls, cost and days", async () => {
  const server = await serving();
  const env = { OPENALEX_URL: server.url, OPENALEX_API_KEY: key };
  const { stdout, code } = await runBriefing(["works", "estimate", filter], { cwd: ".", env });
  expect(stdout).toBe("120 works: 2 calls, $0.0002 of credit, 1 day of what is free.\n");
  expect(code).toBe(0);
});
