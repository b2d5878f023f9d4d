// What tsc leaves out of dist/: files that are read as they are, the bundled programs, the execute bit, and the mark
// that all is there.
import { chmodSync, copyFileSync, cpSync, writeFileSync } from "node:fs";
import { bundleForBrowser } from "./bundle-for-browser.mjs";
import { bundlePrograms } from "./bundle.mjs";

copyFileSync("src/engine/report/report.schema.json", "dist/engine/report/report.schema.json");
const { comparisonJsonSchema } = await import("../../dist/engine/diff/comparison.js");
const comparison = `${JSON.stringify(comparisonJsonSchema(), undefined, 2)}\n`;
writeFileSync("dist/engine/diff/format/comparison.schema.json", comparison);
for (const folder of ["tools/lab/assets", "tools/scaffold/template"])
  cpSync(`src/${folder}`, `dist/${folder}`, { recursive: true });
await bundlePrograms();
await bundleForBrowser();
chmodSync("dist/cli/main.js", 0o755);
writeFileSync("dist/.compiled", "");
