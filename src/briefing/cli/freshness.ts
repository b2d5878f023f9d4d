import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** This file is in dist/cli of the package. */
const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
/** In a checkout, the packages are the folders of src/. */
const source = path.dirname(folder);
const root = path.dirname(source);
const stamp = path.join(folder, "dist", ".compiled");

/** In dist/ of a package, by its path in src/. */
const isCompiled = /^[^\\/]+[\\/]dist[\\/]/;

/** Newest modification time, in ms, of the files below a folder that dist/ is compiled from. */
function newest(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => /\.(?:ts|mjs|css|json)$/.test(name) && !isCompiled.test(name));
  // Editors leave links to nothing, and files may vanish meanwhile.
  const dateOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Math.max(...files.map((name) => dateOf(path.join(folder, name))));
}

/**
 * In a checkout, dist/ may be older than src/. It is then recompiled before any more of it is loaded (only this file
 * and main.js are, so no restart is needed); if compilation fails, so does the command. An installed package has no
 * sources and is always current.
 */
export function ensureFresh(): "current" | "refused" {
  if (!existsSync(path.join(folder, "tsconfig.json"))) return "current";
  if (existsSync(stamp) && newest(source) <= statSync(stamp).mtimeMs) return "current";

  process.stderr.write("briefing: dist/ is older than src/, compiling …\n");
  const compiled = spawnSync("npm", ["run", "--silent", "compile"], { cwd: root, stdio: ["ignore", 2, 2] });
  if (compiled.status === 0) return "current";
  process.stderr.write(
    "briefing: dist/ is older than src/ and could not be compiled.\nFix the errors above, then run: npm run compile\n",
  );
  return "refused";
}
