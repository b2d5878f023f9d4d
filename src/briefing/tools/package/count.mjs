// Instruments the modules that notebooks load, so that they count which functions run: once here, not in every kernel.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import remapping from "@jridgewell/remapping";
import MagicString from "magic-string";
import { parseSync } from "oxc-parser";
import { countCalls, isCounted } from "../../dist/engine/compile/count-calls.js";
import { moduleHash } from "../../dist/engine/report/inputs.js";
import { dist, libraries, packages, tool } from "./places.mjs";

/** Form of the counters; files instrumented in another form are recompiled. */
const method = createHash("sha256");
for (const name of ["count-calls", "syntax-tree"])
  method.update(readFileSync(`${dist}/engine/compile/${name}.js`));
const digest = method.digest("hex");

/** Files that tsc has not rewritten already have counters. */
export function countNotebookModules() {
  const stamp = `${dist}/.counted`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") !== digest)
    execFileSync(process.execPath, ["node_modules/typescript-native/bin/tsc", "-b", "--force", ...packages]);
  writeFileSync(stamp, digest);
  const found = new Set();
  const visit = (file) => {
    if (found.has(file)) return;
    found.add(file);
    const code = readFileSync(file, "utf8");
    const parsed = parseSync(file, code);
    for (const { moduleRequest } of [
      ...parsed.module.staticImports,
      ...parsed.module.staticExports.flatMap(({ entries }) => entries),
    ])
      if (moduleRequest?.value.startsWith(".")) visit(path.join(path.dirname(file), moduleRequest.value));
    if (!isCounted(code)) count(file, code, parsed);
  };
  for (const { folder, entries } of libraries) {
    found.clear();
    for (const entry of entries) visit(`${folder}/dist/${entry}.js`);
    if (folder === tool) continue;
    const hashes = new Map();
    for (const file of found) moduleHash(readFileSync(file, "utf8"), hashes);
    writeFileSync(`${folder}/dist/module-hashes.json`, JSON.stringify(Object.fromEntries(hashes)));
  }
}

function count(file, code, parsed) {
  const edits = new MagicString(code);
  countCalls(edits, parsed);
  const put = edits.generateMap({ hires: "boundary", file: path.basename(file) }).toString();
  const map = remapping([put, readFileSync(`${file}.map`, "utf8")], () => null);
  writeFileSync(`${file}.map`, map.toString());
  writeFileSync(file, edits.toString());
}
