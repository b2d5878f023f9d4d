/** A disk that fills up while works are counted: a small tmpfs or, if mounting is not allowed, a file size limit. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runAfter } from "../../briefing/cli/run-briefing.js";
import { describeWithDuckDb } from "../../support/duckdb.js";
import { temporaryFolder } from "../../support/temporary.js";
import { partitioned } from "../../papers/works/cube-of.js";
import { generateWorks } from "../../papers/works/generate.js";
import { writeFiles } from "../../support/files.js";

/** Whether a separate file system is mounted. */
function smallDisk(folder: string, kilobytes: number): boolean {
  mkdirSync(folder);
  const run = (command: string) => spawnSync("/bin/sh", ["-c", `${command} "$0"`, folder]);
  const isMounted = run(`mount -t tmpfs -o size=${kilobytes}k none`).status === 0;
  if (isMounted) onTestFinished(() => void run("umount"));
  return isMounted;
}

describeWithDuckDb("works build on a full disk", () => {
  const works = partitioned(generateWorks(21, 3000));

  test.each([16, 64, 200, 500])("with %i kB left", (kilobytes) => {
    const cwd = temporaryFolder();
    writeFiles(`${cwd}/w`, works);
    const disk = path.join(cwd, "disk");
    const limit = smallDisk(disk, kilobytes) ? "" : `ulimit -f ${kilobytes / 16}`;
    const { status, stderr } = runAfter(limit, ["works", "build", "w", "-o", "disk/cube"], { cwd });
    expect(stderr).not.toMatch(/defect of the program|^ {4}at /m);
    expect(stderr).toMatch(/disk is full|larger than files may be here/);
    expect(stderr).toMatch(/Free some space|Make room|ulimit/);
    expect(status).not.toBe(0);
    const left = limit === "" ? readdirSync(disk, { recursive: true }) : [];
    expect(left).not.toContain("cube/cube.json");
  });
});
