import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { flowIn2020 } from "../engine/diff/gauges.js";
import { writeGauges } from "../engine/diff/briefing-folder.js";
import { main, runBriefing } from "./run-briefing.js";
import { gitIn, writeProject } from "../../support/repository.js";
import { temporaryFolder } from "../../support/temporary.js";

const cwd = temporaryFolder("briefing formats");
const git = gitIn(cwd);
const sides = ["HEAD~1", "HEAD"];
const quiet = { NO_COLOR: "", FORCE_COLOR: "", CI: "", COLUMNS: "" };
const diff = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runBriefing(["diff", ...sides, ...argv], { cwd, env: { ...quiet, ...env } });
const escape = "\u001b[";
let commits: readonly string[] = [];

beforeAll(async () => {
  writeProject(cwd, "Two rivers");
  git("init", "-q");
  for (const flow of [150, 170]) {
    await writeGauges(path.join(cwd, "output"), flowIn2020("Birch", flow));
    git("add", "-A");
    git("commit", "-qm", String(flow));
  }
  commits = git("rev-list", "HEAD").trim().split("\n");
});

describe("briefing diff in a terminal", () => {
  it("is as wide as COLUMNS, and coloured on request", async () => {
    const [plain, forced, always, never] = await Promise.all([
      diff([]),
      diff([], { FORCE_COLOR: "1", COLUMNS: "60" }),
      diff(["--color", "always"], { NO_COLOR: "1" }),
      diff(["--no-color"], { FORCE_COLOR: "1" }),
    ]);
    const widest = (text: string) => Math.max(...text.split("\n").map(({ length }) => length));
    expect(widest(plain.stdout)).toBeLessThanOrEqual(100);
    expect(widest(stripVTControlCharacters(forced.stdout))).toBeLessThanOrEqual(60);
    expect([plain, forced, always, never].map(({ stdout }) => stdout.includes(escape))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe("briefing diff --format and --output", () => {
  it("is chosen by the file's extension, and the folder is created", async () => {
    expect((await diff(["-o", "sub/change.md"])).stdout).toContain("sub/change.md: ");
    expect(readFileSync(path.join(cwd, "sub/change.md"), "utf8")).toMatch(/^\*\*/);
    await diff(["-o", "change.html"]);
    const page = readFileSync(path.join(cwd, "change.html"), "utf8");
    expect(page.startsWith("<!doctype html>")).toBe(true);
    expect(page.includes("<code>briefing diff HEAD~1 HEAD</code>")).toBe(true);
  });

  it("--link points to the files of each side at its commit; an invalid address is reported", async () => {
    const link = "https://github.com/me/rivers";
    const { stdout } = await diff(["--format", "md", "--link", link]);
    expect(stdout).toContain(`${link}/blob/${commits[0] ?? ""}/notebooks/`);
    const page = await diff(["--format", "html", "--link", "https://example.org/{rev}?file={path}"]);
    expect(page.stdout.includes(`href="https://example.org/${commits[0] ?? ""}?file=notebooks/`)).toBe(true);
    const wrong = await diff(["--format", "md", "--link", "github.com/me"]);
    expect(wrong).toMatchObject({ code: 2, stdout: "" });
    expect(wrong.stderr).toContain('--link: "github.com/me" is not an address.');
  });
});

const hasScript = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;

/** Runs the command in a separate terminal, provided by `script` of util-linux. */
function inTerminal(argv: readonly string[], env: Readonly<Record<string, string>>): string {
  // Unset rather than empty: in a terminal, Node.js warns if both are set.
  const surroundings = Object.fromEntries(Object.entries(process.env).filter(([name]) => !(name in quiet)));
  const words = [process.execPath, main, "diff", ...sides, ...argv].map((word) => `'${word}'`).join(" ");
  const { stdout } = spawnSync("script", ["-qec", `stty cols 72; ${words}`, "/dev/null"], {
    cwd,
    encoding: "utf8",
    env: { ...surroundings, TERM: "xterm", ...env },
    input: "",
  });
  return stdout.replaceAll("\r\n", "\n");
}

describe.skipIf(!hasScript)("briefing diff in interactive use", () => {
  it("goes through the pager with colours, in the width of the terminal", () => {
    const pager = path.join(cwd, "pager.sh");
    writeFileSync(pager, '#!/bin/sh\necho "paged:"; cat\n');
    chmodSync(pager, 0o755);
    const shown = inTerminal([], { GIT_PAGER: `'${pager}'` });
    expect(shown).toMatch(/^paged:/);
    expect(shown).toContain(escape);
    const widths = stripVTControlCharacters(shown)
      .split("\n")
      .map((line) => line.length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(72);
    expect(inTerminal(["--no-pager"], { GIT_PAGER: `'${pager}'` })).not.toContain("paged:");
    expect(inTerminal([], { GIT_PAGER: "no-such-pager-9" })).toContain("HEAD~1 (");
  });

  it("writes the page to a file and prints its path instead of its content", () => {
    const shown = inTerminal(["--format", "html"], { GIT_PAGER: "" });
    expect(shown).not.toContain("<!doctype");
    const [, address = ""] = /(file:\S+diff\.html)/.exec(shown) ?? [];
    const file = fileURLToPath(address);
    expect(existsSync(file)).toBe(true);
    rmSync(path.dirname(file), { recursive: true });
  });
});
