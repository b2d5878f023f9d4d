import pc from "picocolors";
import { plural } from "../lib/plural.js";
import {
  builtPages,
  checkPages,
  isError,
  type AxeFinding,
  type CheckedPages,
} from "../tools/check/check-page.js";
import { exitCode, interruptible } from "./ending.js";
import type { CommonOptions } from "./options.js";
import { printJson, progressLine } from "./terminal.js";

export async function runPageCheck(options: CommonOptions): Promise<void> {
  const { findProject } = await import("../engine/project/find-project.js");
  const { output } = await findProject(options.project);
  const line = progressLine({ elsewhere: "every" });
  const onProgress = options.json === true || options.quiet === true ? {} : { onProgress: line.show };
  const checked = await interruptible(async (signal) =>
    checkPages(await builtPages(output), { environment: process.env, signal, ...onProgress }),
  ).finally(line.close);
  if (options.json === true) printJson(checked);
  else print(checked, options);
  if (checked.findings.some(isError)) process.exitCode = exitCode.fault;
}

function print(checked: CheckedPages, { quiet }: CommonOptions): void {
  const { pages, states, findings } = checked;
  const shown = quiet === true ? findings.filter(isError) : findings;
  for (const page of pages) {
    const own = shown.filter((finding) => finding.page === page);
    if (own.length === 0) continue;
    process.stderr.write(`${pc.bold(page)}\n`);
    for (const line of linesOf(own, states)) process.stderr.write(`${line}\n`);
    process.stderr.write("\n");
  }
  if (quiet !== true) process.stdout.write(`${summary(checked)}\n`);
}

/** Limit per rule and page; --json has all findings. */
const mostPrinted = 10;

function linesOf(findings: readonly AxeFinding[], states: readonly string[]): readonly string[] {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return rules.flatMap((rule) => {
    const own = findings.filter((finding) => finding.rule === rule);
    const left = own.length - mostPrinted;
    const more = left > 0 ? [`  … and ${left} more of ${rule}; --json has them all`] : [];
    return [...own.slice(0, mostPrinted).map((finding) => lineOf(finding, states)), ...more];
  });
}

/** `✗ color-contrast, serious, AA (1.4.3): p.byline "25 November": … (dark, phone) https://…` */
function lineOf(finding: AxeFinding, states: readonly string[]): string {
  const { rule, impact, level, criteria, selector, text, help, fix, link } = finding;
  const sign = isError(finding) ? pc.red("✗") : pc.dim("·");
  const wcag = criteria.length === 0 ? level : `${level} (${criteria.join(", ")})`;
  const words = text === "" ? "" : ` "${text}"`;
  const where = finding.states.length === states.length ? "everywhere" : finding.states.join(", ");
  const what = fix === "" ? help : `${help}. ${fix}`;
  return `${sign} ${rule}, ${impact}, ${wcag}: ${selector}${words}: ${what.replace(/\s+/g, " ")} (${where}) ${link}`;
}

function summary({ pages, states, findings }: CheckedPages): string {
  const errors = findings.filter(isError).length;
  const notes = findings.length - errors;
  const found = [
    errors === 0 ? "no errors" : plural(errors, "error"),
    ...(notes === 0 ? [] : [plural(notes, "note")]),
  ];
  return `${plural(pages.length, "page")} checked (${states.join(", ")}): ${found.join(", ")}`;
}
