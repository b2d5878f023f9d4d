import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stored } from "./notebook.js";

/** Git in a folder, under a name of its own; gives what it prints. */
export const gitIn =
  (cwd: string) =>
  (...argv: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...argv], {
      cwd,
      encoding: "utf8",
      stdio: "pipe",
    });

/** A project of one notebook without cells. */
export function writeProject(folder: string, title: string): void {
  mkdirSync(path.join(folder, "notebooks"), { recursive: true });
  writeFileSync(path.join(folder, "notebooks/briefing.yml"), `title: ${title}\n`);
  writeFileSync(path.join(folder, "notebooks/a.ipynb"), stored([], {}));
}
