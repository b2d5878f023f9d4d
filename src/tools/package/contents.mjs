// What of dist/ npm leaves out of the package (dist/.npmignore says it): source maps, whose sources are not there either,
// and the modules and declarations that no program of the package asks for, since they are in its bundles.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** What is started, imported or read by its own name. */
const programs = [
  "index.js",
  "vega-lite.js",
  "cli/main.js",
  "cli/commands/textconv.js",
  "engine/render/figure/drawing-program.js",
];
const declarations = ["index.d.ts", "vega-lite.d.ts", "engine/build.d.ts"];
/** Loaded only where there is no bundle. */
const unbundled = new Set(["cli/program.js"]);

const request = /(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\(\s*)"(\.[^"]+)\.js"/g;

function reached(entries, extension) {
  const found = new Set();
  const visit = (file) => {
    if (found.has(file) || unbundled.has(file) || !existsSync(`dist/${file}`)) return;
    found.add(file);
    for (const [, name] of readFileSync(`dist/${file}`, "utf8").matchAll(request))
      visit(path.posix.join(path.posix.dirname(file), `${name}${extension}`));
  };
  entries.forEach(visit);
  return found;
}

/** Folders of which everything is needed. */
const whole = /^(?:browser|bundled|tools\/(?:lab\/assets|scaffold\/template))\//;

export function leaveOutOfPackage() {
  const needed = new Set([...reached(programs, ".js"), ...reached(declarations, ".d.ts")]);
  const names = readdirSync("dist", { recursive: true, encoding: "utf8" })
    .map((name) => name.split(path.sep).join("/"))
    .filter((name) => /\.(?:js|d\.ts)$/.test(name) && !whole.test(name) && !needed.has(name));
  writeFileSync(
    "dist/.npmignore",
    ["*.map", "*.tsbuildinfo", "/.*", ...names.sort().map((name) => `/${name}`), ""].join("\n"),
  );
}
