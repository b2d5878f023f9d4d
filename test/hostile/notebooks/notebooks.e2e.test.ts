/** Malicious and malformed notebooks: what `render` prints, its exit code and what it leaves on disk. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { runBriefing } from "../../briefing/cli/run-briefing.js";
import { stored, textCell } from "../../support/notebook.js";
import { temporaryFolder } from "../../support/temporary.js";

const folder = temporaryFolder("hostile-notebooks");

const notebook = (source: string): string => stored([textCell("markdown", "words", source)]);

/** All kinds of faults, in one process: foreign.e2e.test.ts. */
describe("rejected, and nothing is written", () => {
  test("what is not a notebook", async () => {
    await writeFile(path.join(folder, "depth.ipynb"), "[".repeat(10_000) + "]".repeat(10_000));
    const { code, stderr } = await runBriefing(["render", "depth.ipynb", "-o", "none"], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain("depth.ipynb: not a notebook: it is JSON, but an array");
    expect(stderr).not.toContain("defect of the program");
    expect(existsSync(path.join(folder, "none"))).toBe(false);
  });

  test.each([
    ["render", "pipe.ipynb"],
    ["render", "zero.ipynb"],
    ["execute", "pipe.ipynb"],
    ["check", "zero.ipynb"],
    ["clean", "pipe.ipynb"],
  ])("%s does not block on %s", async (command, file) => {
    if (!existsSync(path.join(folder, "pipe.ipynb")))
      execFileSync("/bin/sh", ["-c", `mkfifo "$0"`, path.join(folder, "pipe.ipynb")]);
    await symlink("/dev/zero", path.join(folder, "zero.ipynb")).catch(() => undefined);
    const { code, stderr } = await runBriefing([command, file], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain(`${file}: it is a pipe or a device, not a file.`);
  });
});

describe("untrusted control characters are made visible", () => {
  const name = "red\u001b[31m\u0007\u009b2J\u202e.ipynb";
  const control = /[\0-\u0008\u000b-\u001f\u007f-\u009f\u202e]/;

  test("in a file's name, whether it exists or not", async () => {
    await writeFile(path.join(folder, name), notebook("Words that stay."));
    const good = await runBriefing(["render", name], { cwd: folder });
    const bad = await runBriefing(["render", `no-${name}`], { cwd: folder });
    expect([good.code, bad.code]).toEqual([0, 2]);
    for (const text of [good.stdout, good.stderr, bad.stdout, bad.stderr]) expect(text).not.toMatch(control);
    expect(bad.stderr).toContain("no-red␛[31m␇<U+009B>2J<U+202E>.ipynb");
  });

  test("in contents, in diff and in git's textconv", async () => {
    const text = (word: string): string => notebook(`${word} \u001b]0;title\u0007 \u009b`);
    await writeFile(path.join(folder, "a.ipynb"), text("one"));
    await writeFile(path.join(folder, "b.ipynb"), text("two"));
    const diff = await runBriefing(["diff", "a.ipynb", "b.ipynb"], { cwd: folder });
    const json = await runBriefing(["diff", "a.ipynb", "b.ipynb", "--format", "json"], {
      cwd: folder,
    });
    const textconv = await runBriefing(["git", "textconv", "a.ipynb"], { cwd: folder });
    for (const { stdout } of [diff, json, textconv]) expect(stdout).not.toMatch(control);
    expect(textconv.stdout).toContain("one ␛]0;title␇ <U+009B>");
    expect(JSON.stringify(JSON.parse(json.stdout))).toContain("\u009b");
  });
});
