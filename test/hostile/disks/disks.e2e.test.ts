/** Errors of the operating system are reported with what, where and what to do, and leave no half-written files. */
import { existsSync } from "node:fs";
import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { runAfter } from "../../briefing/cli/run-briefing.js";
import { temporaryFolder } from "../../support/temporary.js";
import { stored, textCell } from "../../support/notebook.js";

const folder = temporaryFolder("hostile-disks");
beforeAll(async () => {
  await writeFile(path.join(folder, "a.ipynb"), stored([textCell("markdown", "a", "Words.")], {}));
});

function after(setting: string, ...argv: readonly string[]) {
  const { status, stdout, stderr } = runAfter(setting, argv, { cwd: folder });
  expect(stderr).not.toContain("defect of the program");
  return { code: status, stdout, stderr };
}

test("a file size limit: nothing is left in the folder", async () => {
  const { code, stderr } = after("ulimit -f 20", "render", "a.ipynb", "-o", "limited");
  expect(code).toBe(2);
  expect(stderr).toContain(
    `${path.join(folder, "limited")}: it would be larger than files may be here (EFBIG).`,
  );
  expect(stderr).toContain("ulimit -f");
  expect(await readdir(path.join(folder, "limited"))).toEqual([]);
});

test.each([26, 40])("%i file descriptors: they suffice, or the error says that they do not", (most) => {
  const { code, stderr } = after(`ulimit -n ${most}`, "render", "a.ipynb", "-o", `few-${most}`);
  if (code === 0) return;
  expect(code).toBe(2);
  expect(stderr).toContain("too many files are open in this process (EMFILE).");
  expect(stderr).toContain("ulimit -n");
});

test.each([["build"], ["render", "a.ipynb"], ["cache", "info"]])(
  "a working folder that was removed: %s %s",
  (...argv) => {
    const { code, stderr } = after("mkdir gone; cd gone; rmdir ../gone", ...argv);
    expect(code).toBe(2);
    expect(stderr).toContain("the folder in which the command was started");
  },
);

test("a dangling link as the folder to write", async () => {
  await symlink("nowhere", path.join(folder, "dangling"));
  const { code, stderr } = after(":", "render", "a.ipynb", "-o", "dangling");
  expect([code, stderr]).toEqual([2, expect.stringContaining("dangling")]);
  expect(existsSync(path.join(folder, "nowhere"))).toBe(false);
});

test("a file, and a name that is too long, as the folder to write", async () => {
  await mkdir(path.join(folder, "x"));
  for (const name of ["a.ipynb/page", "x".repeat(300)]) {
    const { code, stderr } = after(":", "render", "a.ipynb", "-o", name);
    expect([code, stderr.trim().split("\n").length]).toEqual([2, 2]);
  }
});
