import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { PreviewBuilds } from "../../../src/tools/preview/builds.js";
import { runBriefing } from "../../cli/run-briefing.js";
import { temporaryFolder } from "../../support/temporary.js";

const folder = temporaryFolder("preview-builds");
let project = "";
beforeAll(async () => {
  project = path.join(folder, "loans");
  expect(await runBriefing(["init", project], { cwd: folder })).toMatchObject({ code: 0 });
});

test("a preview writes what a build writes, changes since the earlier edition included", async () => {
  await runBriefing(["build", "--project", project], { cwd: folder });
  await cp(path.join(project, "output"), path.join(project, "march"), { recursive: true });
  const configuration = path.join(project, "notebooks/briefing.yml");
  await writeFile(configuration, `${await readFile(configuration, "utf8")}previous: march\n`);
  const table = path.join(project, "data/loans.csv");
  await writeFile(table, (await readFile(table, "utf8")).replace("2023,book,53800", "2023,book,61200"));

  const output = path.join(folder, "previewed");
  const builds = new PreviewBuilds({
    root: project,
    options: { output, jobs: 1 },
    signal: new AbortController().signal,
    describeError: String,
  });
  try {
    expect(await builds.build(new Set())).toMatchObject({ status: "built" });
  } finally {
    await builds.close();
  }
  const built = path.join(folder, "built");
  await runBriefing(["build", "--project", project, "-o", built], { cwd: folder });
  for (const name of ["briefing.html", "report.json"])
    expect(await readFile(path.join(output, name), "utf8"), name).toBe(
      await readFile(path.join(built, name), "utf8"),
    );
  expect(await readFile(path.join(output, "briefing.html"), "utf8")).toContain("more than in");
}, 600_000);

test("after a row of edits the output is what one build of the last state writes", async () => {
  const edited = path.join(folder, "edited");
  expect(await runBriefing(["init", edited], { cwd: folder })).toMatchObject({ code: 0 });
  const notebook = path.join(edited, "notebooks/01-first.ipynb");
  const table = path.join(edited, "data/loans.csv");
  const replace = async (file: string, from: string, to: string): Promise<void> => {
    const before = await readFile(file, "utf8");
    expect(before).toContain(from);
    await writeFile(file, before.replace(from, to));
  };
  const output = path.join(folder, "edits");
  const builds = new PreviewBuilds({
    root: edited,
    options: { output, jobs: 1 },
    signal: new AbortController().signal,
    describeError: String,
  });
  const page = () => readFile(path.join(output, "briefing.html"), "utf8");
  const build = async (): Promise<void> => {
    expect(await builds.build(new Set())).toMatchObject({ status: "built" });
    await builds.settle();
  };
  try {
    await build();
    const first = await page();
    await replace(notebook, "shows both", "draws both kinds");
    await build();
    expect(await page()).toContain("draws both kinds");
    await replace(notebook, "A caption says", "This caption says");
    await build();
    await replace(notebook, "draws both kinds", "shows both");
    await replace(notebook, "This caption says", "A caption says");
    await build();
    expect(await page()).toBe(first);
    await replace(table, "2023,book,53800", "2023,book,61200");
    await replace(notebook, "A caption says", "That caption says");
    await build();
  } finally {
    await builds.close();
  }
  const built = path.join(folder, "edited-built");
  await runBriefing(["build", "--project", edited, "-o", built], { cwd: folder });
  const names = (await readdir(built, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(built, path.join(entry.parentPath, entry.name)));
  expect(names).toContain("report.json");
  for (const name of names)
    expect(await readFile(path.join(output, name), "utf8"), name).toBe(
      await readFile(path.join(built, name), "utf8"),
    );
}, 300_000);

test("a build that crashes is an outcome, and the next one is made", async () => {
  const crashes = [new TypeError("boom")];
  const builds = new PreviewBuilds({
    root: project,
    options: { output: path.join(folder, "crashed"), jobs: 1 },
    signal: new AbortController().signal,
    describeError: String,
    showProgress: () => {
      const crash = crashes.pop();
      return crash === undefined
        ? Promise.resolve({ show: () => undefined, close: () => undefined })
        : Promise.reject(crash);
    },
  });
  try {
    expect(await builds.build(new Set())).toMatchObject({ status: "failed", text: "TypeError: boom" });
    expect(await builds.build(new Set())).toMatchObject({ status: "built" });
  } finally {
    await builds.close();
  }
});

test("a port that is taken is wrong usage, and another is suggested", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const { code, stderr } = await runBriefing(["preview", "--port", String(port), "--project", project], {
    cwd: folder,
  });
  server.close();
  expect(code).toBe(2);
  expect(stderr).toContain(`Port ${port} is in use.`);
});
