// What tsc leaves out of dist/: files that are read as they are, the bundled programs, the execute bit, and the mark
// that all is there.
import { chmodSync, copyFileSync, cpSync, writeFileSync } from "node:fs";
import { bundleForBrowser, bundlePrograms } from "./bundle.mjs";

for (const file of ["engine/report/report.schema.json", "engine/diff/format/comparison.schema.json"])
  copyFileSync(`src/${file}`, `dist/${file}`);
for (const folder of ["tools/lab/assets", "tools/scaffold/template"])
  cpSync(`src/${folder}`, `dist/${folder}`, { recursive: true });
await bundlePrograms();
await bundleForBrowser();
chmodSync("dist/cli/main.js", 0o755);
writeFileSync("dist/.compiled", "");
