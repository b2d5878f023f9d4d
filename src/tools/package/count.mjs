// The modules of the package that notebooks load count which of their functions run: here, once, and not in every kernel.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import remapping from "@jridgewell/remapping";
import MagicString from "magic-string";
import { parseSync } from "oxc-parser";
import { countCalls, isCounted } from "../../../dist/engine/compile/count-calls.js";

/** Files that tsc has not written anew have their counters. */
export function countNotebookModules() {
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
    if (!isCounted(code)) count(file, code, parsed.program);
  };
  visit("dist/index.js");
}

function count(file, code, program) {
  const edits = new MagicString(code);
  countCalls(edits, program);
  const source = path.basename(file);
  const before = readFileSync(`${file}.map`, "utf8");
  const map = remapping([edits.generateMap({ hires: "boundary", file: source }), before], () => null);
  writeFileSync(`${file}.map`, map.toString());
  writeFileSync(file, edits.toString());
}
