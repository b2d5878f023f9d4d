import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import * as attributes from "../../../src/briefing/tools/git/install.js";
import { flowIn2020 } from "../engine/diff/gauges.js";
import { writeGauges } from "../engine/diff/briefing-folder.js";
import { writeProject } from "../../support/repository.js";
import { runBriefing } from "./run-briefing.js";
import { temporaryFolder } from "../../support/temporary.js";
import { codeCell, stored } from "../../support/notebook.js";

const base = temporaryFolder("briefing git");

const built = path.join(base, "built/output");
await writeGauges(built);
const changed = path.join(base, "changed/output");
await writeGauges(changed, flowIn2020("Alder", 90));

const notebook = (source: string) => stored([codeCell("one", source)], {});

describe("briefing git", () => {
  let repository = "";
  let project = "";
  const git = (...argv: readonly string[]) =>
    execFileSync("git", argv, {
      cwd: project,
      encoding: "utf8",
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" },
    });
  const ours = () => [
    readFileSync(path.join(repository, ".git/config"), "utf8"),
    existsSync(path.join(repository, ".git/info/attributes"))
      ? readFileSync(path.join(repository, ".git/info/attributes"), "utf8")
      : "none",
  ];
  beforeEach(() => {
    repository = mkdtempSync(path.join(base, "repository "));
    project = path.join(repository, "my [rivers]");
    writeProject(project, "Rivers");
    writeFileSync(path.join(project, "notebooks/a.ipynb"), notebook("const a = 1;"));
    cpSync(built, path.join(project, "output"), { recursive: true });
    git("init", "-q", repository);
    git("config", "user.name", "A");
    git("config", "user.email", "a@example.org");
    git("add", "-A");
    git("commit", "-qm", "first");
  });

  it("install: git diff and git log -p show meaning, in a path with spaces and brackets, and in a worktree", async () => {
    const installed = await runBriefing(["git", "install"], { cwd: project });
    expect(installed).toMatchObject({ code: 0, stderr: "" });
    cpSync(changed, path.join(project, "output"), { recursive: true });
    writeFileSync(path.join(project, "notebooks/a.ipynb"), notebook("const a = 2;"));
    const shown = git("diff");
    expect(shown).toMatch(/^-claim more: supported$/m);
    expect(shown).toMatch(/^\+const a = 2;$/m);
    expect(shown).toMatch(/^Binary files .*output\/briefing\.html differ$/m);
    git("commit", "-qam", "second");
    const other = path.join(base, "a worktree");
    git("worktree", "add", "-q", "-b", "other", other);
    const log = execFileSync("git", ["log", "-p", "-1"], { cwd: other, encoding: "utf8" });
    expect(log).toMatch(/^\+claim more: contradicted$/m);
  });

  it("installing twice equals installing once; uninstall restores what others wrote", async () => {
    const file = path.join(repository, ".git/info/attributes");
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, "*.png binary");
    const before = ours();
    await runBriefing(["git", "install"], { cwd: project });
    const once = ours();
    expect(once).not.toEqual(before);
    expect(once[1]).toMatch(/^\*\.png binary$/m);
    await runBriefing(["git", "install"], { cwd: project });
    expect(ours()).toEqual(once);
    writeFileSync(file, `${once[1] ?? ""}*.zip binary\n`);
    const uninstalled = await runBriefing(["git", "uninstall"], { cwd: project });
    expect(uninstalled.stdout).toContain("shows the unconverted files");
    expect(ours()[0]).toBe(before[0]);
    expect(ours()[1]).toBe("*.png binary\n*.zip binary\n");
    const again = await runBriefing(["git", "uninstall"], { cwd: project });
    expect(again).toMatchObject({ code: 0 });
    expect(again.stdout).toContain("Nothing to undo");
  });

  it("leaves nothing behind if there was nothing, and keeps another project's lines", async () => {
    const before = ours();
    await runBriefing(["git", "install"], { cwd: project });
    const second = path.join(repository, "second");
    writeProject(second, "Second");
    await runBriefing(["git", "install"], { cwd: second });
    const first = await runBriefing(["git", "uninstall"], { cwd: project });
    expect(first.stdout).toContain("still set for another project of this clone");
    expect(ours()[1]).toMatch(/^\/second\/output\/report\.json diff=briefing-report$/m);
    expect(ours()[1]).not.toContain("rivers");
    await runBriefing(["git", "uninstall"], { cwd: second });
    expect(ours()).toEqual([before[0], before[1]]);
  });

  it("shows the file unchanged if the program is missing", async () => {
    await runBriefing(["git", "install"], { cwd: project });
    git(
      "config",
      "diff.briefing-notebook.textconv",
      git("config", "diff.briefing-notebook.textconv").trim().replace("main.js", "gone.js"),
    );
    writeFileSync(path.join(project, "notebooks/a.ipynb"), notebook("const a = 2;"));
    expect(git("diff", "--", "notebooks")).toContain('"source":"const a = 2;"');
  });

  it("outside a repository, and with wrong textconv arguments, exit code 2", async () => {
    rmSync(path.join(repository, ".git"), { recursive: true });
    const outside = await runBriefing(["git", "install"], { cwd: project });
    expect(outside).toMatchObject({ code: 2, stdout: "" });
    expect(outside.stderr).toContain("is not in a work tree of git");
    for (const argv of [[], ["a.txt"], ["report"], ["report", "gone.json"]]) {
      const ran = await runBriefing(["git", "textconv", ...argv], { cwd: project });
      expect(ran).toMatchObject({ code: 2, stdout: "" });
    }
    const shown = await runBriefing(["git", "textconv", "notebooks/a.ipynb"], { cwd: project });
    expect(shown.stdout).toContain("--- code one\nconst a = 1;\n");
  });
});

describe("lines in an attributes file", () => {
  it("are added and removed without a trace in any text; only the last line gets its end", () => {
    const text = fc.array(fc.constantFrom("*.png binary", "", "# mine", "\n", "a b", "\r\n"), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(text, fc.constantFrom("", "a b/"), (parts, project) => {
        const before = parts.join("\n");
        const once = attributes.withAttributes(before, project, ["one", "two"]);
        expect(attributes.hasAttributes(once)).toBe(true);
        expect(attributes.withAttributes(once, project, ["one", "two"])).toBe(once);
        expect(attributes.withoutAttributes(attributes.withAttributes(once, "other/", ["x"]), "other/")).toBe(
          once,
        );
        expect(attributes.withoutAttributes(once, project)).toBe(before.replace(/[^\n]$/, "$&\n"));
      }),
      { seed: 5 },
    );
  });

  it("name paths with any characters", () => {
    expect(attributes.attributePattern("", "output/*.svg")).toBe("/output/*.svg");
    expect(attributes.attributePattern('my [a] "b"/', "x")).toBe('"/my \\\\[a\\\\] \\"b\\"/x"');
  });
});
