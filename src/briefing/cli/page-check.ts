/** `briefing check --page`: what axe finds on the built pages. */
import { limited, plural } from "../lib/plural.js";
import {
  builtPages,
  checkPages,
  isError,
  type AxeFinding,
  type CheckedPages,
} from "../tools/check/check-page.js";
import { counted, printGroups, sign, type Group } from "./check-output.js";
import { exitCode, interruptible } from "./ending.js";
import type { CommonOptions } from "./options.js";
import { printJson, progressLine } from "./terminal.js";

export async function checkBuiltPages(options: CommonOptions): Promise<void> {
  const { findProject } = await import("../engine/project/find-project.js");
  const { output } = await findProject(options.project);
  const line = progressLine({ elsewhere: "every" });
  const onProgress = options.json === true || options.quiet === true ? {} : { onProgress: line.show };
  const checked = await interruptible(async (signal) =>
    checkPages(await builtPages(output), { environment: process.env, signal, ...onProgress }),
  ).finally(line.close);
  if (options.json === true) printJson(checked);
  else printGroups(pageGroups(checked, options), pageSummary(checked), options);
  if (checked.findings.some(isError)) process.exitCode = exitCode.fault;
}

/** Limit per rule and page; --json has all findings. */
const mostPrinted = 10;

const pageGroups = ({ pages, states, findings }: CheckedPages, { quiet }: CommonOptions): readonly Group[] =>
  pages.map((page) => {
    const own = findings.filter((each) => each.page === page && (quiet !== true || isError(each)));
    const lines = [...new Set(own.map(({ rule }) => rule))].flatMap((rule) =>
      limited(
        own.filter((each) => each.rule === rule).map((each) => describePageFinding(each, states)),
        mostPrinted,
        (left) => `  … and ${left} more of ${rule}; --json has them all`,
      ),
    );
    return { heading: page, lines };
  });

/** `✗ color-contrast, serious, AA (1.4.3): p.byline "25 November": … (dark, phone) https://…` */
function describePageFinding(finding: AxeFinding, states: readonly string[]): string {
  const { rule, impact, level, criteria, selector, text, help, fix, link } = finding;
  const wcag = criteria.length === 0 ? level : `${level} (${criteria.join(", ")})`;
  const words = text === "" ? "" : ` "${text}"`;
  const where = finding.states.length === states.length ? "everywhere" : finding.states.join(", ");
  const what = (fix === "" ? help : `${help}. ${fix}`).replace(/\s+/g, " ");
  const mark = sign[isError(finding) ? "error" : "note"];
  return `${mark} ${rule}, ${impact}, ${wcag}: ${selector}${words}: ${what} (${where}) ${link}`;
}

function pageSummary({ pages, states, findings }: CheckedPages): string {
  const errors = findings.filter(isError).length;
  const found = counted(errors, findings.length - errors);
  return `${plural(pages.length, "page")} checked (${states.join(", ")}): ${found}`;
}
