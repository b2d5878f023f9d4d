import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { checkPages } from "../../src/tools/check/check-page.js";
import { runBriefing } from "./run-briefing.js";
import { temporaryFolder } from "../support/temporary.js";

const folder = temporaryFolder("check-page");
beforeAll(async () => {
  for (const name of ["notebooks", "bin", "built/notebooks", "built/output"])
    await mkdir(path.join(folder, name), { recursive: true });
  for (const project of ["", "built"]) {
    await writeFile(path.join(folder, project, "notebooks/briefing.yml"), "title: A page\n");
    // Unread: the pages are tested as built.
    await writeFile(path.join(folder, project, "notebooks/a.ipynb"), "{}");
  }
  await writeFile(path.join(folder, "built/output/briefing.html"), "<!doctype html><title>A page</title>");
  await symlink(process.execPath, path.join(folder, "bin/node"));
});
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
    const browser = path.join(folder, "bin/browser");
    await writeFile(browser, "#!/bin/sh\necho no display >&2\nexit 1\n");
    await chmod(browser, 0o755);
    const { code, stderr } = await checkPage("built", { CHROMIUM: browser });
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
  const check = async (signal: AbortSignal, pageLimitMs?: number) => {
    const browser = path.join(folder, "bin/silent");
    await writeFile(browser, "#!/bin/sh\nexec sleep 60\n");
    await chmod(browser, 0o755);
    const environment = { CHROMIUM: browser };
    return checkPages(["a.html"], { environment, signal, ...(pageLimitMs !== undefined && { pageLimitMs }) });
  };

  test("if the browser does not respond", async () => {
    await expect(check(new AbortController().signal, 100)).rejects.toThrow(
      "bin/silent did not finish within 0.1 s",
    );
  });

  test("if the user has interrupted it, before or during the check", async () => {
    await expect(check(AbortSignal.abort(new Error("interrupted")))).rejects.toThrow("interrupted");
    await expect(check(AbortSignal.timeout(100))).rejects.toThrow("aborted due to timeout");
  });
});
