/** What would cost somebody a file is refused before anything is executed. */
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { writeNotebook } from "./notebook-file.js";
import { runBriefing, type Ran } from "./run-briefing.js";
import { temporaryFolder } from "../support/temporary.js";

const folder = temporaryFolder("refusals");
const at = (...names: readonly string[]): string => path.join(folder, ...names);
const briefing = (...argv: string[]): Promise<Ran> =>
  runBriefing(argv, { cwd: folder, env: { BRIEFING_CACHE_DIR: at("cache") } });
const isExecuted = (): boolean => existsSync(at("executed"));

beforeAll(async () => {
  await mkdir(at("notebooks"));
  await writeFile(at("notebooks/briefing.yml"), "title: Files\n");
  await writeNotebook(at("notebooks/one.ipynb"), [
    `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(at("executed"))}, "");`,
  ]);
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

describe("a name that is empty, as an unset variable leaves it", () => {
  test.each([
    [["init", ""], "argument 'dir'"],
    [["new", ""], "argument 'id'"],
    [["new", "02-b", "--project", ""], "--project"],
    [["build", "-o", ""], "--output"],
    [["build", "--pdf", ""], "--pdf"],
    [["build", "--since", " "], "--since"],
    [["execute", "notebooks/one.ipynb", ""], "argument 'notebooks'"],
    [["diff", ""], "argument 'before'"],
    [["kernel", "install", "--prefix", ""], "--prefix"],
  ])("%j", async (argv, name) => {
    const before = await readdir(folder);
    const { code, stderr } = await briefing(...argv);
    expect([code, isExecuted()]).toEqual([2, false]);
    expect(stderr).toContain(name);
    expect(stderr).toContain("is empty, as when a shell variable is not set");
    expect(await readdir(folder)).toEqual(before);
  });
});
