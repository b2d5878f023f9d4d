import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { main, runBriefing, type Ran } from "./run-briefing.js";
import { temporaryFolder } from "../support/temporary.js";

const folder = temporaryFolder("usage");
const briefing = (...argv: string[]): Promise<Ran> => runBriefing(argv, { cwd: folder });

describe("wrong usage exits with 2 and says what to do", () => {
  test("a command that does not exist", async () => {
    const { code, stderr } = await briefing("bild");
    expect(code).toBe(2);
    expect(stderr).toContain("unknown command 'bild'");
    expect(stderr).toContain("Did you mean build?");
  });

  test("a number that is none", async () => {
    const { code, stderr } = await briefing("build", "--jobs", "many");
    expect(code).toBe(2);
    expect(stderr).toContain("--jobs");
  });

  test("no notebook", async () => {
    const { code, stderr } = await briefing("execute");
    expect(code).toBe(2);
    expect(stderr).toContain("missing required argument");
  });

  test("one output file for two notebooks", async () => {
    const { code, stderr } = await briefing("execute", "a.ipynb", "b.ipynb", "-o", "out.ipynb");
    expect(code).toBe(2);
    expect(stderr).toContain("one file");
  });

  test("two notebooks that would overwrite each other", async () => {
    const { code, stderr } = await briefing("execute", "a/x.ipynb", "b/x.ipynb", "-o", "out");
    expect(code).toBe(2);
    expect(stderr).toContain(path.join("out", "x.ipynb"));
  });

  test("a place that cannot be written, before anything is executed", async () => {
    await writeFile(path.join(folder, "taken"), "");
    const { code, stderr } = await briefing("execute", "a.ipynb", "-o", "taken/deep/out.ipynb");
    expect(code).toBe(2);
    expect(stderr).toContain(`${path.join(folder, "taken")} is not a folder.`);
    expect(stderr).not.toContain("a.ipynb: ");
  });

  test.each([["execute"], ["clean"], ["check"], ["render"]])(
    "%s of a file that is not there",
    async (command) => {
      const { code, stderr } = await briefing(command, "gone.ipynb");
      expect([code, stderr]).toEqual([2, expect.stringContaining("gone.ipynb: there is no such file.")]);
    },
  );

  test("a folder where a notebook is wanted", async () => {
    const { code, stderr } = await briefing("clean", ".");
    expect([code, stderr]).toEqual([2, expect.stringContaining("Name the notebooks in it: ./*.ipynb")]);
  });

  test.each([
    ["build", "--project"],
    ["git", "install", "--project"],
    ["clean", "--project"],
    ["new", "02-b", "--project"],
    ["diff", "--project"],
  ])("%s of a project that is not there", async (...argv) => {
    const nowhere = path.join(folder, "nowhere");
    const { code, stderr } = await briefing(...argv, nowhere);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(`${nowhere} is not a project: there is no such folder`),
    ]);
  });

  test.runIf(existsSync("/proc/self"))("a place that takes no folder, at once", async () => {
    for (const argv of [
      ["init", "/proc/x/y"],
      ["diff", "-o", "/proc/x/y.md"],
    ]) {
      const { code, stderr } = await briefing(...argv);
      expect([code, stderr]).toEqual([2, expect.stringContaining("/proc/x")]);
    }
  });

  test("a parameter without a value", async () => {
    const { code, stderr } = await briefing("build", "-p", "year");
    expect(code).toBe(2);
    expect(stderr).toContain("name=value");
  });
});

test("help of the command and of each command exits with 0 and shows examples", async () => {
  const commands = ["build", "execute", "check", "kernel install", "kernel uninstall", "kernel start"];
  for (const argv of [["--help"], ...commands.map((name) => [...name.split(" "), "--help"])]) {
    const { code, stdout } = await briefing(...argv);
    expect(code).toBe(0);
    expect(stdout).toContain("Usage: briefing");
    expect(stdout).toContain("Examples:");
  }
});

test("the version is package.json's", async () => {
  const { version } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  expect((await briefing("--version")).stdout.trim()).toBe(version);
});

test("a folder without a project is wrong usage, told with the way out", async () => {
  const { code, stderr } = await briefing("build");
  expect(code).toBe(2);
  expect(stderr).toContain("briefing.yml");
  expect(stderr).toContain("--project DIR");
});

describe("kernel install", () => {
  test("writes a kernelspec that uninstall removes", async () => {
    const prefix = path.join(folder, "prefix");
    const installed = await briefing("kernel", "install", "--prefix", prefix);
    expect(installed.code).toBe(0);
    const file = path.join(prefix, "share/jupyter/kernels/tslab/kernel.json");
    const spec = JSON.parse(await readFile(file, "utf8")) as { argv: string[]; language: string };
    expect(spec.language).toBe("typescript");
    expect(spec.argv).toContain("{connection_file}");
    expect((await briefing("kernel", "uninstall", "--prefix", prefix)).code).toBe(0);
    await expect(readFile(file)).rejects.toThrow("ENOENT");
    expect((await briefing("kernel", "uninstall", "--prefix", prefix)).code).toBe(1);
  });
});

test("a reader that stops early is no crash", () => {
  const shell = spawnSync("sh", ["-c", `"$0" "$1" --help | head -n 1`, process.execPath, main], {
    encoding: "utf8",
  });
  expect(shell.stdout).toMatch(/^Usage: briefing/);
  expect(shell.stderr).toBe("");
});
