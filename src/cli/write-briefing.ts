import type { Execution } from "../engine/execute/contract.js";
import { allOf, type BriefingError } from "../model/errors.js";
import type { Draw } from "../engine/render/figure/draw.js";
import type { RenderedFile } from "../engine/render/render-briefing.js";
import type { Overwrite } from "../engine/render/write.js";
import type { ProjectFacts } from "../engine/report/contract.js";
import type { BriefingContent } from "./describe-briefing.js";

export interface Assignment {
  /** In the order of the briefing. */
  readonly executions: readonly Pick<Execution, "path" | "notebook">[];
  readonly project: ProjectFacts;
  /** Folder to write. */
  readonly output: string;
  readonly overwrite?: Overwrite | undefined;
  readonly signal: AbortSignal;
}

export interface Written {
  readonly content: BriefingContent;
  /** All files of the briefing. */
  readonly files: readonly RenderedFile[];
  /** Absolute paths of the files it rests on besides the notebooks, those that might be there among them. */
  readonly inputs: readonly string[];
}

/** Executed notebooks → Report → pages and figures → the output folder. Its rooms are loaded when it is called. */
export async function writeBriefing(
  { executions, project, output, overwrite, signal }: Assignment,
  draw?: Draw,
): Promise<Written> {
  const { buildReport } = await import("../engine/report/build-report.js");
  const { factFiles, readReportFacts } = await import("../engine/report/facts.js");
  const { firstPageWarnings } = await import("../engine/report/first-page-size.js");
  const { readInputs } = await import("../engine/report/inputs.js");
  const { storedNotebook } = await import("../engine/report/stored-notebook.js");
  const { renderBriefing } = await import("../engine/render/render-briefing.js");
  const { writeOutput } = await import("../engine/render/write.js");
  const notebooks = executions.map(({ notebook }) => notebook);
  const inputs = await readInputs(notebooks, project.root);
  const facts = await readReportFacts(project, notebooks);
  const faults: BriefingError[] = [];
  const report = buildReport(executions, facts, inputs, (fault) => faults.push(fault));
  const [first, ...others] = faults;
  if (first !== undefined) throw allOf([first, ...others]);
  const stored = executions.map((execution) => storedNotebook(execution, project, inputs));
  const files = await renderBriefing(report, stored, draw);
  signal.throwIfAborted();
  const { written, removed, unchanged } = await writeOutput(output, files, { overwrite });
  const blocks = report.sections.flatMap((section) => section.blocks);
  return {
    content: {
      chapters: report.sections.length,
      figures: blocks.filter(({ kind }) => kind === "figure").length,
      tables: blocks.filter(({ kind }) => kind === "table").length,
      values: Object.keys(report.values).length,
      warnings: firstPageWarnings(report),
      files: { written: written.length, removed: removed.length, unchanged },
    },
    files,
    inputs: [...inputs.keys(), ...(await factFiles(project.root))],
  };
}
