/** Every command with text notebooks. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { runBriefing } from "./run-briefing.js";
import { codeCell, stored, textCell } from "../../support/notebook.js";
import { temporaryFolder } from "../../support/temporary.js";
import { writeFiles } from "../../support/files.js";

let cwd = "";
const briefing = (...argv: string[]) => runBriefing(argv, { cwd });
const read = (name: string) => readFileSync(path.join(cwd, name), "utf8");
const has = (name: string) => existsSync(path.join(cwd, name));

const howTo = readFileSync(new URL("../../../docs/how-to/jupyterlab.md", import.meta.url), "utf8");
const [, tasksJson = ""] = /```json\n([^]*?)```/.exec(howTo) ?? [];
const { tasks } = JSON.parse(tasksJson) as {
  readonly tasks: readonly { readonly problemMatcher: { readonly pattern: { readonly regexp: string } } }[];
};
const taskPattern = new RegExp(tasks[0]?.problemMatcher.pattern.regexp ?? "(?!)");

const good = `---
title: Good
---

\`\`\`typescript id="total"
import { fmt } from "briefing";
const total = 7;
\`\`\`

There are \`{ts} fmt.count(total)\`. [It is seven.]{holds="total === 7"}
`;
beforeEach(() => {
  cwd = temporaryFolder("text ü");
  writeFiles(cwd, {
    "notebooks/briefing.yml": "title: T\norder: [01-good.ipynb]\n",
    "notebooks/01-good.md": good,
    "notebooks/README.md": "# No notebook\n",
  });
});

test("build, check, clean, diff and convert give the same page for both forms", async () => {
  expect(await briefing("check")).toMatchObject({ code: 0 });
  expect((await briefing("clean", "--check")).stdout).toContain("1 notebook: 0 not in the stored form");
  expect(await briefing("build")).toMatchObject({ code: 0 });
  const page = read("output/briefing.md");
  const executed = read("output/notebooks/01-good.ipynb");
  expect(page).toContain("There are 7. It is seven.");
  expect(read("output/report.json")).toContain("notebooks/01-good.md#total");
  const before = path.join(temporaryFolder("before"), "output");
  expect(await briefing("build", "-o", before)).toMatchObject({ code: 0 });

  const converted = await briefing("convert", "--json", "notebooks/01-good.md", "notebooks/README.md");
  expect(JSON.parse(converted.stdout)).toEqual([
    { path: "notebooks/01-good.md", to: "notebooks/01-good.ipynb", changes: [] },
    { path: "notebooks/README.md", changes: [], skipped: "not a notebook" },
  ]);
  expect(converted.code).toBe(0);
  expect(has("notebooks/01-good.md")).toBe(false);
  expect(await briefing("build")).toMatchObject({ code: 0 });
  expect(read("output/briefing.md")).toBe(page.replace("01-good.md", "01-good.ipynb"));
  expect(read("output/notebooks/01-good.ipynb")).toBe(executed);
  expect((await briefing("diff", before, "output")).stdout).toContain("No differences.");
}, 300_000);

test("messages name line and column of the file", async () => {
  const faulty = good
    .replace(
      "const total = 7;",
      "const total = 7;\nconst boom = (): number => {\n  throw new Error('no');\n};",
    )
    .concat("\n```typescript\nboom();\n```\n");
  writeFileSync(path.join(cwd, "notebooks/01-good.md"), faulty);
  const ran = await briefing("build");
  expect(ran.stderr).toContain("✗ notebooks/01-good.md:16:1: Error: no");
  expect(ran.stderr).toMatch(/> {2}9 \|\s+throw new Error\('no'\);/);
  expect(ran.stderr).toContain("at boom (notebooks/01-good.md:9:9)");
  expect(ran.stderr).toContain("at notebooks/01-good.md:16:1");

  writeFileSync(
    path.join(cwd, "notebooks/01-good.md"),
    good.replace("fmt.count(total)", "fmt.count(totals)"),
  );
  const checked = (await briefing("check")).stderr;
  expect(checked).toMatch(/✗ notebooks\/01-good\.md:10:27: TS2552: [^]*> 10 \| There are/);
  // As VS Code reads them, with the task of the documentation.
  const place = checked.split("\n").flatMap((line) => taskPattern.exec(line)?.slice(1, 4) ?? []);
  expect(place).toEqual(["notebooks/01-good.md", "10", "27"]);
  const json = JSON.parse((await briefing("check", "--json")).stdout) as {
    readonly notebooks: readonly { readonly failures: readonly object[] }[];
  };
  expect(json.notebooks[0]?.failures[0]).toMatchObject({ line: 10, column: 27 });

  writeFileSync(path.join(cwd, "notebooks/01-good.md"), good.replace("total === 7", "total !== 7 as number"));
  expect((await briefing("build")).stderr).toMatch(/notebooks\/01-good\.md:10:58\n\s+It is seven\./);

  writeFileSync(path.join(cwd, "notebooks/01-good.md"), good.replace("{holds=", "{hold="));
  expect((await briefing("check")).stderr).toMatch(/✗ notebooks\/01-good\.md:10:\d+: GuardError/);

  writeFileSync(path.join(cwd, "notebooks/01-good.md"), good.concat("\nNorth has more than South.\n"));
  expect((await briefing("check", "--guards")).stderr).toContain(
    "notebooks/01-good.md:12:1: no condition guards",
  );

  const look = '\n```typescript tags=["look"]\nconst seen = 7;\n```\n\n```typescript\nseen;\n```\n';
  writeFileSync(path.join(cwd, "notebooks/01-good.md"), good.concat(look));
  expect((await briefing("check")).stderr).toContain(
    "notebooks/01-good.md:17:1: LookError: seen is declared in line 13,",
  );

  writeFileSync(
    path.join(cwd, "notebooks/01-good.md"),
    Buffer.from(good.replace("Good", "G\xffd"), "latin1"),
  );
  expect((await briefing("build")).stderr).toContain("notebooks/01-good.md:2:9: this is not UTF-8");
}, 300_000);

test("outputs are never written over a text notebook", async () => {
  const inPlace = await briefing("execute", "--inplace", "notebooks/01-good.md");
  expect(inPlace.code).toBe(2);
  expect(inPlace.stderr).toContain("is a text notebook, which stores no outputs");
  expect((await briefing("execute", "notebooks/01-good.md", "-o", "copy.md")).stderr).toContain(
    "-o copy.ipynb",
  );
  expect(await briefing("execute", "notebooks/01-good.md", "-o", "copies")).toMatchObject({ code: 0 });
  expect(read("notebooks/01-good.md")).toBe(good);
  expect(await briefing("render", "copies/01-good.ipynb")).toMatchObject({ code: 0 });
  const rendered = await briefing("render", "notebooks/01-good.md");
  expect(rendered.code).toBe(0);
  expect(rendered.stderr).toContain("1 code cell was not executed");
}, 300_000);

test("a notebook in both forms, and a chapter that does not exist, are errors", async () => {
  writeFileSync(path.join(cwd, "notebooks/01-good.ipynb"), stored([codeCell("a", "1")]));
  for (const command of ["build", "check", "clean"])
    expect((await briefing(command)).stderr).toContain("has both 01-good.ipynb and 01-good.md");
  expect((await briefing("convert", "notebooks/01-good.md")).stderr).toContain(
    "01-good.ipynb exists already",
  );
  rmSync(path.join(cwd, "notebooks/01-good.ipynb"));
  writeFileSync(path.join(cwd, "notebooks/briefing.yml"), "title: T\norder: [README]\n");
  expect((await briefing("build")).stderr).toContain("order names README.md, which is not a notebook");
}, 300_000);

test("a notebook that text cannot hold stays as it is", async () => {
  const file = "notebooks/02-picture.ipynb";
  const text = stored([
    { ...textCell("markdown", "a", "x"), attachments: { "p.png": { "image/png": "AA==" } } },
  ]);
  writeFileSync(path.join(cwd, file), text);
  const ran = await briefing("convert", file);
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain("cell 1 (a): it has attachments, which text cannot hold");
  expect(read(file)).toBe(text);
  expect(has("notebooks/02-picture.md")).toBe(false);
  // A field of another tool, which no text notebook has.
  writeFileSync(path.join(cwd, file), stored([{ ...textCell("markdown", "a", "x"), colour: "red" }]));
  const other = await briefing("convert", file);
  expect(other.code).toBe(1);
  expect(other.stderr).toContain('the other form would not hold all of it: "colour": "red"');
  expect(has("notebooks/02-picture.md")).toBe(false);
}, 300_000);

test("new --text begins a chapter that builds", async () => {
  expect(await briefing("new", "02-more", "--text")).toMatchObject({ code: 0 });
  expect(read("notebooks/02-more.md")).toMatch(/^---\ntitle: "More"\n---\n\n```typescript id="imports"\n/);
  expect(read("notebooks/briefing.yml")).toContain("02-more.md");
  expect((await briefing("new", "02-more")).stderr).toContain("02-more.md exists already");
  expect(await briefing("build")).toMatchObject({ code: 0 });
}, 300_000);
