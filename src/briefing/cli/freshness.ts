import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isCurrent } from "../lib/compiled.js";

/**
 * In a checkout, dist/ may be older than src/. It is then recompiled before any more of it is loaded (only main.js,
 * this file and lib/compiled.js are, so no restart is needed); if compilation fails, so does the command. An installed package has no
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
