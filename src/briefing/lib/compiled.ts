/** In a checkout, the packages are the folders of src/, and each is compiled into its dist/. */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";

/** Folders of a package that the compilation writes. */
const outputFolders = new Set(["dist", "docs"]);

/** Newest modification time, in ms, of the files that dist/ of each package is compiled from. */
function newest(source: string): number {
  let latest = 0;
  for (const name of filesBelow(source)) {
    if (!/\.(?:ts|mjs|css|json)$/.test(name)) continue;
    // Editors leave links to nothing, and files may vanish meanwhile.
    const date = statSync(name, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    latest = Math.max(latest, date);
  }
  return latest;
}

/** Without what the compilation writes: twice as many files, which another process may be rewriting. */
function filesBelow(source: string): readonly string[] {
  const files: string[] = [];
  for (const name of readdirSync(source)) {
    const folder = path.join(source, name);
    if (!statSync(folder).isDirectory()) continue;
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (!entry.isDirectory()) files.push(file);
      else if (!outputFolders.has(entry.name)) {
        const inside = readdirSync(file, { recursive: true, encoding: "utf8" });
        files.push(...inside.map((below) => path.join(file, below)));
      }
    }
  }
  return files;
}

/** Whether dist/ of the package in `folder` of a checkout, where the packages are the folders of src/, is newer than src/. */
export function isCurrent(folder: string): boolean {
  const compiled = statSync(path.join(folder, "dist", ".compiled"), { throwIfNoEntry: false });
  return compiled !== undefined && newest(path.dirname(folder)) <= compiled.mtimeMs;
}

/** Whoever writes dist/ has this lock, of the package in `folder`. */
export const compilationLock = (folder: string): string => path.join(folder, "dist", ".compiling");
