/** An output that is older than its inputs is reported by diff and review, in every format, until it is built again. */
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import type { comparisonSchema } from "../../../src/briefing/engine/diff/comparison.js";
import type { z } from "zod";
import { writeFiles } from "../../support/files.js";
import { codeCell, stored, textCell } from "../../support/notebook.js";
import { gitIn } from "../../support/repository.js";
import { temporaryFolder } from "../../support/temporary.js";
import { runBriefing } from "./run-briefing.js";

const own = fileURLToPath(new URL("../../..", import.meta.url));
const cwd = temporaryFolder("briefing stale output");
const git = gitIn(cwd);
const run = (...argv: readonly string[]) => runBriefing(argv, { cwd });
const write = (name: string, content: string) => {
  writeFileSync(path.join(cwd, name), content);
};

const notebook = (sentence: string) =>
  stored([
    textCell("raw", "front", "---\ntitle: Rivers\n---"),
    codeCell("read", 'import { fmt, load } from "briefing";\nconst [{ flow }] = load("flow");'),
    textCell("markdown", "say", `${sentence} There are \`{ts #size} fmt.count(flow)\` litres.`),
  ]);

const required = { required: true };
const flow = {
  name: "flow",
  path: "flow.csv",
  schema: {
    fields: [
      { name: "year", type: "integer", constraints: required },
      { name: "flow", type: "integer", constraints: required },
    ],
    primaryKey: "year",
  },
};

beforeAll(async () => {
  writeFiles(cwd, {
    "notebooks/briefing.yml": "title: Rivers\n",
    "notebooks/01-rivers.ipynb": notebook("Rivers flow."),
    "data/flow.csv": "year,flow\n2020,150\n",
    "data/datapackage.json": JSON.stringify({ name: "rivers", resources: [flow] }),
    ".gitignore": "node_modules\n",
  });
  mkdirSync(path.join(cwd, "node_modules"));
  symlinkSync(path.join(own, "src/briefing"), path.join(cwd, "node_modules/briefing"));
  git("init", "-q");
  expect(await run("build", "-q")).toMatchObject({ code: 0 });
  git("add", "-A");
  git("commit", "-qm", "an edition");
}, 60_000);

test("edited data and sentences are named before a build, in every format", async () => {
  expect(await run("diff")).toMatchObject({ code: 0 });
  write("data/flow.csv", "year,flow\n2020,1500\n");
  write("notebooks/01-rivers.ipynb", notebook("Rivers run."));
  const sentence = "output/ is older than data/flow.csv and notebooks/01-rivers.ipynb. Run briefing build.";
  const terminal = await run("diff");
  expect(terminal.code).toBe(1);
  expect(terminal.stdout.replace(/\s+/g, " ")).toContain(`${sentence} Otherwise no differences.`);
  expect(terminal.stdout).toContain("cells of notebooks/01-rivers.ipynb: say");
  const markdown = await run("diff", "--format", "md");
  expect(markdown.stdout).toContain(`**${sentence}`);
  expect(markdown.stdout).toContain("**Stale** `output/`: older than data/flow.csv and");
  const html = await run("diff", "--format", "html");
  expect(html.stdout).toContain(`<p class="standfirst">${sentence}`);
  expect(html.stdout).toContain('data-kind="stale"');
  // Reported with any selection of kinds.
  const json = await run("diff", "--only", "values", "--format", "json");
  const { changes } = JSON.parse(json.stdout) as z.infer<typeof comparisonSchema>;
  expect(changes).toMatchObject([{ kind: "stale", id: "output/", side: "after" }]);
  expect(await run("diff", "--fail-on", "stale")).toMatchObject({ code: 1 });
  expect(await run("diff", "--fail-on", "nothing")).toMatchObject({ code: 0 });
  // What a commit holds has no working tree.
  expect((await run("diff", "HEAD", "HEAD")).stdout).toMatch(/^No differences\./);
});

test("it cannot be accepted, drafts no entry of the changelog, and is the reason of build --check", async () => {
  const review = await run("review", "--accept-all");
  expect(review.code).toBe(1);
  expect(review.stderr).toContain("! output/ is older than data/flow.csv and notebooks/01-rivers.ipynb.");
  expect(review.stdout).toMatch(/^0 changes of 0 accepted/);
  const changelog = await run("diff", "--changelog");
  expect(changelog.code).toBe(2);
  expect(changelog.stderr).toContain("No entry was drafted: output/ is older than data/flow.csv");
  const check = await run("build", "--check");
  expect(check.code).toBe(1);
  expect(check.stderr).toContain(
    "output is stale: it is older than data/flow.csv and notebooks/01-rivers.ipynb; ",
  );
  const attribution = await run("diff", "--attribute");
  expect(attribution.stdout).toContain("output/ is older than data/flow.csv");
}, 60_000);

test("a build makes it current, and changes of the page's head and nothing else draft no entry", async () => {
  git("checkout", "-q", ".");
  expect((await run("diff", "--changelog")).stdout).toContain("no entry was drafted");
  write("notebooks/briefing.yml", "title: Rivers\ndate: 2020-12-31\nedition: 2\n");
  expect((await run("diff")).stdout).toContain("output/ is older than notebooks/briefing.yml.");
  await run("build", "-q");
  expect((await run("diff")).stdout).not.toContain("older");
  expect(await run("diff", "--changelog")).toMatchObject({ code: 0 });
  write("data/flow.csv", "year,flow\n2020,1500\n");
  await run("build", "-q");
  expect(await run("diff", "--changelog")).toMatchObject({ code: 0 });
  const entry = readFileSync(path.join(cwd, "notebooks/changes.md"), "utf8");
  expect(entry).toMatch(/^## 31 December 2020\n\n1 number moved\./);
  expect(entry).not.toMatch(/edition|Date|older/);
}, 60_000);

test("a merge in conflict is named in inputs and in output/", async () => {
  rmSync(path.join(cwd, "notebooks/changes.md"));
  git("checkout", "-q", ".");
  const conflict = "<<<<<<< HEAD\n2020,151\n=======\n2020,152\n>>>>>>> branch\n";
  write("data/flow.csv", `year,flow\n${conflict}`);
  write("output/briefing.md", `# Rivers\n${conflict}`);
  const { code, stdout } = await run("diff", "--all");
  expect(code).toBe(1);
  expect(stdout).toContain("data/flow.csv:2: it has conflict markers of a merge; resolve them first.");
  expect(stdout.replace(/\s+/g, " ")).toContain("work tree: briefing.md:2 has conflict markers of a merge.");
  const build = await run("build");
  expect(build.code).not.toBe(0);
  expect(build.stderr).toContain("1 file has conflict markers of a merge:\n  data/flow.csv:2\n");
});

test("a report of an earlier version: sentences may be newer, and the note says so", async () => {
  git("checkout", "-q", ".");
  const file = path.join(cwd, "output/report.json");
  const { texts, ...report } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  expect(texts).toBeDefined();
  writeFileSync(file, JSON.stringify(report));
  write("notebooks/01-rivers.ipynb", notebook("Rivers run."));
  const { code, stdout } = await run("diff");
  expect(code).toBe(0);
  expect(stdout.replace(/\s+/g, " ")).toContain(
    "did not record notebooks and settings: it may be older than they are",
  );
});
