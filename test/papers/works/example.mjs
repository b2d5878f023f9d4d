/**
 * Writes the data of `briefing init --example papers` again: `npm run compile && node test/papers/works/example.mjs`. It
 * needs DuckDB.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { createVitest } from "vitest/node";

const data = "src/briefing/tools/scaffold/papers/data";
const vitest = await createVitest("test", { watch: false });
const { exampleTables, exampleWorks, exampleYears } = await vitest.vite.ssrLoadModule(
  "/test/papers/works/example.ts",
);
for (const [name, text] of Object.entries(exampleTables())) writeFileSync(`${data}/${name}`, text);
const work = mkdtempSync(path.join(os.tmpdir(), "briefing-example-"));
const lines = exampleWorks().map((work) => `${JSON.stringify(work)}\n`);
writeFileSync(`${work}/simulated.jsonl.gz`, gzipSync(lines.join("")));
const span = exampleYears.join("-");
const argv = [
  "works",
  "build",
  work,
  "-o",
  `${work}/cube`,
  "--pair",
  "US-CN",
  "--years",
  span,
  "--panel",
  span,
];
execFileSync(process.execPath, ["src/briefing/dist/cli/main.js", ...argv], { stdio: "inherit" });
rmSync(`${data}/cube`, { recursive: true, force: true });
const { tables } = JSON.parse(readFileSync(`${work}/cube/cube.json`, "utf8"));
for (const name of ["cube.json", ...Object.keys(tables).map((table) => `${table}.parquet`)])
  cpSync(`${work}/cube/${name}`, `${data}/cube/${name}`);
rmSync(work, { recursive: true });
await vitest.close();
