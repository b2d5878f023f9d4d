// Edits of this project's own briefing, built for real: what is reported first to its reviewer, and which cause is named.
// usage: node edits.mjs [--only REGEX] [--verbose]
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "../altered/project-copy.mjs";
import { cases } from "./cases.mjs";
import { Checkout } from "./checkout.mjs";
import { compare, fault } from "./judge.mjs";

const argument = (name) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : undefined;
};
const only = new RegExp(argument("only") ?? ".");
const isVerbose = process.argv.includes("--verbose");
const work = mkdtempSync(path.join(os.tmpdir(), "edits-"));
const chosen = cases.filter(({ name }) => only.test(name));
let passed = 0;
let failed = 0;

/** Builds without an edit, by their chapters. The data that they read lies above them, where a comparison looks for it. */
const folderOf = (chapters) => path.join(work, "before", chapters.join("-"));
const untouched = new Map(chosen.map(({ chapters }) => [folderOf(chapters), chapters]));

async function one(checkout, { chapters, edit, options, ...expected }, number) {
  checkout.restore();
  checkout.keep(chapters);
  edit(checkout);
  await checkout.compile();
  const later = path.join(work, "after", String(number));
  await checkout.build(later, options);
  const compared = await compare({ before: folderOf(chapters), after: later, root: checkout.at() });
  if (isVerbose) console.log(compared.terminal);
  if (process.argv.includes("--comment")) console.log(compared.comment);
  return fault(compared, expected);
}

async function run(checkout, before, waiting) {
  for (let next = before.pop(); next !== undefined; next = before.pop()) {
    const [output, chapters] = next;
    checkout.restore();
    checkout.keep(chapters);
    await checkout.build(output);
  }
  for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) {
    const started = performance.now();
    let found;
    try {
      found = await one(checkout, each, cases.indexOf(each));
    } catch (error) {
      found = error.stack;
    }
    if (found === undefined) passed += 1;
    else failed += 1;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${found === undefined ? "ok    " : "FAILED"} ${each.name} (${seconds} s)`);
    if (found !== undefined) console.log(`       ${found}`);
  }
}

try {
  cpSync(path.join(root, "data"), path.join(work, "before/data"), { recursive: true });
  const cache = path.join(work, "cache");
  const [before, waiting] = [[...untouched], [...chosen]];
  await Promise.all([
    run(new Checkout(path.join(work, "one"), { cache }), before, waiting),
    run(new Checkout(path.join(work, "two"), { cache }), before, waiting),
  ]);
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
