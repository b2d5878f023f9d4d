import { symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { checkPages } from "../../../src/briefing/tools/check/check-page.js";
import { writeFiles } from "../../support/files.js";
import { writeProject } from "../../support/repository.js";
import { runBriefing } from "./run-briefing.js";
import { temporaryFolder } from "../../support/temporary.js";

const folder = temporaryFolder("check-page");
beforeAll(() => {
  for (const project of ["", "built"]) writeProject(path.join(folder, project), "A page");
  const page = "<!doctype html><title>A page</title>";
  writeFiles(folder, { "built/output/briefing.html": page, "bin/README": "" });
  symlinkSync(process.execPath, path.join(folder, "bin/node"));
});
/** A program that stands for the browser. */
const browserOf = (script: string): string => {
  const file = path.join(folder, "bin/browser");
  writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return file;
};
const checkPage = (project: string, env: Record<string, string>, ...more: readonly string[]) =>
  runBriefing(["check", "--page", ...more], { cwd: path.join(folder, project), env });

describe("check --page reports what is missing", () => {
  test("if no page has been built", async () => {
    const { code, stderr } = await checkPage("", {});
    expect(code).toBe(2);
    expect(stderr).toMatch(/output\/briefing\.html does not exist.*briefing build/s);
  });

  test("if no Chromium is installed", async () => {
    const { code, stderr } = await checkPage("built", { CHROMIUM: "", PATH: path.join(folder, "bin") });
    expect(code).toBe(1);
    expect(stderr).toMatch(/No Chromium is installed, and the page is checked in one\.\n.*CHROMIUM/);
  });

  test("if the browser does not start", async () => {
    const CHROMIUM = browserOf("echo no display >&2\nexit 1");
    const { code, stderr } = await checkPage("built", { CHROMIUM });
    expect(code).toBe(1);
    expect(stderr).toMatch(/bin\/browser could not be started:.*no display.*CHROMIUM/s);
  });

  test("if notebooks are named", async () => {
    const { code, stderr } = await checkPage("built", {}, "notebooks/a.ipynb");
    expect(code).toBe(2);
    expect(stderr).toContain("Omit either --page or the notebooks.");
  });
});

describe("checking ends", () => {
  const check = (signal: AbortSignal, limit: { pageLimitMs?: number } = {}) =>
    checkPages(["a.html"], { environment: { CHROMIUM: browserOf("exec sleep 60") }, signal, ...limit });

  test("if the browser does not respond", async () => {
    const checked = check(new AbortController().signal, { pageLimitMs: 100 });
    await expect(checked).rejects.toThrow("bin/browser did not finish within 0.1 s");
  });

  test("if the user has interrupted it, before or during the check", async () => {
    await expect(check(AbortSignal.abort(new Error("interrupted")))).rejects.toThrow("interrupted");
    await expect(check(AbortSignal.timeout(100))).rejects.toThrow("aborted due to timeout");
  });
});
