/** A file that a command did not write, or that was changed since, is replaced only on explicit request. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, lstat, mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { refuseFile } from "../../../src/briefing/engine/build/output-file.js";
import { stored, writeNotebook } from "../../support/notebook.js";
import { casesOf } from "../../support/cases.js";
import { runAfter, runBriefing, type Ran } from "../../briefing/cli/run-briefing.js";
import { writeGauges } from "../../briefing/engine/diff/briefing-folder.js";
import { temporaryFolder } from "../../support/temporary.js";

type Target = readonly [what: string, file: string, words: string, links: Readonly<Record<string, string>>];
const targets = casesOf("targets.yml", import.meta.url) as readonly Target[];
const folder = temporaryFolder("hostile-files");
const at = (...names: readonly string[]): string => path.join(folder, ...names);
const text = (...names: readonly string[]): Promise<string> => readFile(at(...names), "utf8");
const briefing = (argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  runBriefing(argv, { cwd: folder, env: { BRIEFING_CACHE_DIR: at("cache"), ...env } });
const after = (setting: string, ...argv: readonly string[]) =>
  runAfter(setting, argv, { cwd: folder, env: { BRIEFING_CACHE_DIR: at("cache") } });

beforeAll(async () => {
  await writeGauges(at("before"));
  await writeGauges(at("after"));
  writeNotebook(at("one.ipynb"), ["1 + 1"]);
  await mkdir(at("project/notebooks"), { recursive: true });
  await writeFile(at("project/notebooks/briefing.yml"), "title: T\norder: [a]\n");
  writeNotebook(at("project/notebooks/a.ipynb"), ["1 + 1"]);
  execFileSync("git", ["init", "-q", folder]);
});
beforeEach(async () => {
  await rm(at("target"), { recursive: true, force: true });
  await mkdir(at("target"));
  await writeFile(at("target/mine.md"), "mine");
});

const diffTo = (file: string, ...more: readonly string[]): Promise<Ran> =>
  briefing(["diff", "before", "after", "--format", "md", "-o", file, ...more]);

describe("diff -o", () => {
  const foreign = "this command did not write it, or it was changed since";

  test.each(targets)("%s is rejected: %s", async (_, file, words, links) => {
    for (const [link, to] of Object.entries(links)) await symlink(to, at(link));
    const target = { file: at(file), overwrite: "own", hint: "", inputs: [] } as const;
    await expect(refuseFile(target)).rejects.toThrow(words);
  });

  test.each([
    ["target/mine.md", foreign],
    ["-", "write ./-"],
  ])("%s: nothing is printed, and nothing changes there", async (file, words) => {
    const { code, stdout, stderr } = await diffTo(file);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(words);
    expect(await readdir(at("target"))).toEqual(["mine.md"]);
    expect(await text("target/mine.md")).toBe("mine");
  });

  test("its own file is rewritten, from anywhere; edited by hand it is kept without --force", async () => {
    for (const file of [
      "target/ours.md",
      "target/new/folder/ours.md",
      at("target/ours.md"),
      "target/ours.md",
    ])
      expect(await diffTo(file)).toMatchObject({ code: 0, stderr: "" });
    const written = await text("target/ours.md");
    await writeFile(at("target/ours.md"), `${written}My words.`);
    const { code, stderr } = await diffTo("target/ours.md");
    expect(code).toBe(2);
    expect(stderr).toContain("To write over it: --force");
    expect(await text("target/ours.md")).toContain("My words.");
    expect(await diffTo("target/ours.md", "--force")).toMatchObject({ code: 0 });
    expect(await text("target/ours.md")).toBe(written);
    expect(await diffTo("target/ours.md")).toMatchObject({ code: 0 });
    // Identical contents are only recognised at their own place.
    await writeFile(at("target/mine.md"), written);
    expect(await diffTo("target/mine.md")).toMatchObject({ code: 2 });
  });

  test("a link to its own file stays a link; a write-protected file is unchanged", async () => {
    await diffTo("target/ours.md");
    await symlink("ours.md", at("target/link.md"));
    expect(await diffTo("target/link.md")).toMatchObject({ code: 0 });
    expect(await readlink(at("target/link.md"))).toBe("ours.md");
    await chmod(at("target/ours.md"), 0o444);
    const { code, stderr } = await diffTo("target/ours.md", "--force");
    expect([code, stderr]).toEqual([2, expect.stringContaining("is write-protected")]);
  });

  test("control characters of a name do not reach the terminal", async () => {
    const name = "target/\u001b]0;owned\u0007.md";
    const { code, stdout } = await diffTo(name);
    expect([code, existsSync(at(name))]).toEqual([0, true]);
    expect(stdout).not.toContain("\u001b");
    await writeFile(at(name), "mine");
    expect((await diffTo(name)).stderr).not.toContain("\u001b");
  });

  test("a full disk: leftovers of a killed command are removed, and the old file stays intact", async () => {
    await diffTo("target/ours.html");
    const before = await text("target/ours.html");
    await writeFile(at("target/.ours.html.4194303999.part"), "half");
    const argv = ["diff", "before", "after", "--format", "html", "-o", "target/ours.html"];
    const { status, stderr } = after("ulimit -f 20", ...argv);
    expect([status, stderr]).toEqual([2, expect.stringContaining("(EFBIG)")]);
    expect((await readdir(at("target"))).sort()).toEqual(["mine.md", "ours.html"]);
    expect(await text("target/ours.html")).toBe(before);
  });
});

describe("execute", () => {
  const execute = (...argv: readonly string[]): Promise<Ran> => briefing(["execute", "one.ipynb", ...argv]);

  test("-o: a user's notebook is kept, and nothing executed; its own is rewritten", async () => {
    await writeFile(at("target/one.ipynb"), "mine");
    const refused = await execute("-o", "target");
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("To write over it: --force")]);
    expect(await text("target/one.ipynb")).toBe("mine");
    expect(await execute("-o", "target", "--force")).toMatchObject({ code: 0 });
    expect(await execute("-o", "target")).toMatchObject({ code: 0 });
  });

  test("--inplace: a notebook saved in the meantime is kept", async () => {
    const saved = stored([], {});
    writeNotebook(at("target/self.ipynb"), [
      `require("fs").writeFileSync("self.ipynb", ${JSON.stringify(saved)});`,
    ]);
    const { code, stderr } = await briefing(["execute", "target/self.ipynb", "--inplace"]);
    expect([code, stderr]).toEqual([1, expect.stringContaining("was saved during its execution")]);
    expect(await text("target/self.ipynb")).toBe(saved);
  });

  test("a failing notebook does not affect notebooks stored in the cache's folder", async () => {
    await mkdir(at("cache/failed"), { recursive: true });
    await writeFile(at("cache/failed/bad.ipynb"), "mine");
    for (const source of ["throw 1", "1"]) {
      writeNotebook(at("bad.ipynb"), [source]);
      await briefing(["execute", "bad.ipynb"]);
    }
    expect(await briefing(["cache", "clear"])).toMatchObject({ code: 0 });
    expect(await text("cache/failed/bad.ipynb")).toBe("mine");
  });
});

test("build --pdf: a user's PDF is kept, also next to the page", async () => {
  const build = (...argv: readonly string[]): Promise<Ran> =>
    briefing(["build", "--project", "project", ...argv], { CHROMIUM: process.execPath });
  await writeFile(at("target/mine.pdf"), "%PDF-mine");
  expect(await build("--pdf", "target/mine.pdf")).toMatchObject({ code: 2 });
  expect(await text("target/mine.pdf")).toBe("%PDF-mine");
  await mkdir(at("project/output"), { recursive: true });
  await writeFile(at("project/output/briefing.pdf"), "%PDF-mine");
  expect(await build("--pdf")).toMatchObject({ code: 2 });
  expect(await text("project/output/briefing.pdf")).toBe("%PDF-mine");
});

describe("init and new", () => {
  test.each([
    ["a folder with a file", "target", "is not empty"],
    ["a file", "target/mine.md", "is a file"],
    ["git's folder", ".git/project", "which belongs to git"],
  ])("init: %s", async (_, place, words) => {
    await symlink("gone", at("target/link"));
    const { code, stderr } = await briefing(["init", place]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
    expect((await readdir(at("target"))).sort()).toEqual(["link", "mine.md"]);
  });

  test("init on a full disk leaves nothing in its folder", async () => {
    const { status, stderr } = after("ulimit -f 1", "init", "target/roomless");
    expect([status, stderr]).toEqual([2, expect.stringContaining("(EFBIG)")]);
    expect(await readdir(at("target"))).toEqual(["mine.md"]);
  });

  test.each([
    [
      "a dangling link",
      () => symlink("gone", at("project/notebooks/b.ipynb")),
      "something stands in its place",
    ],
    ["a folder", () => mkdir(at("project/notebooks/b.ipynb")), "exists already"],
  ])("new: %s in its place", async (_, make, words) => {
    await make();
    const { code, stderr } = await briefing(["new", "b", "--project", "project"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
    expect(await text("project/notebooks/briefing.yml")).toBe("title: T\norder: [a]\n");
    expect((await lstat(at("project/notebooks/b.ipynb"))).isFile()).toBe(false);
    await rm(at("project/notebooks/b.ipynb"), { recursive: true });
  });
});

describe("git install", () => {
  const git = (...argv: readonly string[]): string =>
    execFileSync("git", argv, { cwd: folder, encoding: "utf8" });
  const config = (): Promise<string> => text(".git/config");
  const run = (...argv: readonly string[]): Promise<Ran> =>
    briefing(["git", ...argv, "--project", "project"]);

  test("a user's settings are kept without --force", async () => {
    for (const [name, value] of [
      ["diff.briefing-notebook.textconv", "my-notebooks"],
      ["diff.briefing-notebook.xfuncname", "^mine"],
      ["diff.briefing-svg.textconv", "f() { rm -rf 'git' 'textconv' svg; }; f"],
    ] as const) {
      git("config", name, value);
      const before = await config();
      const { code, stderr } = await run("install");
      expect([code, stderr]).toEqual([2, expect.stringContaining("--force")]);
      expect([await config(), existsSync(at(".git/info/attributes"))]).toEqual([before, false]);
      if (name !== "diff.briefing-svg.textconv") git("config", "--unset", name);
    }
    expect(await run("install", "--force")).toMatchObject({ code: 0 });
    expect(await run("install")).toMatchObject({ code: 0 });
    expect(await run("uninstall")).toMatchObject({ code: 0 });
    expect(await config()).not.toContain("briefing");
  });

  test("settings that a user adds under our names, or instead of ours, survive uninstall", async () => {
    await run("install");
    git("config", "diff.briefing-notebook.cachetextconv", "true");
    git("config", "diff.briefing-report.textconv", "my-reports");
    await run("uninstall");
    expect(git("config", "--get-regexp", "^diff.briefing-").trim().split("\n").sort()).toEqual([
      "diff.briefing-notebook.cachetextconv true",
      expect.stringContaining("diff.briefing-report."),
      expect.stringContaining("diff.briefing-report."),
    ]);
    git("config", "--remove-section", "diff.briefing-notebook");
    git("config", "--remove-section", "diff.briefing-report");
  });

  test("in a nested repository, the inner one is configured", async () => {
    const outer = await config();
    execFileSync("git", ["init", "-q", at("project")]);
    expect(await run("install")).toMatchObject({ code: 0 });
    expect(await config()).toBe(outer);
    expect(await text("project/.git/info/attributes")).toContain("/notebooks/*.ipynb diff=briefing-notebook");
    await rm(at("project/.git"), { recursive: true });
  });
});
