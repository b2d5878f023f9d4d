/** Temporary folders of tests: all in one, which goes when the run ends. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export function temporaryFolder(name = "test"): string {
  return realpathSync(mkdtempSync(path.join(tmpdir(), `${name}-`)));
}

/** @public vitest calls it once, before any test */
export function setup(): () => void {
  const folder = temporaryFolder("briefing-tests");
  process.env["TMPDIR"] = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}
