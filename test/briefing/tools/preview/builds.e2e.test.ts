import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { PreviewBuilds, type PreviewBuildSettings } from "../../../../src/briefing/tools/preview/builds.js";
import { runBriefing } from "../../cli/run-briefing.js";
import { temporaryFolder } from "../../../support/temporary.js";

const folder = temporaryFolder("preview-builds");
const project = path.join(folder, "loans");
beforeAll(async () => {
  expect(await runBriefing(["init", project], { cwd: folder })).toMatchObject({ code: 0 });
});

/** Its builds, which end with the test. */
function previewing(root: string, output: string, more: Partial<PreviewBuildSettings> = {}): PreviewBuilds {
  const builds = new PreviewBuilds({
    root,
    options: { output: path.join(folder, output), jobs: 1 },
    signal: new AbortController().signal,
    describeError: String,
    ...more,
  });
  onTestFinished(() => builds.close());
  return builds;
}

/** Every file that a build of the project's last state writes is, to the byte, in the preview's folder. */
async function expectAsBuilt(root: string, output: string): Promise<void> {
  const built = path.join(folder, `${output}-built`);
  await runBriefing(["build", "--project", root, "-o", built], { cwd: folder });
  const entries = await readdir(built, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const names = files.map((entry) => path.relative(built, path.join(entry.parentPath, entry.name)));
  expect(names).toContain("report.json");
  for (const name of names)
    expect(await readFile(path.join(folder, output, name), "utf8"), name).toBe(
      await readFile(path.join(built, name), "utf8"),
    );
}

async function replace(file: string, from: string, to: string): Promise<void> {
  const before = await readFile(file, "utf8");
  expect(before).toContain(from);
  await writeFile(file, before.replace(from, to));
}

test("after a series of edits the output equals a build of the last state, and compares with an earlier edition", async () => {
  await runBriefing(["build", "--project", project], { cwd: folder });
  await cp(path.join(project, "output"), path.join(project, "march"), { recursive: true });
  const configuration = path.join(project, "notebooks/briefing.yml");
  await writeFile(configuration, `${await readFile(configuration, "utf8")}previous: march\n`);
  const notebook = path.join(project, "notebooks/01-first.ipynb");
  const table = path.join(project, "data/loans.csv");
  const builds = previewing(project, "edits");
  const page = () => readFile(path.join(folder, "edits/briefing.html"), "utf8");
  const build = async (): Promise<void> => {
    expect(await builds.build(new Set())).toMatchObject({ status: "built" });
    await builds.settle();
  };
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
  await expectAsBuilt(project, "edits");
  expect(await page()).toContain("more than in");
}, 600_000);

test("a build that crashes is an outcome, and the next one runs", async () => {
  const crashes = [new TypeError("boom")];
  const builds = previewing(project, "crashed", {
    showProgress: () => {
      const crash = crashes.pop();
      return crash === undefined
        ? Promise.resolve({ show: () => undefined, close: () => undefined })
        : Promise.reject(crash);
    },
  });
  expect(await builds.build(new Set())).toMatchObject({ status: "failed", text: "TypeError: boom" });
  expect(await builds.build(new Set())).toMatchObject({ status: "built" });
});

test("a port in use is incorrect usage, and another is suggested", async () => {
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

test("the page comes before its answers; a change that comes first ends their execution", async () => {
  const visits = path.join(folder, "visits");
  await cp(path.resolve("test/fixtures/answers"), visits, { recursive: true });
  const builds = previewing(visits, "answered");
  const assumptions = async (): Promise<unknown> => {
    const report = await readFile(path.join(folder, "answered/report.json"), "utf8");
    return (JSON.parse(report) as { readonly assumptions: unknown }).assumptions;
  };
  expect(await builds.build(new Set())).toMatchObject({ status: "built" });
  expect(await assumptions()).toMatchObject({ base: { label: "Compared with" } });
  expect(await assumptions()).not.toHaveProperty("base.answers");
  expect(await builds.answer(AbortSignal.abort())).toBeUndefined();
  expect(await builds.answer(new AbortController().signal)).toMatchObject({ status: "built" });
  expect(await assumptions()).toHaveProperty("base.answers", "carried");
  expect(await builds.answer(new AbortController().signal)).toBeUndefined();
  // What was executed is not executed again.
  expect(await builds.build(new Set())).toMatchObject({ status: "built" });
  expect(await assumptions()).toHaveProperty("base.answers", "carried");
}, 300_000);
