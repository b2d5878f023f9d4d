/** What would cost somebody a file is refused before anything is executed. */
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeNotebook } from "./notebook-file.js";
import { runBriefing, type Ran } from "./run-briefing.js";

let folder = "";
const at = (...names: readonly string[]): string => path.join(folder, ...names);
const briefing = (...argv: string[]): Promise<Ran> =>
  runBriefing(argv, { cwd: folder, env: { BRIEFING_CACHE_DIR: at("cache") } });
const isExecuted = (): boolean => existsSync(at("executed"));

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "refusals-"));
  await mkdir(at("notebooks"));
  await writeFile(at("notebooks/briefing.yml"), "title: Files\n");
  await writeNotebook(at("notebooks/one.ipynb"), [
    `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(at("executed"))}, "");`,
  ]);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** A folder in which somebody keeps files. */
async function someones(name: string, files: Readonly<Record<string, string>>): Promise<() => Promise<void>> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(at(name, file)), { recursive: true });
    await writeFile(at(name, file), text);
  }
  return async () => {
    for (const [file, text] of Object.entries(files))
      expect(await readFile(at(name, file), "utf8")).toBe(text);
    const found = await readdir(at(name), { recursive: true, withFileTypes: true });
    expect(found.filter((entry) => !entry.isDirectory())).toHaveLength(Object.keys(files).length);
  };
}

describe("somebody's files in the folder to write", () => {
  const commands = [["build"], ["build", "--draft"], ["preview"], ["render", "notebooks/one.ipynb"]];
  const thesis = { "report.json": '{ "files": { "thesis.docx": 1 } }', "thesis.docx": "mine" };

  test.each(commands)("%s %s: a report.json that names others", async (...argv) => {
    const isUntouched = await someones("thesis", thesis);
    const { code, stderr } = await briefing(...argv, "-o", "thesis");
    expect([code, isExecuted()]).toEqual([2, false]);
    expect(stderr).toContain("report.json");
    expect(stderr).toContain("--force");
    await isUntouched();
  });

  test.each(commands)("%s %s: a page, a notebook", async (...argv) => {
    const isUntouched = await someones("site", { "briefing.md": "mine", "notebooks/one.ipynb": "mine" });
    const { code, stderr } = await briefing(...argv, "-o", "site");
    expect([code, isExecuted()]).toEqual([2, false]);
    expect(stderr).toContain("briefing.md, notebooks/one.ipynb");
    await isUntouched();
  });
});

test("a page that was changed by hand is named; --force writes over it; a new build replaces the build's own", async () => {
  const project = at("built");
  await mkdir(project);
  await cp(at("notebooks"), path.join(project, "notebooks"), { recursive: true });
  const build = (...argv: string[]) => briefing("build", "--project", "built", ...argv);
  expect((await build()).code).toBe(0);
  const page = path.join(project, "output/briefing.md");
  const written = await readFile(page, "utf8");
  await writeFile(path.join(project, "notebooks/briefing.yml"), "title: Other files\n");
  expect((await build()).code).toBe(0);
  expect(await readFile(page, "utf8")).not.toBe(written);
  await rm(at("executed"));
  await writeFile(page, "my words");
  const refused = await build("--no-cache");
  expect([refused.code, isExecuted()]).toEqual([2, false]);
  expect(refused.stderr).toContain("changed after they had been written: briefing.md.");
  expect(await readFile(page, "utf8")).toBe("my words");
  expect((await build("--force")).code).toBe(0);
  expect(await readFile(page, "utf8")).toContain("Other files");
  await rm(at("executed"), { force: true });
});

describe("one file to write", () => {
  test.each([
    [
      "a file of another kind",
      ["build", "--pdf", "thesis.docx"],
      "thesis.docx exists, and this command did not write it",
    ],
    ["a folder", ["build", "--pdf", "notebooks"], "notebooks is a folder"],
    ["a device", ["diff", "a.json", "b.json", "--format", "md", "-o", "/dev/null"], "/dev/null is a device"],
    ["a page of a briefing", ["build", "--pdf", "built/output/briefing.html"], "belongs to the briefing in"],
    ["a page of a briefing", ["diff", "-o", "built/output/briefing.md"], "belongs to the briefing in"],
    ["a file that is compared", ["diff", "a.json", "b.json", "-o", "b.json"], "it is what is read"],
    ["the notebook", ["execute", "notebooks/one.ipynb", "-o", "notebooks"], "--inplace"],
    [
      "a notebook of a briefing",
      ["execute", "notebooks/one.ipynb", "-o", "built/output/notebooks"],
      "belongs to the briefing in",
    ],
  ])("%s is not replaced: %j", async (_, argv, words) => {
    for (const name of ["thesis.docx", "a.json", "b.json"]) await writeFile(at(name), "mine");
    const { code, stderr } = await briefing(...argv);
    expect([code, isExecuted()]).toEqual([2, false]);
    expect(stderr).toContain(words);
    expect(await readFile(at("thesis.docx"), "utf8")).toBe("mine");
    expect(await readFile(at("b.json"), "utf8")).toBe("mine");
  });
});

test("a link to a file stays a link", async () => {
  await writeFile(at("words.ipynb"), await readFile(at("notebooks/one.ipynb")));
  await symlink("words.ipynb", at("link.ipynb"));
  expect((await briefing("clean", "link.ipynb")).code).toBe(0);
  expect(await readlink(at("link.ipynb"))).toBe("words.ipynb");
  expect(await readFile(at("words.ipynb"), "utf8")).not.toBe(
    await readFile(at("notebooks/one.ipynb"), "utf8"),
  );
});

describe("a name that is empty, as an unset variable leaves it", () => {
  test.each([
    [["init", ""], "argument 'dir'"],
    [["init", "  "], "argument 'dir'"],
    [["new", ""], "argument 'id'"],
    [["new", "02-b", "--project", ""], "--project"],
    [["build", "-o", ""], "--output"],
    [["build", "--output="], "--output"],
    [["build", "--pdf", ""], "--pdf"],
    [["build", "--since", " "], "--since"],
    [["preview", "--project", ""], "--project"],
    [["render", "notebooks/one.ipynb", "-o", ""], "--output"],
    [["execute", "notebooks/one.ipynb", ""], "argument 'notebooks'"],
    [["execute", "notebooks/one.ipynb", "-o", ""], "--output"],
    [["diff", ""], "argument 'before'"],
    [["diff", "-o", ""], "--output"],
    [["lab", "--project", ""], "--project"],
    [["kernel", "install", "--prefix", ""], "--prefix"],
    [["git", "install", "--project", ""], "--project"],
  ])("%j", async (argv, name) => {
    const before = await readdir(folder);
    const { code, stderr } = await briefing(...argv);
    expect([code, isExecuted()]).toEqual([2, false]);
    expect(stderr).toContain(name);
    expect(stderr).toContain("is empty, as when a shell variable is not set");
    expect(await readdir(folder)).toEqual(before);
  });
});
