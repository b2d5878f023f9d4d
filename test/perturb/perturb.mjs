// One datum of data/ changed: every sentence of the page is still true, or the build stops and names notebook, cell and
// (for `holds`) the sentence. Builds a copy of the shipped project once a case, with the real command and kernel.
//   usage: node test/perturb/perturb.mjs [--only REGEX] [--verbose]
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { cases } from "./cases.mjs";
import { ProjectCopy, root } from "./project-copy.mjs";

const argument = (name) => {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? process.argv[at + 1] : undefined;
};
const only = new RegExp(argument("only") ?? ".");
const isVerbose = process.argv.includes("--verbose");
const copy = new ProjectCopy();
let passed = 0;
let failed = 0;

/** What a build came to: its failures as the command tells them, or the page and its values by id. */
function build(parameters = []) {
  const options = parameters.flatMap((parameter) => ["-p", parameter]);
  const result = spawnSync(
    process.execPath,
    [
      path.join(root, "dist/cli/main.js"),
      "build",
      "--project",
      "project",
      "-o",
      "output",
      "--json",
      ...options,
    ],
    { cwd: copy.folder, encoding: "utf8", maxBuffer: 1 << 28, timeout: 300_000 },
  );
  const said = result.stderr;
  const told = result.stdout === "" ? { notebooks: [] } : JSON.parse(result.stdout);
  // A sentence that is no longer true stops a build as an error does.
  const struck = (told.noLongerTrue ?? []).map((each) => ({
    ...each,
    ename: "no longer true",
    evalue: each.sentence,
  }));
  const failures = [...told.notebooks.flatMap((notebook) => notebook.failures), ...struck];
  const page = path.join(copy.output, "briefing.md");
  if (result.status !== 0) return { code: result.status, said, failures, isWritten: existsSync(copy.output) };
  const text = readFileSync(page, "utf8");
  const report = JSON.parse(readFileSync(path.join(copy.output, "report.json"), "utf8"));
  const value = (id) => {
    const found = report.values[id];
    if (found === undefined) throw new Error(`the page has no value ${id}`);
    return found;
  };
  // Code is what it is: only what a reader reads is looked at.
  const prose = text.replace(/<details>[\s\S]*?<\/details>/g, "").replace(/\u00a0|\u202f/g, " ");
  return { code: 0, said, failures, prose, report, value };
}

/** What no page may hold, whatever the data: words of JavaScript where a number or a word was meant. */
function nonsense({ prose }) {
  return /\b(?:NaN|undefined|null|Infinity|\[object Object\])\b.*|\(\)|, ,|  \.|\band and\b/.exec(prose)?.[0];
}

/** Errors that JavaScript throws by itself say nothing to the person who changed the data. */
const isRaw = ({ ename }) => /^(?:TypeError|ReferenceError|RangeError|SyntaxError)$/.test(ename);

function fault(outcome, expected) {
  const { code, said, failures } = outcome;
  if (code === 0) {
    const found = nonsense(outcome);
    if (found !== undefined) return `the page reads: ${found.slice(0, 120)}`;
    if (expected.stops !== undefined) return "the briefing was built, and should not have been";
    return expected.follows?.(outcome);
  }
  if (code !== 1) return `exit code ${code}: ${said.slice(-400)}`;
  if (outcome.isWritten) return "a briefing was written although the build failed";
  if (failures.length === 0) return `no failure is told: ${said.slice(-400)}`;
  const told = failures.map(
    ({ notebook, cell, ename, evalue }) => `${notebook} ${cell?.id}: ${ename}: ${evalue}`,
  );
  const nameless = failures.find(({ notebook, cell }) => !notebook.endsWith(".ipynb") || cell === undefined);
  if (nameless !== undefined) return `a failure names no cell: ${told.join("; ")}`;
  const raw = failures.find(isRaw);
  if (raw !== undefined)
    return `a person cannot act on ${raw.notebook} (${raw.cell.id}): ${raw.ename}: ${raw.evalue}`;
  if (expected.follows !== undefined) return `the build stopped: ${told.join("; ").slice(0, 600)}`;
  if (expected.stops === undefined) return undefined;
  const { notebook, cell, says } = expected.stops;
  const isSaid = failures.some(
    (each) =>
      each.notebook.includes(notebook) &&
      (cell === undefined || each.cell.id === cell) &&
      says.test(each.evalue),
  );
  return isSaid
    ? undefined
    : `expected ${notebook}, ${cell}: ${says}; told: ${told.join("; ").slice(0, 900)}`;
}

try {
  for (const each of cases.filter(({ name }) => only.test(name))) {
    const started = performance.now();
    let found;
    let ending = "";
    try {
      const isExpected = each.follows !== undefined || each.stops !== undefined;
      copy.choose(isExpected ? [each.chapter ?? "01-headline"] : undefined);
      copy.perturb(each.change);
      const outcome = build(each.parameters);
      found = fault(outcome, each);
      ending =
        outcome.code === 0
          ? "built"
          : `stopped: ${outcome.failures.map(({ notebook, cell }) => `${path.basename(notebook, ".ipynb")} ${cell?.id}`).join(", ")}`;
      if (isVerbose && outcome.code !== 0)
        for (const { cell, ename, evalue } of outcome.failures)
          console.log(`       ${cell?.id}: ${ename}: ${evalue}`);
    } catch (error) {
      found = error.message;
    }
    if (found === undefined) passed += 1;
    else failed += 1;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${found === undefined ? "ok    " : "FAILED"} ${each.name} (${ending}, ${seconds} s)`);
    if (found !== undefined) console.log(`       ${found}`);
  }
} finally {
  copy.remove();
}
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
