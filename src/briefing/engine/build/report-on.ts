import { allOf, type BriefingError } from "../../model/errors.js";
import { guardFormat } from "../../model/guard.js";
import { guardWarnings } from "../report/margin-words.js";
import type { Report } from "../../model/report.js";
import type { Execution } from "../execute/contract.js";
import { buildReportWithAnswers } from "../report/build-report.js";
import { sourceNotGivenNote, tablesWithoutSource } from "../report/data/source-not-given.js";
import { factFiles, readReportFacts, type ProjectFacts } from "../report/facts.js";
import { readInputs } from "../report/inputs.js";
import { placeholderWarnings } from "../report/placeholders.js";
import { storedNotebook } from "../report/stored-notebook.js";
import { unexplainedValues } from "../report/value-lineage/gaps.js";
import type { WriteResult } from "../render/write.js";
import type { BriefingContent } from "./describe.js";

export { readReportFacts } from "../report/facts.js";
export { settingWarnings } from "./setting-warnings.js";

/** Builds the Report from executed notebooks; all errors in them are reported at once. */
export async function reportOn(
  executions: readonly Pick<Execution, "path" | "notebook">[],
  project: ProjectFacts,
) {
  const notebooks = executions.map(({ notebook }) => notebook);
  const inputs = await readInputs(notebooks, project.root);
  const facts = await readReportFacts(project, notebooks);
  const faults: BriefingError[] = [];
  const onFault = (fault: BriefingError) => faults.push(fault);
  const { report, answers } = buildReportWithAnswers(executions, facts, inputs, onFault);
  const [first, ...others] = faults;
  if (first !== undefined) throw allOf([first, ...others]);
  return {
    report,
    answers,
    /** The executed notebooks as they are published beside the page. */
    stored: executions.map((execution) => storedNotebook(execution, project, inputs)),
    /** Absolute paths of the files it depends on, apart from notebooks; some may not exist yet. */
    inputs: [...inputs.keys(), ...(await factFiles(project.root))],
  };
}

function dataWarnings({ sources }: Report): readonly string[] {
  const note = sourceNotGivenNote(tablesWithoutSource(sources).map(({ name, path }) => name ?? path));
  return note === undefined ? [] : [note];
}

export function contentOf(report: Report, { written, removed, unchanged }: WriteResult): BriefingContent {
  const blocks = report.sections.flatMap((section) => section.blocks);
  return {
    chapters: report.sections.length,
    figures: blocks.filter(({ kind }) => kind === "figure").length,
    tables: blocks.filter(({ kind }) => kind === "table").length,
    values: Object.values(report.values).filter(({ format }) => format !== guardFormat).length,
    warnings: [...dataWarnings(report), ...placeholderWarnings(report), ...guardWarnings(report)],
    unexplained: unexplainedValues(report),
    files: { written: written.length, removed: removed.length, unchanged },
  };
}
