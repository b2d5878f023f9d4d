/** The command is killed again and again, at moments of no one's choice; what it wrote is gone on with. */
import { spawn } from "node:child_process";
import { cpSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { main, runBriefing } from "../../briefing/cli/run-briefing.js";
import { filesWith, key, serving, worksIn } from "./harness.js";
import { recordedWorks } from "./server.js";
import { temporaryFolder } from "../../support/temporary.js";
import { writeFiles } from "../../support/files.js";

const filter = "authorships.countries:US";

/** Runs the command until the moment has come, and kills it. */
async function killed(
  argv: readonly string[],
  { cwd = ".", env }: { readonly cwd?: string; readonly env: Readonly<Record<string, string>> },
  hasCome: () => boolean,
): Promise<void> {
  const options = { cwd, env: { ...process.env, ...env }, stdio: "ignore" } as const;
  const child = spawn(process.execPath, [main, ...argv], options);
  const ended = new Promise((resolve) => child.once("close", resolve));
  while (!hasCome() && child.exitCode === null) await delay(1);
  child.kill("SIGKILL");
  await ended;
}

test("works fetch, killed at each page, ends with every work once", async () => {
  const folder = path.join(temporaryFolder(), "works");
  const server = await serving({ largestPage: 17 });
  const env = { OPENALEX_URL: server.url, OPENALEX_API_KEY: key };
  for (let page = 1; page <= 6; page += 2) {
    const file = path.join(folder, `works-00000${page}.jsonl.gz`);
    await killed(["works", "fetch", filter, "-o", folder], { env }, () => existsSync(file));
  }
  const { code, stdout } = await runBriefing(["works", "fetch", filter, "-o", folder], { cwd: ".", env });
  expect(stdout).toContain("120 works in 8 files");
  expect(code).toBe(0);
  expect(worksIn(folder).map(({ id }) => id)).toEqual(recordedWorks.map(({ id }) => id));
  expect(filesWith(folder, key, encodeURIComponent(key))).toEqual([]);
  const checked = await runBriefing(["works", "snapshot", "check", folder], { cwd: "." });
  expect(checked.stdout).toBe("8 files with 120 records: all match the manifest.\n");
});

test("works estimate says works, calls, cost and days", async () => {
  const server = await serving();
  const env = { OPENALEX_URL: server.url, OPENALEX_API_KEY: key };
  const { stdout, code } = await runBriefing(["works", "estimate", filter], { cwd: ".", env });
  expect(stdout).toBe("120 works: 2 calls, $0.0002 of credit, 1 day of free credit.\n");
  expect(code).toBe(0);
});

const groups = (query: URLSearchParams): readonly (readonly [string, number])[] =>
  query.get("group_by") === "publication_year"
    ? [
        ["2020", 900],
        ["2021", 1000],
      ]
    : [["https://openalex.org/fields/17", 5]];

test("data refresh says what it would ask, continues after a kill, and keeps the key out of every file", async () => {
  const root = temporaryFolder();
  const repository = path.resolve(import.meta.dirname, "../../..");
  cpSync(path.join(repository, "data"), path.join(root, "data"), { recursive: true });
  const notebook = "notebooks/04-fields.ipynb";
  cpSync(path.join(repository, notebook), path.join(root, notebook));
  writeFiles(root, { "notebooks/briefing.yml": "title: Counts\n" });
  const server = await serving({ groups });
  const env = { OPENALEX_URL: server.url, OPENALEX_API_KEY: key };
  const refresh = (...argv: readonly string[]) =>
    runBriefing(["data", "refresh", ...argv], { cwd: root, env });
  const tables = ["openalex-fields", "country-coverage", "--years", "2020-2021"];

  const plan = await refresh(...tables, "--plan");
  expect(plan.stderr).toBe("");
  expect(plan.stdout).toContain(
    "10 queries of OpenAlex: 10 calls of one credit each, at most $0.0010, 1 day",
  );
  expect(server.asked).toHaveLength(0);
  expect((await refresh(...tables)).stderr).toContain("briefing data refresh --yes");

  const spent = await refresh(...tables, "--yes", "--budget", "0.0003");
  expect(spent.stderr).toContain("The budget of $0.0003 is spent.");
  expect(spent.code).toBe(1);
  const kept = server.asked.length;
  expect(kept).toBe(3);
  expect((await refresh(...tables, "--yes")).stderr).toContain("--resume");

  const resumed = ["data", "refresh", "country-coverage", "--yes", "--resume"];
  await killed(resumed, { cwd: root, env }, () => server.asked.length > kept);

  const { stdout, code } = await refresh("openalex-fields", "country-coverage", "--yes", "--resume");
  expect(stdout).toContain("openalex-fields: added, 2 rows");
  expect(stdout).toMatch(/Next: .*briefing build/);
  expect(code).toBe(0);
  expect(readFileSync(path.join(root, "data", "country-coverage.csv"), "utf8")).toMatch(
    /^edition,year,works,withoutCountry\n(openalex-\d{4}-\d\d,20(20,900,900|21,1000,1000)\n){2}$/,
  );
  expect(filesWith(root, key, encodeURIComponent(key))).toEqual([]);
});
