// Files of dist/ that npm omits from the package (listed in dist/.npmignore): source maps, whose sources are omitted
// too, and modules and declarations that only the bundles need.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dist, packages, tool } from "./places.mjs";

/** Files that are started, imported or read by name. */
const programs = [
  "index.js",
  "analysis.js",
  "frame.js",
  "tables.js",
  "vega-lite.js",
  "cli/main.js",
  "cli/commands/textconv.js",
  "engine/render/figure/drawing-program.js",
];
const declarations = [
  "index.d.ts",
  "analysis.d.ts",
  "frame.d.ts",
  "tables.d.ts",
  "vega-lite.d.ts",
  "commands.d.ts",
  "table-files.d.ts",
  "engine/build.d.ts",
];
/** Loaded only without a bundle. */
const unbundled = new Set(["cli/program.js"]);

const request = /(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\(\s*)"(\.[^"]+)\.js"/g;

function reached(entries, extension) {
  const found = new Set();
  const visit = (file) => {
    if (found.has(file) || unbundled.has(file) || !existsSync(`${dist}/${file}`)) return;
    found.add(file);
    for (const [, name] of readFileSync(`${dist}/${file}`, "utf8").matchAll(request))
      visit(path.posix.join(path.posix.dirname(file), `${name}${extension}`));
  };
  entries.forEach(visit);
  return found;
}

/** Folders that are needed in full. */
const whole = /^(?:browser|bundled|tools\/(?:lab\/assets|scaffold\/template))\//;

/** In all packages: source maps and marks of the build. */
const never = ["*.map", "*.tsbuildinfo", "/.*"];

export function leaveOutOfPackages() {
  const needed = new Set([...reached(programs, ".js"), ...reached(declarations, ".d.ts")]);
  const names = readdirSync(dist, { recursive: true, encoding: "utf8" })
    .map((name) => name.split(path.sep).join("/"))
    .filter((name) => /\.(?:js|d\.ts)$/.test(name) && !whole.test(name) && !needed.has(name));
  for (const folder of packages) {
    const omitted = folder === tool ? names.sort().map((name) => `/${name}`) : [];
    writeFileSync(`${folder}/dist/.npmignore`, [...never, ...omitted, ""].join("\n"));
  }
}
