// The laws of the verdict, read off whole pages: a copy of the shipped project with altered tables is built as a draft,
// by the real command and kernel. Headline, verdict and cards must follow; sentences may be struck, never wrong.
//   usage: node test/altered/altered.mjs [--only REGEX] [--verbose]
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

/**
 * The page as its reader sees it, or why there is none.
 *
 * @returns {{ code: number, said: string, failures: any[], struck: any[], page: any }}
 */
function build() {
  const options = ["--project", "project", "--draft", "-o", "output", "--json"];
  const result = spawnSync(process.execPath, [path.join(root, "dist/cli/main.js"), "build", ...options], {
    cwd: copy.folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: 600_000,
  });
  const told = result.stdout === "" ? { notebooks: [], noLongerTrue: [] } : JSON.parse(result.stdout);
  const failures = told.notebooks.flatMap((notebook) => notebook.failures ?? []);
  const struck = told.noLongerTrue.map(({ sentence }) => sentence);
  const file = path.join(copy.output, "report.json");
  const outcome = { code: result.status, said: result.stderr, failures, struck };
  return existsSync(file)
    ? { ...outcome, page: pageOf(JSON.parse(readFileSync(file, "utf8")), struck) }
    : { ...outcome, page: undefined };
}

function pageOf(report, struck) {
  const value = (id) => report.values[id]?.text.replace(/\s/g, " ") ?? "";
  const markdown = readFileSync(path.join(copy.output, "briefing.md"), "utf8");
  const claims = report.sections.flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === "claim"));
  return {
    struck,
    verdict: value("verdict"),
    headline: (report.firstPage?.headline ?? [])
      .map((part) => (typeof part === "string" ? part : value(part.value)))
      .join("")
      .replace(/\s/g, " "),
    claims: new Map(claims.map(({ id, verdict }) => [id, verdict])),
    // Code is what it is: only what a reader reads is looked at.
    prose: markdown.replace(/<details>[\s\S]*?<\/details>/g, "").replace(/\u00a0|\u202f/g, " "),
  };
}

/** What no page may hold, whatever the data: words of JavaScript where a number or a word was meant. */
function nonsense({ prose }) {
  return /.{0,60}\b(?:NaN|undefined|null|Infinity|\[object Object\])\b.*|\(\)|, ,|\band and\b/.exec(
    prose,
  )?.[0];
}

/** Errors that JavaScript throws by itself say nothing to the person who changed the data. */
const isRaw = ({ ename, evalue }) =>
  /^(?:TypeError|ReferenceError|RangeError|SyntaxError)$/.test(ename) || /undefined|NaN/.test(evalue);

function fault({ code, said, failures, struck, page }, { expects }) {
  const raw = failures.find(isRaw);
  if (raw !== undefined)
    return `a person cannot act on ${raw.notebook} (${raw.cell?.id}): ${raw.ename}: ${raw.evalue}`;
  if (page === undefined) {
    if (code !== 1 || failures.length === 0) return `exit code ${code}, no page: ${said.slice(-400)}`;
    if (expects === undefined) return undefined;
    return `no page: ${failures.map(({ notebook, cell, evalue }) => `${notebook} ${cell?.id}: ${evalue}`).join("; ")}`;
  }
  if (code !== (struck.length > 0 ? 1 : 0)) return `exit code ${code} with ${struck.length} struck sentences`;
  const found = nonsense(page);
  return found === undefined ? expects?.(page) : `the page reads: ${found.slice(0, 160)}`;
}

try {
  for (const each of cases.filter(({ name }) => only.test(name))) {
    const started = performance.now();
    let found;
    let ending = "";
    try {
      copy.alter(each.alter);
      const outcome = build();
      found = fault(outcome, /** @type {any} */ (each));
      ending = outcome.page === undefined ? "stopped" : `${outcome.struck.length} sentences struck`;
      if (isVerbose) {
        if (outcome.page) console.log(`       ${outcome.page.headline}\n       ${outcome.page.verdict}`);
        for (const sentence of outcome.struck) console.log(`       ~~ ${sentence}`);
        for (const { notebook, cell, ename, evalue } of outcome.failures)
          console.log(`       ${notebook} ${cell?.id}: ${ename}: ${evalue}`);
      }
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
