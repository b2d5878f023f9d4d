import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runBriefing } from "../../cli/run-briefing.js";

let folder = "";
let project = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "new ü-"));
  project = path.join(folder, "library loans");
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});
const briefing = (...argv: string[]) => runBriefing(argv, { cwd: folder });
const read = (...names: string[]) => readFile(path.join(project, ...names), "utf8");

test("a new project builds at once, and so does a chapter added to it", async () => {
  expect(await briefing("init", project)).toMatchObject({ code: 0 });
  expect(await briefing("check", "--project", project)).toMatchObject({ code: 0 });
  expect(await briefing("build", "--project", project)).toMatchObject({ code: 0 });
  const page = await read("output", "briefing.md");
  expect(page).toContain("# Library loans");
  expect(page).toMatch(/Readers borrowed 53,800 books in 2023/);

  expect(await briefing("new", "02-more", "--project", project)).toMatchObject({ code: 0 });
  expect(await read("notebooks", "briefing.yml")).toContain("  - 01-first.ipynb\n  - 02-more.ipynb\n");
  expect(await briefing("clean", "--check", "--project", project)).toMatchObject({ code: 0 });
  expect(await briefing("build", "--project", project)).toMatchObject({ code: 0 });
  expect(await read("output", "briefing.md")).toMatch(/the table has 12 rows/);
}, 600_000);

test("names no place of the machine, and depends on this package in its version", async () => {
  for (const name of await readdir(project, { recursive: true }))
    if (/\.(json|yml|md|mjs|ts|ipynb|csv|bib)$/.test(name))
      expect(await read(name), name).not.toContain(os.tmpdir());
  const own = JSON.parse(await readFile(new URL("../../../package.json", import.meta.url), "utf8")) as {
    readonly version: string;
    readonly overrides: object;
  };
  expect(JSON.parse(await read("package.json"))).toMatchObject({
    dependencies: { "decoupling-briefing": own.version },
    overrides: own.overrides,
  });
});

test("nothing that exists is overwritten", async () => {
  const before = await read("notebooks", "01-first.ipynb");
  const again = await briefing("init", project);
  expect(again).toMatchObject({ code: 2 });
  expect(again.stderr).toContain("is not empty");
  const same = await briefing("new", "01-first", "--project", project);
  expect(same.stderr).toContain("exists already");
  expect(await read("notebooks", "01-first.ipynb")).toBe(before);
});

test("a table that does not exist is named with those that do", async () => {
  const { code, stderr } = await briefing("new", "03-x", "--table", "lones", "--project", project);
  expect(code).toBe(2);
  expect(stderr).toContain('no table "lones"');
  expect(stderr).toContain("There are: loans");
});

test("a project without data gets a chapter too", async () => {
  await rm(path.join(project, "data"), { recursive: true });
  await writeFile(path.join(project, "notebooks/briefing.yml"), "title: T\norder: [04-empty]\n");
  expect(await briefing("new", "04-empty", "--project", project)).toMatchObject({ code: 1 });
  await writeFile(path.join(project, "notebooks/briefing.yml"), "title: T\n");
  expect(await briefing("new", "04-empty", "--project", project)).toMatchObject({ code: 0 });
  const out = path.join(folder, "executed.ipynb");
  const executed = await briefing("execute", path.join(project, "notebooks/04-empty.ipynb"), "-o", out);
  expect(executed).toMatchObject({ code: 0 });
}, 600_000);
