// Checks the verdict rules on whole pages: a copy of the shipped project with altered tables is built as a draft, with
// the real command and kernel. Headline, verdict and cards must follow; sentences may be struck, but never wrong.
// usage: node test/altered/altered.mjs [--only REGEX] [--verbose]
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { argument, briefing, isAsked, judge, sum } from "../checks.mjs";
import { cases } from "./cases.mjs";
import { firstChapters } from "./first-chapters.mjs";
import { grouped } from "./grouped.mjs";
import { newerData } from "./newer-data.mjs";
import { ProjectCopy } from "./project-copy.mjs";

const copy = new ProjectCopy();

/**
 * The page as readers see it, or why it is missing.
 *
 * @returns {{ code: number, message: string, failures: any[], struck: any[], page: any }}
 */
function build() {
  const options = ["--project", "project", "--draft", "--no-site", "-o", "output", "--json"];
  const { status, stdout, stderr } = briefing(["build", "--no-answers", ...options], {
    cwd: copy.folder,
    timeout: 600_000,
  });
  const result = stdout === "" ? { notebooks: [], noLongerTrue: [] } : JSON.parse(stdout);
  const failures = result.notebooks.flatMap((notebook) => notebook.failures ?? []);
  const struck = result.noLongerTrue.map(({ sentence }) => sentence);
  const file = path.join(copy.output, "report.json");
  const page = existsSync(file) ? pageOf(JSON.parse(readFileSync(file, "utf8")), struck) : undefined;
  return { code: status, message: stderr, failures, struck, page };
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
    // Only visible text is checked, not code: neither cells nor conditions that are quoted.
    prose: markdown
      .replace(/<details>[\s\S]*?<\/details>/g, "")
      .replace(/`[^`\n]*`/g, "")
      .replace(/\u00a0|\u202f/g, " "),
  };
}

/** Text that no page may contain, whatever the data: JavaScript values instead of a number or a word. */
const nonsense = /.{0,60}\b(?:NaN|undefined|null|Infinity|\[object Object\])\b.*|\(\)|, ,|\band and\b/;

/** Built-in JavaScript errors do not help whoever changed the data. */
const isRaw = ({ ename, evalue }) =>
  /^(?:TypeError|ReferenceError|RangeError|SyntaxError)$/.test(ename) || /undefined|NaN/.test(evalue);
const place = ({ notebook, cell, ename, evalue }) => `${notebook} (${cell?.id}): ${ename}: ${evalue}`;

function fault({ code, message, failures, struck, page }, { expects }) {
  const raw = failures.find(isRaw);
  if (raw !== undefined) return `a person cannot act on ${place(raw)}`;
  if (page === undefined) {
    if (code !== 1 || failures.length === 0) return `exit code ${code}, no page: ${message.slice(-400)}`;
    return expects === undefined ? undefined : `no page: ${failures.map(place).join("; ")}`;
  }
  if (code !== (struck.length > 0 ? 1 : 0)) return `exit code ${code} with ${struck.length} struck sentences`;
  const found = nonsense.exec(page.prose)?.[0];
  return found === undefined ? expects?.(page) : `the page reads: ${found.slice(0, 160)}`;
}

for (const each of [...cases, ...firstChapters, ...grouped, ...newerData].filter(({ name }) =>
  new RegExp(argument("only", ".")).test(name),
))
  await judge(each.name, (note) => {
    copy.alter(each.alter);
    const outcome = build();
    const { page, struck, failures } = outcome;
    note(page === undefined ? "stopped" : `${struck.length} sentences struck`);
    if (isAsked("verbose")) {
      if (page) console.log(`       ${page.headline}\n       ${page.verdict}`);
      for (const line of [...struck.map((sentence) => `~~ ${sentence}`), ...failures.map(place)])
        console.log(`       ${line}`);
    }
    return fault(outcome, /** @type {any} */ (each));
  });
sum();
