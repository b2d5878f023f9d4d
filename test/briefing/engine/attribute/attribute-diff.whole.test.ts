/** On real kernels, in a repository with two commits: the parts that make up the change are found. */
import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { attributeDiff } from "../../../../src/briefing/engine/attribute/attribute-diff.js";
import { describeAttribution } from "../../../../src/briefing/engine/attribute/describe-attribution.js";
import { build } from "../../../../src/briefing/engine/build.js";
import { findProject } from "../../../../src/briefing/engine/project/find-project.js";
import { gitIn } from "../../../support/repository.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { codeCell, stored, textCell } from "../../../support/notebook.js";

const own = fileURLToPath(new URL("../../../..", import.meta.url));
const root = temporaryFolder("briefing attribute");
const git = gitIn(root);

interface Edition {
  readonly papers: number;
  readonly rates: string;
  readonly expression: string;
}
const first: Edition = {
  papers: 200,
  rates: "export const rate = (): number => 0.5;",
  expression: "papers * rate()",
};

const later: Edition = { ...first, papers: 300, rates: "export const rate = (): number => 0.4;" };

/** The notebook, with other words. */
const writeNotebook = (words: string, expression = first.expression): Promise<void> =>
  writeFile(path.join(root, "notebooks/rivers.ipynb"), notebookWith(words, expression));

const notebookWith = (words: string, expression: string): string =>
  stored([
    codeCell("start", 'import { fmt, load } from "briefing";\nimport * as rates from "./rates";'),
    codeCell(
      "compute",
      `const papers = load("papers")[0].papers;\nconst { rate } = rates;\nconst x = ${expression};`,
    ),
    textCell("markdown", "say", `# Rivers\n\n${words}`),
  ]);

async function write({ papers, rates, expression }: Edition): Promise<void> {
  const schema = {
    fields: [
      { name: "year", type: "integer", constraints: { required: true } },
      { name: "papers", type: "integer", constraints: { required: true } },
    ],
    primaryKey: "year",
  };
  const data = { name: "p", resources: [{ name: "papers", path: "papers.csv", schema }] };
  await writeNotebook(
    'There are `{ts #x} fmt.count(x)`, and `{ts #y} fmt.count(papers)`. [They are few.]{holds="x < 800"}',
    expression,
  );
  await writeFile(path.join(root, "notebooks/rates.ts"), `${rates}\n`);
  await writeFile(path.join(root, "data/papers.csv"), `year,papers\n2020,${papers}\n`);
  await writeFile(path.join(root, "data/datapackage.json"), JSON.stringify(data));
}

/** Commits an edition with its output. */
async function publish(edition: Edition): Promise<void> {
  await write(edition);
  await publishNow();
}

async function publishNow(): Promise<void> {
  const built = await build(await findProject(root));
  expect(built).toMatchObject({ status: "built" });
  git("add", "-A");
  git("commit", "-qm", "edition");
}

const attributed = async (before: string, ids: readonly string[] = ["x"], after = "HEAD") => {
  const plans: string[] = [];
  const found = await attributeDiff({
    names: [before, after],
    cwd: root,
    root,
    output: path.join(root, "output"),
    ids,
    limit: 24,
    onProgress: (sentence: string) => plans.push(sentence),
    signal: new AbortController().signal,
  });
  return { found, plans, lines: describeAttribution(found) };
};

beforeAll(async () => {
  for (const folder of ["notebooks", "data", "node_modules"]) await mkdir(path.join(root, folder));
  await symlink(path.join(own, "src/briefing"), path.join(root, "node_modules/briefing"));
  await writeFile(path.join(root, ".gitignore"), "node_modules\n");
  await writeFile(path.join(root, "notebooks/briefing.yml"), "title: Rivers\n");
  git("init", "-q");
});

test("splits a change between data and a module, with their combined effect", async () => {
  await publish(first);
  await publish(later);
  const { found, plans, lines } = await attributed("HEAD~1");
  // 200 × 0.5 = 100; 300 × 0.5 = 150; 200 × 0.4 = 80; 300 × 0.4 = 120.
  expect(lines.slice(0, 2)).toEqual([
    "x: 100 → 120",
    "  +20: data/papers.csv +50, notebooks/rates.ts −20, together −10",
  ]);
  expect(found.notes).toEqual([]);
  expect(plans[0]).toBe(
    "1 value and 2 changed inputs: 4 runs of 1 notebook, those of the two sides among them",
  );
  expect(git("status", "--porcelain")).toBe("");
}, 600_000);

test("attributes a change in one input to that input, for every affected value", async () => {
  await publish({ ...later, papers: 400 });
  const { lines, found } = await attributed("HEAD~1", ["x", "y"]);
  expect(lines).toContain("  +40: data/papers.csv +40");
  expect(lines).toContain("  +100: data/papers.csv +100");
  expect(found.runs).toBe(2);
}, 600_000);

test("reports a notebook together with the new module that it needs", async () => {
  await publish({
    papers: 410,
    rates: "export const rate = (): number => 0.4;\nexport const twice = (): number => 1;",
    expression: "papers * rates.twice()",
  });
  const { found, lines } = await attributed("HEAD~1");
  // 400 × 0.4 = 160; 400 × 1 = 400; 410 × 0.4 = 164; 410 × 1 = 410.
  expect(lines[1]).toBe(
    "  +250: notebooks/rivers.ipynb with notebooks/rates.ts +240, data/papers.csv +4, together +6",
  );
  expect(found.unresolved).toEqual([]);
  expect((await readdir(os.tmpdir())).filter((name) => name.startsWith("briefing-attribute-"))).toEqual([]);
}, 600_000);

test("compares a draft, which has a sentence that is no longer true, with the last published edition", async () => {
  await publish(first);
  await write({ ...first, papers: 2000 });
  const draft = path.join(root, "../draft");
  const built = await build(await findProject(root), { output: draft, falseSentences: "draft" });
  expect(built).toMatchObject({ status: "built" });
  const { lines, found } = await attributed("HEAD", ["x"], draft);
  expect(lines.slice(0, 2)).toEqual(["x: 100 → 1,000", "  +900: data/papers.csv +900"]);
  expect(found.notes).toEqual([]);
  await write({ ...first, papers: 2010 });
  await expect(attributed("HEAD", ["x"], draft)).rejects.toThrow(/what it was made from is not known/);
}, 600_000);

test("the words of a sentence that were edited are the cause, not packages", async () => {
  await write(first);
  await writeNotebook('[There are only `{ts} fmt.count(x)`.]{holds="x < 800"}');
  await publishNow();
  await writeNotebook('[There are as many as `{ts} fmt.count(x)`.]{holds="x > 800"}');
  await writeFile(path.join(root, "data/papers.csv"), "year,papers\n2020,3000\n");
  const notBuilt = await attributed("HEAD", [], "output");
  expect(notBuilt.found.notes.join(" ")).not.toContain("packages");
  expect(notBuilt.found.notes.join(" ")).toContain("older than data/papers.csv and notebooks/rivers.ipynb");
  await publishNow();
  const { found, lines } = await attributed("HEAD~1", ["rivers.say-holds-x-800"]);
  expect(found.notes).toEqual([]);
  expect(lines[1]).toMatch(/notebooks\/rivers\.ipynb (?:alone causes it|is needed)/);
}, 600_000);
