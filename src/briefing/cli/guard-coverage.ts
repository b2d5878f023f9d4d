/** `briefing check --guards`: the guards of the last build, and the factual sentences without a guard, by chapter. */
import pc from "picocolors";
import { NoProjectError } from "../engine/project/contract.js";
import { plural } from "../lib/plural.js";
import { visible } from "../lib/visible.js";
import { BriefingError } from "../model/errors.js";
import { describeUnguarded } from "../tools/check/describe-unguarded.js";
import type { CheckedCoverage } from "../tools/check/check-coverage.js";
import type { ListedGuards } from "../tools/check/list-guards.js";
import type { Found } from "../tools/check/contract.js";
import { describeFinding, printGroups, sign, type Group } from "./check-output.js";
import { exitCode } from "./ending.js";
import type { CommonOptions } from "./options.js";
import { guardsTable } from "./guards-table.js";
import { printJson } from "./terminal.js";

interface CoverageOptions extends CommonOptions {
  readonly strict?: true;
}

export async function checkGuards(files: readonly string[], options: CoverageOptions): Promise<void> {
  const { findCoverage } = await import("../tools/check/check-coverage.js");
  const found = await findCoverage(files, { project: options.project });
  const listed = await guardsOfLastBuild(files, options);
  const { chapters, faults } = found;
  const variations = "variations" in listed ? listed.variations : [];
  if (options.json === true) printJson({ ...listed, coverage: chapters, faults });
  else {
    const hasGuards = "guards" in listed && listed.guards.length > 0;
    if (hasGuards && options.quiet !== true) process.stdout.write(`${guardsTable(listed)}\n`);
    printGroups(groupsOf(found, options), summary(found), options);
  }
  for (const note of listed.notes) process.stderr.write(`${pc.yellow("!")} ${visible(note)}\n`);
  const mark = options.strict === true ? pc.red("✗") : pc.yellow("!");
  for (const variation of variations) process.stderr.write(`${mark} ${visible(variation)}\n`);
  const isUncovered = chapters.some(({ uncovered }) => uncovered.length > 0);
  const isOpen = isUncovered || variations.length > 0;
  if (faults.length > 0 || (options.strict === true && isOpen)) process.exitCode = exitCode.fault;
}

/** A project that was never built has sentences without a guard, too; then the note says that margins are missing. */
async function guardsOfLastBuild(
  files: readonly string[],
  { project }: CoverageOptions,
): Promise<ListedGuards | Pick<ListedGuards, "notes">> {
  const { listGuards } = await import("../tools/check/list-guards.js");
  try {
    return await listGuards(files, project);
  } catch (error) {
    if (error instanceof NoProjectError) return { notes: [] };
    if (error instanceof BriefingError) return { notes: [[error.message, error.hint].join(" ").trim()] };
    throw error;
  }
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
