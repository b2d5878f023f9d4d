import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

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

/**
 * In a checkout, dist/ may be older than src/. It is then recompiled before any more of it is loaded (only this file
 * and main.js are, so no restart is needed); if compilation fails, so does the command. An installed package has no
 * sources and is always current.
 */
export function ensureFresh(): "current" | "refused" {
  // This file is in dist/cli of the package.
  const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
  if (!existsSync(path.join(folder, "tsconfig.json"))) return "current";
  if (isCurrent(folder)) return "current";

  process.stderr.write("briefing: dist/ is older than src/, compiling …\n");
  const root = path.resolve(folder, "../..");
  const compiled = spawnSync("npm", ["run", "--silent", "compile"], { cwd: root, stdio: ["ignore", 2, 2] });
  if (compiled.status === 0) return "current";
  process.stderr.write(
    "briefing: dist/ is older than src/ and could not be compiled.\nFix the errors above, then run: npm run compile\n",
  );
  return "refused";
}
