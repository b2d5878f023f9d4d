/** Sentences that new data make false: every one is listed, and a draft shows them struck out. */
import { readFile, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { PreviewBuilds } from "../../../src/briefing/tools/preview/builds.js";
import { runBriefing } from "./run-briefing.js";
import { temporaryFolder } from "../../support/temporary.js";
import { codeCell, stored, textCell } from "../../support/notebook.js";

const folder = temporaryFolder("struck");
const briefing = (...argv: readonly string[]) => runBriefing(argv, { cwd: folder });
const project = path.join(folder, "loans");
const build = (...argv: readonly string[]) => briefing("build", "--project", project, ...argv);
const inFolder = (...names: readonly string[]) => path.join(folder, ...names);

/** A chapter with a sentence in each possible place; `grew` determines whether they are true. */
const second = [
  textCell("raw", "front", "---\ntitle: Second\nsummary: >-\n  [In the summary.]{holds=grew}\n---"),
  codeCell(
    "begin",
    'import { claim, fmt, holds, load, table, text } from "briefing";\nconst loans = load("loans");\nconst grew = loans.some((row) => row.loans > 60_000);',
  ),
  textCell(
    "markdown",
    "words",
    'In `{ts} loans[0]!.year`: `{ts} loans.find(({ kind }) => kind === "film")!.loans`.\n\nThen [In prose, of `{ts} fmt.count(loans[0]!.loans)` loans.]{holds=grew} [Never `{ts} fmt.count(NaN)`.]{when="loans.length < 1"}\n\n- One.\n- Left out. {when=\"loans.length < 1\"}\n- Item. {when="!grew"}',
  ),
  codeCell(
    "table",
    'table({ id: "t", rows: [{ a: "x", b: holds("In a table.", grew) }], key: ["a"], columns: [{ field: "a", title: "A" }, { field: "b", title: "B" }], caption: text`${holds("In a caption.", grew)}`, source: "None" });',
  ),
  codeCell(
    "claim",
    'claim({ id: "c", statement: "It grew.", by: "Nobody", parts: [{ reads: "grew", holds: grew, evidence: text`Seen: ${holds("In evidence.", grew)}` }] });',
  ),
  codeCell("shown", 'holds("As a result.", grew)'),
];
/** Of the chapter that init writes. */
const worse = "Films did worse than books: −61 % against −71 %.";
const sentences = [
  "In the summary.",
  "In prose, of 48,200 loans.",
  "In a caption.",
  "In a table.",
  "In evidence.",
  "As a result.",
];

async function editLoans(from: string, to: string): Promise<void> {
  const file = path.join(project, "data/loans.csv");
  const before = await readFile(file, "utf8");
  expect(before).toContain(from);
  await writeFile(file, before.replace(from, to));
}

beforeAll(async () => {
  expect(await briefing("init", project)).toMatchObject({ code: 0 });
  await writeFile(path.join(project, "notebooks/02-second.ipynb"), stored(second));
  const configuration = path.join(project, "notebooks/briefing.yml");
  const before = await readFile(configuration, "utf8");
  await writeFile(configuration, before.replace("01-first.ipynb\n", "01-first.ipynb\n  - 02-second.ipynb\n"));
  await editLoans("2023,book,53800", "2023,book,63800");
  expect(await build()).toMatchObject({ code: 0 });
  // Numbers of rows print as in their columns.
  expect(await readFile(path.join(project, "output/briefing.md"), "utf8")).toContain("\nIn 2018: 31,500.\n");
  // Now no year has more than 60,000 loans, and films gained more than books.
  await editLoans("2023,book,63800", "2023,book,13800");
}, 600_000);

interface Listed {
  readonly status: string;
  readonly noLongerTrue: readonly { readonly sentence: string }[];
}

describe("a build", () => {
  test("lists every sentence of all chapters with its position, writes nothing and exits with 1", async () => {
    const before = await readFile(path.join(project, "output/briefing.html"), "utf8");
    const { code, stdout, stderr } = await build("--json");
    expect(code).toBe(1);
    const result = JSON.parse(stdout) as Listed;
    expect(result.status).toBe("failed");
    expect(result.noLongerTrue.map(({ sentence }) => sentence)).toEqual([worse, ...sentences]);
    expect(result.noLongerTrue[2]).toMatchObject({
      notebook: "loans/notebooks/02-second.ipynb",
      cell: { id: "words" },
      line: 3,
      column: 68,
      condition: "grew",
    });
    expect(stderr).toContain("7 sentences are no longer true:");
    expect(stderr).toContain(
      "loans/notebooks/02-second.ipynb, cell 3 (words), 3:68\n    In prose, of 48,200 loans.\n    This is false: grew",
    );
    expect(stderr).toContain("--draft -o DIR");
    expect(await readFile(path.join(project, "output/briefing.html"), "utf8")).toBe(before);
  }, 600_000);

  test("lists them together with the failing cells", async () => {
    const broken = [...second, codeCell("broken", 'throw new Error("no such year");')];
    await writeFile(path.join(project, "notebooks/02-second.ipynb"), stored(broken));
    const { code: ended, stderr } = await build("--draft", "-o", "broken");
    await writeFile(path.join(project, "notebooks/02-second.ipynb"), stored(second));
    expect(ended).toBe(1);
    expect(stderr).toContain("no such year");
    // Front matter is evaluated after the last cell, which is not reached.
    for (const sentence of [worse, ...sentences.slice(1)]) expect(stderr).toContain(sentence);
    const markdown = await readFile(inFolder("broken/briefing.md"), "utf8");
    expect(markdown).toMatch(/^> \*\*Draft: 1 chapter failed; 6 sentences are no longer true\.\*\*/m);
  }, 600_000);
});

describe("a draft", () => {
  test("is the page with the sentences struck and each marked in words, and exits with 1", async () => {
    const { code, stdout } = await build("--draft", "-o", "draft", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ status: "built", noLongerTrue: { length: 7 } });
    const page = await readFile(inFolder("draft/briefing.html"), "utf8");
    const struck = [
      ...page.matchAll(/<del class="no-longer-true">(.*?)<\/del> <strong[^>]*>\(no longer true\)</g),
    ];
    const words = struck.map(([, sentence = ""]) => sentence.replace(/<[^>]*>/g, ""));
    expect([...new Set(words)].sort()).toEqual([worse.replaceAll(" %", "\u202f%"), ...sentences].sort());
    // The computed number in a struck sentence still shows its source.
    expect(page).toMatch(/<del class="no-longer-true">In prose, of <button[^>]*class="value"[^>]*>.*?48,200/);
    expect(page).toContain("Draft: 7 sentences are no longer true.");
    const markdown = await readFile(inFolder("draft/briefing.md"), "utf8");
    expect(markdown).toContain("**Draft: 7 sentences are no longer true.**");
    expect(markdown).toContain("Then ~~In prose, of 48,200 loans.~~ (no longer true)\n\n- One.\n- Item.\n");
    expect(markdown).toContain("its condition is `grew`");
    expect(markdown).toContain("| x | In a table. (no longer true) |");
    expect(page).toContain("13,800");
  }, 600_000);

  test("needs a separate folder", async () => {
    await symlink(path.join(project, "output"), inFolder("link"));
    for (const argv of [[], ["-o", "loans/output"], ["-o", "loans/output/deep"], ["-o", "link"]]) {
      const { code, stderr } = await build("--draft", ...argv);
      expect(code, argv.join(" ")).toBe(2);
      expect(stderr).toContain("--draft");
    }
  });
});

test("execute writes the notebook, lists its sentences and exits with 1; render strikes and reports them", async () => {
  const notebook = path.join(project, "notebooks/02-second.ipynb");
  const executed = await briefing("execute", notebook, "-o", path.join(project, "notebooks/executed.ipynb"));
  expect(executed.code).toBe(1);
  expect(executed.stderr).toContain("6 sentences are no longer true:");
  const rendered = await briefing("render", path.join(project, "notebooks/executed.ipynb"), "-o", "rendered");
  await rm(path.join(project, "notebooks/executed.ipynb"));
  expect(rendered.code).toBe(0);
  expect(rendered.stderr).toContain("cell claim: no longer true, struck on the page: In evidence.");
  expect(await readFile(inFolder("rendered/briefing.md"), "utf8")).toContain(
    "~~In evidence.~~ (no longer true)",
  );
}, 600_000);

test("a preview shows the page with them struck, and lists them", async () => {
  const output = inFolder("preview");
  const builds = new PreviewBuilds({
    root: project,
    options: { output, jobs: 1 },
    signal: new AbortController().signal,
    describeError: String,
  });
  try {
    const outcome = await builds.build(new Set());
    expect(outcome).toMatchObject({
      status: "built",
      struck: expect.stringContaining("In a table.") as string,
    });
  } finally {
    await builds.close();
  }
  expect(await readFile(path.join(output, "briefing.html"), "utf8")).toContain("Draft: 7 sentences");
}, 600_000);
