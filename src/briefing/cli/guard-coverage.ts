/** `briefing check --guards`: the factual sentences without a guard, by chapter. */
import { plural } from "../lib/plural.js";
import { describeUnguarded } from "../tools/check/unguarded-sentences.js";
import type { CheckedCoverage } from "../tools/check/check-coverage.js";
import type { Found } from "../tools/check/contract.js";
import { describeFinding, printGroups, sign, type Group } from "./check-output.js";
import { exitCode } from "./ending.js";
import type { CommonOptions } from "./options.js";
import { printJson } from "./terminal.js";

interface CoverageOptions extends CommonOptions {
  readonly strict?: true;
}

export async function checkCoverage(files: readonly string[], options: CoverageOptions): Promise<void> {
  const { findCoverage } = await import("../tools/check/check-coverage.js");
  const found = await findCoverage(files, { project: options.project });
  if (options.json === true) printJson({ coverage: found.chapters, faults: found.faults });
  else printGroups(groupsOf(found, options), summary(found), options);
  const isUncovered = found.chapters.some(({ uncovered }) => uncovered.length > 0);
  if (found.faults.length > 0 || (options.strict === true && isUncovered)) process.exitCode = exitCode.fault;
}

function groupsOf(
  { chapters, faults }: CheckedCoverage,
  { strict, quiet }: CoverageOptions,
): readonly Group[] {
  const severity = strict === true ? "error" : "note";
  const malformed = { heading: "Malformed guards", lines: linesOf(faults) };
  if (severity === "note" && quiet === true) return [malformed];
  return [
    malformed,
    ...chapters.map(({ path, factual, uncovered }) => ({
      heading: `${path}: ${uncovered.length} of ${plural(factual, "factual sentence")} without a guard`,
      lines: linesOf(uncovered.map((each) => describeUnguarded(each, severity))),
    })),
  ];
}

/** A hint shared by all findings of a chapter is printed once, after the last of them. */
const linesOf = (found: readonly Found[]): readonly string[] =>
  found.map((each, index) => {
    const hint = found[index + 1]?.hint === each.hint ? undefined : each.hint;
    return `${sign[each.severity ?? "error"]} ${describeFinding(each, hint)}`;
  });

function summary({ chapters }: CheckedCoverage): string {
  const sum = (of: (chapter: CheckedCoverage["chapters"][number]) => number): number =>
    chapters.reduce((total, chapter) => total + of(chapter), 0);
  const parts = [
    `${sum(({ guarded }) => guarded)} with a guard`,
    `${sum(({ marked }) => marked)} marked as definitions or quotations`,
    `${sum(({ uncovered }) => uncovered.length)} without either`,
  ];
  const factual = plural(
    sum(({ factual }) => factual),
    "factual sentence",
  );
  const values = plural(
    sum(({ valuesOnly }) => valuesOnly),
    "other sentence",
  );
  return `${factual} in ${plural(chapters.length, "notebook")}: ${parts.join(", ")}; ${values} only print computed values`;
}
