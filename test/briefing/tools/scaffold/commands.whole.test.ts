import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runBriefing } from "../../cli/run-briefing.js";
import type { Report } from "../../../../src/briefing/model/report.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { withoutPackages } from "../../../support/without-packages.js";

const folder = temporaryFolder("new ü");
const project = path.join(folder, "library loans");
const briefing = (...argv: string[]) => runBriefing(argv, { cwd: folder });
const read = (...names: string[]) => readFile(path.join(project, ...names), "utf8");

test("a new project builds immediately, and so does a chapter added to it", async () => {
  expect(await briefing("init", project)).toMatchObject({ code: 0 });
  expect(await briefing("new", "02-more", "--project", project)).toMatchObject({ code: 0 });
  expect(await read("notebooks", "briefing.yml")).toContain("  - 01-first.ipynb\n  - 02-more.ipynb\n");
  expect(await briefing("check", "--project", project)).toMatchObject({ code: 0 });
  expect(await briefing("clean", "--check", "--project", project)).toMatchObject({ code: 0 });
  expect(await briefing("build", "--project", project)).toMatchObject({ code: 0 });
  const page = await read("output", "briefing.md");
  expect(page).toContain("# Library loans");
  expect(page).toContain("Readers borrowed 53,800 books and 12,400 films in 2023");
  expect(page).toMatch(/The table has 12 rows/);
}, 600_000);

test("a project without the example has neither chapter nor table until they are added", async () => {
  const bare = path.join(folder, "bare");
  const inBare = (...argv: string[]) => runBriefing(argv, { cwd: bare });
  expect((await briefing("init", bare, "--bare", "--frames")).stdout).toContain("briefing data add FILE");
  expect(JSON.parse(await readFile(path.join(bare, "package.json"), "utf8"))).toMatchObject({
    dependencies: { "danfojs-node": "^1.2.0" },
    overrides: { "@tensorflow/tfjs-node": "npm:@tensorflow/tfjs-core@3.21.0" },
  });
  expect(await inBare("build")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("Add one: briefing new 01-first") as string,
  });
  expect(await readFile(path.join(bare, "README.md"), "utf8")).not.toContain("CHAPTER");
  await writeFile(path.join(folder, "visits.csv"), "year,visits\n2020,5\n2021,7\n");
  expect(await inBare("data", "add", "../visits.csv")).toMatchObject({ code: 0 });
  expect(await inBare("new", "01-visits")).toMatchObject({ code: 0 });
  const built = await inBare("build");
  expect(built).toMatchObject({ code: 0 });
  // Once, with the command that fixes it; nothing of a template is printed.
  expect(built.stderr.match(/source not given/g)).toHaveLength(1);
  expect(built.stderr).toContain("briefing data update visits --source");
  expect(built.stderr).not.toContain("placeholder");
  expect(await readFile(path.join(bare, "output/briefing.md"), "utf8")).toContain("Source: source not given");
  const all = await readdir(bare, { recursive: true });
  expect(all.filter((name) => /loans|first/.test(name))).toEqual([]);
}, 600_000);

test("contains no path of the machine except that of this package", async () => {
  for (const name of await readdir(project, { recursive: true }))
    if (/\.(json|yml|md|mjs|ts|ipynb|csv|bib)$/.test(name))
      expect(await read(name), name).not.toContain(os.tmpdir());
  const { dependencies } = JSON.parse(await read("package.json")) as {
    readonly dependencies: Readonly<Record<"briefing", `file:${string}`>>;
  };
  const place = dependencies.briefing.slice("file:".length);
  expect(path.resolve(project, place)).toBe(
    fileURLToPath(new URL("../../../../src/briefing", import.meta.url)),
  );
});

test("for a missing table, the existing ones are listed", async () => {
  const { code, stderr } = await briefing("new", "03-x", "--table", "lones", "--project", project);
  expect(code).toBe(2);
  expect(stderr).toContain('no table "lones"');
  expect(stderr).toContain("Available tables: loans");
});

test("a briefing on two economies builds immediately", async () => {
  const made = path.join(folder, "pair");
  const init = (...parameters: string[]) =>
    briefing("init", made, "--example", "pair", ...parameters.flatMap((each) => ["-p", each]));
  expect(await init("reporter=Tuvalu", "partner=bt")).toMatchObject({ code: 0 });
  expect(await briefing("build", "--project", made)).toMatchObject({ code: 0 });
  const page = await readFile(path.join(made, "output/briefing.md"), "utf8");
  expect(page).toContain("# How much research do Tuvalu and Bhutan do together?");
  expect(page).toContain(
    "Tuvalu and Bhutan wrote no joint papers in 2022, and one in all the years from 1990.",
  );
  expect(page).toContain("with a zero there is no ratio");
}, 600_000);

test("a pair that the table lacks is rejected, with similar names", async () => {
  const refused = async (...parameters: string[]) => {
    const given = parameters.flatMap((each) => ["-p", each]);
    const { code, stderr } = await briefing("init", path.join(folder, "none"), "--example", "pair", ...given);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await refused("reporter=DE")).toContain("needs -p partner=CODE");
  expect(await refused("reporter=DE", "partner=de")).toContain("both Germany (DE)");
  expect(await refused("reporter=Korea", "partner=CN")).toContain("KP (North Korea), KR (South Korea)");
  expect(await refused("reporter=DE", "partner=CN", "year=2015")).toContain('no parameter "year"');
  const { code, stderr } = await briefing("init", path.join(folder, "none"), "-p", "reporter=DE");
  expect([code, stderr]).toEqual([2, expect.stringContaining("--example pair")]);
});

test("the example of single papers has every answer beside the truth, and needs no DuckDB", async () => {
  const made = path.join(folder, "simulated");
  expect(await briefing("init", made, "--example", "papers")).toMatchObject({ code: 0 });
  const inProject = (...argv: string[]) =>
    runBriefing([...argv, "--project", made], { cwd: folder, env: withoutPackages("@duckdb/") });
  expect(await inProject("check")).toMatchObject({ code: 0, stderr: "" });
  expect(await inProject("build")).toMatchObject({ code: 0 });
  expect(await inProject("check", "--guards", "--strict")).toMatchObject({ code: 0 });
  const output = path.join(made, "output");
  const report = JSON.parse(await readFile(path.join(output, "report.json"), "utf8")) as Report;
  const blocks = report.sections.flatMap((section) => section.blocks);
  const tables = blocks.filter((block) => block.kind === "table");
  for (const { title } of tables) expect(JSON.stringify(title)).toContain("Simulated: ");
  const page = await readFile(path.join(output, "briefing.md"), "utf8");
  expect(page).toContain("| Did sensitive fields fall against the others? | yes | yes | right |");
  expect(page.match(/ \| right \|$/gm)).toHaveLength(6);
  expect(page).toContain("No paper of this page exists");
  expect(await inProject("build", "--no-cache", "--check")).toMatchObject({ code: 0 });
}, 600_000);

test("the example of single papers takes no parameters", async () => {
  const argv = ["init", path.join(folder, "none"), "--example", "papers", "-p", "reporter=DE"];
  const { code, stderr } = await briefing(...argv);
  expect([code, stderr]).toEqual([2, expect.stringContaining("the example papers has no parameters")]);
});

test("a project without data gets a chapter too", async () => {
  await rm(path.join(project, "data"), { recursive: true });
  await writeFile(path.join(project, "notebooks/briefing.yml"), "title: T\n");
  expect(await briefing("new", "04-empty", "--project", project)).toMatchObject({ code: 0 });
  const out = path.join(folder, "executed.ipynb");
  const executed = await briefing("execute", path.join(project, "notebooks/04-empty.ipynb"), "-o", out);
  expect(executed).toMatchObject({ code: 0 });
}, 600_000);
