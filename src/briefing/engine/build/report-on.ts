import { allOf, type BriefingError } from "../../model/errors.js";
import { guardFormat } from "../../model/guard.js";
import { guardWarnings } from "../report/margin-words.js";
import type { Report } from "../../model/report.js";
import type { Execution } from "../execute/contract.js";
import { buildReportWithAnswers } from "../report/build-report.js";
import { sourceNotGivenNote, tablesWithoutSource } from "../report/data/source-not-given.js";
import { factFiles, readReportFacts, type ProjectFacts } from "../report/facts.js";
import { plainText } from "../report/published.js";
import { readInputs } from "../report/inputs.js";
import { placeholderWarnings } from "../report/placeholders.js";
import { unreadFault } from "../report/unread.js";
import { storedNotebook } from "../report/stored-notebook.js";
import { variationWarnings } from "../report/variations.js";
import { unexplainedValues } from "../report/value-lineage/gaps.js";
import type { Draw } from "../render/figure/draw.js";
import { withoutFaulty } from "../render/figure/faulty.js";
import { drawFigures } from "../render/figure/render-figure.js";
import type { WriteResult } from "../render/write.js";
import type { BriefingContent } from "./describe.js";

export { readReportFacts } from "../report/facts.js";
export { settingWarnings } from "./setting-warnings.js";

/** Builds the Report from executed notebooks; all errors in them are reported at once, or kept in that of a draft. */
export async function reportOn(
  executions: readonly Pick<Execution, "path" | "notebook" | "failures">[],
  project: ProjectFacts,
  { purpose, draw }: { readonly purpose: "publication" | "draft"; readonly draw: Draw },
) {
  const notebooks = executions.map(({ notebook }) => notebook);
  const inputs = await readInputs(notebooks, project.root);
  const facts = await readReportFacts(project, notebooks);
  const unread = unreadFault(executions);
  const faults: BriefingError[] = unread === undefined ? [] : [unread];
  const onFault = (fault: BriefingError) => faults.push(fault);
  const { report, answers } = buildReportWithAnswers(executions, facts, inputs, onFault);
  const [first, ...others] = faults;
  if (first !== undefined && purpose === "publication") throw allOf([first, ...others]);
  return {
    report: purpose === "draft" ? await draftOf(report, faults, { draw, root: project.root }) : report,
    answers,
    /** The executed notebooks as they are published beside the page. */
    stored: executions.map((execution) => storedNotebook(execution, project, inputs)),
    /** Absolute paths of the files it depends on, apart from notebooks; some may not exist yet. */
    inputs: [...inputs.keys(), ...(await factFiles(project.root))],
  };
}

/** With words in place of figures that cannot be drawn, and with all faults. */
async function draftOf(
  report: Report,
  faults: readonly BriefingError[],
  { draw, root }: { readonly draw: Draw; readonly root: string },
): Promise<Report> {
  const { faults: undrawn } = await drawFigures(report, draw);
  const messages = [...faults, ...undrawn.values()].map(({ message, hint }) =>
    plainText(hint === undefined ? message : `${message} ${hint}`, root),
  );
  return { ...withoutFaulty(report, undrawn), ...(messages.length > 0 && { faults: messages }) };
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
    faults: report.faults ?? [],
    warnings: [
      ...dataWarnings(report),
      ...placeholderWarnings(report),
      ...guardWarnings(report),
      ...variationWarnings(report),
    ],
    unexplained: unexplainedValues(report),
    files: { written: written.length, removed: removed.length, unchanged },
  };
}
