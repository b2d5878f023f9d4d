/** Notebooks that somebody made to do harm, or made badly: what `render` prints, its exit code and what it leaves on disk. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { runBriefing } from "../../cli/run-briefing.js";
import { temporaryFolder } from "../../support/temporary.js";

const folder = temporaryFolder("hostile-notebooks");

const levels = 10_000;
const deep = "[".repeat(levels) + "]".repeat(levels);

/** JSON of a notebook, with `"DEEP"` in it nested as above. */
const notebook = (cells: readonly object[], rest: object = {}): string =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells, ...rest }).replace('"DEEP"', deep);
const frontMatter = (yaml: string): object => ({
  cell_type: "raw",
  metadata: {},
  source: `---\n${yaml}\n---`,
});
const words = { cell_type: "markdown", metadata: {}, source: "Words that stay." };
const code = (outputs: readonly object[], metadata: object = {}): object => ({
  cell_type: "code",
  metadata,
  source: "1",
  execution_count: 1,
  outputs,
});
const display = (data: object): object => ({ output_type: "display_data", metadata: {}, data });
const bomb = Array.from(
  { length: 9 },
  (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(",")}]`,
);

const shown: readonly (readonly [name: string, text: string, warning: string])[] = [
  ["front matter that holds itself", notebook([frontMatter("title: &a [*a]"), words]), "own anchor (&name)"],
  ["an alias bomb", notebook([frontMatter(["a0: &a0 [x]", ...bomb].join("\n")), words]), "alias"],
  [
    "YAML 20,000 levels deep",
    notebook([frontMatter(`title: ${"[".repeat(20_000)}`), words]),
    "500 levels deep",
  ],
  [
    "a deep JSON output",
    notebook([words, code([display({ "application/json": "DEEP" })])]),
    "cell 2: output 1: it is nested",
  ],
];

describe("the rest is shown, and what is wrong is said", () => {
  test.each(shown)("%s", async (name, text, warning) => {
    const file = `${name.replaceAll(/\W+/g, "-")}.ipynb`;
    await writeFile(path.join(folder, file), text);
    const { code, stdout, stderr } = await runBriefing(["render", file, "-o", `${file}-page`], {
      cwd: folder,
    });
    expect([code, stdout]).toEqual([0, expect.stringContaining("4 files written")]);
    expect(stderr).toContain(file);
    expect(stderr).toContain(warning);
    expect(await readdir(path.join(folder, `${file}-page`))).toContain("briefing.html");
  });
});

const refused: readonly (readonly [name: string, text: string, message: string])[] = [
  [
    "deep metadata",
    notebook([words], { metadata: { a: "DEEP" } }),
    "its metadata are nested more than 500 levels deep",
  ],
  ["nothing but depth", deep, "not a notebook: it is JSON, but an array"],
];

describe("refused, and nothing is written", () => {
  test.each(refused)("%s", async (name, text, message) => {
    const file = `${name.replaceAll(/\W+/g, "-")}.ipynb`;
    await writeFile(path.join(folder, file), text);
    const { code, stderr } = await runBriefing(["render", file, "-o", "none"], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain(`${file}:`);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("defect of the program");
    expect(existsSync(path.join(folder, "none"))).toBe(false);
  });

  test.each([
    ["render", "pipe.ipynb"],
    ["render", "zero.ipynb"],
    ["execute", "pipe.ipynb"],
    ["check", "zero.ipynb"],
    ["clean", "pipe.ipynb"],
  ])("%s of %s does not wait for it", async (command, file) => {
    if (!existsSync(path.join(folder, "pipe.ipynb")))
      execFileSync("/bin/sh", ["-c", `mkfifo "$0"`, path.join(folder, "pipe.ipynb")]);
    await symlink("/dev/zero", path.join(folder, "zero.ipynb")).catch(() => undefined);
    const { code, stderr } = await runBriefing([command, file], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain(`${file}: it is a pipe or a device, not a file.`);
  });
});

describe("control characters of others are shown, not sent", () => {
  const name = "red\u001b[31m\u0007\u009b2J\u202e.ipynb";
  // The colours of the program itself are not looked at here; on CI it would have some.
  const plain = { NO_COLOR: "1" };
  const control = /[\0-\u0008\u000b-\u001f\u007f-\u009f\u202e]/;

  test("of a file's name, where it exists and where it does not", async () => {
    await writeFile(path.join(folder, name), notebook([words]));
    const good = await runBriefing(["render", name], { cwd: folder, env: plain });
    const bad = await runBriefing(["render", `no-${name}`], { cwd: folder, env: plain });
    expect([good.code, bad.code]).toEqual([0, 2]);
    for (const text of [good.stdout, good.stderr, bad.stdout, bad.stderr]) expect(text).not.toMatch(control);
    expect(bad.stderr).toContain("no-red␛[31m␇<U+009B>2J<U+202E>.ipynb");
  });

  test("of contents, in diff and in git's textconv", async () => {
    const text = (word: string): string =>
      notebook([{ ...words, source: `${word} \u001b]0;title\u0007 \u009b` }]);
    await writeFile(path.join(folder, "a.ipynb"), text("one"));
    await writeFile(path.join(folder, "b.ipynb"), text("two"));
    const diff = await runBriefing(["diff", "a.ipynb", "b.ipynb"], { cwd: folder, env: plain });
    const json = await runBriefing(["diff", "a.ipynb", "b.ipynb", "--format", "json"], {
      cwd: folder,
      env: plain,
    });
    const textconv = await runBriefing(["git", "textconv", "a.ipynb"], { cwd: folder, env: plain });
    for (const { stdout } of [diff, json, textconv]) expect(stdout).not.toMatch(control);
    expect(textconv.stdout).toContain("one ␛]0;title␇ <U+009B>");
    expect(JSON.stringify(JSON.parse(json.stdout))).toContain("\u009b");
  });
});
