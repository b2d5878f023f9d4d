import { Command, Option } from "commander";
import path from "node:path";
import { executeAll } from "../../execute/execute-all.js";
import { loadJobs } from "../../execute/load-jobs.js";
import type { renderBriefing as renderBriefingType } from "../../render/render-briefing.js";
import { findProject } from "../../project/find-project.js";
import type { Project } from "../../project/contract.js";
import { createEngine } from "../engine.js";
import { settingsOf } from "../execution-settings.js";
import { exitCode } from "../exit-codes.js";
import { interruptible } from "../interruption.js";
import * as option from "../options.js";
import { progressView } from "../progress.js";
import { reportExecutions, type ToldExecution } from "../report-failures.js";
import { compileStore, failedFolder } from "../stores.js";
import { describeBriefing, type BriefingContent } from "../describe-briefing.js";

type RenderBriefing = typeof renderBriefingType;

interface BuildOptions extends option.ExecutionOptions {
  readonly project?: string;
  readonly output?: string;
}

export function buildCommand(): Command {
  return new Command("build")
    .description(
      "execute the project's notebooks and write the briefing: Markdown, HTML, figures, executed notebooks",
    )
    .addOption(option.projectOption())
    .addOption(new Option("-o, --output <dir>", "folder to write (default: output/ of the project)"))
    .addOption(option.parameterOption())
    .addOption(option.jobsOption())
    .addOption(option.timeoutOption())
    .addOption(option.memoryOption())
    .addOption(option.quietOption())
    .addOption(option.jsonOption())
    .addHelpText(
      "after",
      `
The old output stays untouched until the new one is whole. When a notebook fails, the others are still executed and
reported, the partly executed notebook is kept where the message says, and the exit code is 1.

Examples:
  briefing build
  briefing build --project ~/other-briefing -o /tmp/draft
  briefing build -p firstYear=2003`,
    )
    .action(build);
}

async function build(options: BuildOptions): Promise<void> {
  const started = performance.now();
  const project = await findProject(options.project);
  const output = path.resolve(options.output ?? project.output);
  const engine = createEngine(compileStore(project.root));
  const progress = progressView(options.quiet === true ? "quiet" : "normal");
  try {
    await interruptible(async (signal) => {
      const jobs = await loadJobs(project.notebooks);
      const settings = settingsOf(options, { signal, progress, parameters: project.parameters });
      // Drawing needs vega, and loading it takes as long as a small notebook: it is loaded while the kernels work.
      const drawing = import("../../render/render-briefing.js");
      const executions = await executeAll(jobs, settings, engine);
      progress.close();
      const told = await reportExecutions(executions, {
        folder: failedFolder(project.root),
        base: project.root,
      });
      if (executions.some(({ failures }) => failures.length > 0)) {
        process.stderr.write(`\nNothing was written: ${shown(output)} is as it was.\n`);
        finish(options, { status: "failed", notebooks: told });
        process.exitCode = exitCode.fault;
        return;
      }
      signal.throwIfAborted();
      const { renderBriefing } = await drawing;
      const content = await write(project, executions, output, renderBriefing, signal);
      const seconds = Math.round(performance.now() - started) / 1000;
      finish(options, { status: "built", notebooks: told, output: { folder: output, ...content }, seconds });
      if (options.quiet !== true && options.json !== true) {
        process.stdout.write(
          `${shown(path.join(output, "briefing.html"))}: ${describeBriefing(content)}, ${seconds.toFixed(1)} s\n`,
        );
      }
    });
  } finally {
    progress.close();
    await engine.close();
  }
}

async function write(
  project: Project,
  executions: Awaited<ReturnType<typeof executeAll>>,
  output: string,
  renderBriefing: RenderBriefing,
  signal: AbortSignal,
): Promise<BriefingContent> {
  const { buildReport } = await import("../../report/build-report.js");
  const { readReportFacts } = await import("../../report/facts.js");
  const { readInputs } = await import("../../report/inputs.js");
  const { storedNotebook } = await import("../../report/stored-notebook.js");
  const { writeOutput } = await import("../../render/write.js");
  const inputs = await readInputs(
    executions.map(({ notebook }) => notebook),
    project.root,
  );
  const facts = await readReportFacts(
    project,
    executions.map(({ notebook }) => notebook),
  );
  const report = buildReport(executions, facts, inputs);
  const notebooks = executions.map((execution) => storedNotebook(execution, project, inputs));
  const files = await renderBriefing(report, notebooks);
  signal.throwIfAborted();
  const { written, removed, unchanged } = await writeOutput(output, files);
  const blocks = report.sections.flatMap((section) => section.blocks);
  return {
    chapters: report.sections.length,
    figures: blocks.filter(({ kind }) => kind === "figure").length,
    tables: blocks.filter(({ kind }) => kind === "table").length,
    values: Object.keys(report.values).length,
    files: { written: written.length, removed: removed.length, unchanged },
  };
}

type Result =
  | { readonly status: "failed"; readonly notebooks: readonly ToldExecution[] }
  | {
      readonly status: "built";
      readonly notebooks: readonly ToldExecution[];
      readonly output: BriefingContent & { readonly folder: string };
      readonly seconds: number;
    };

function finish(options: BuildOptions, result: Result): void {
  if (options.json === true) process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
}

const shown = (file: string): string => path.relative(process.cwd(), file) || ".";
