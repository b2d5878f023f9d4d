import { Command, Option } from "commander";
import { existsSync, realpathSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import pc from "picocolors";
import type { Execution } from "../../engine/execute/contract.js";
import type { Staleness } from "../../engine/diff/staleness.js";
import { UsageError } from "../../model/usage-error.js";
import type { Project } from "../../engine/project/contract.js";
import type { ProjectFacts } from "../../engine/report/contract.js";
import { type StruckSentence, struckSentences } from "../../engine/report/struck-sentences.js";
import { omit } from "../../lib/omit.js";
import { type Cache, executeProject, openCache, writeOrKeep } from "../build-steps.js";
import { earlierEdition } from "../earlier-edition.js";
import { describeBriefing, type BriefingContent } from "../describe-briefing.js";
import { createEngine } from "../engine.js";
import { exitCode } from "../exit-codes.js";
import { interruptible } from "../interruption.js";
import * as option from "../options.js";
import { olderPdf, preparePdf } from "../pdf.js";
import { progressView } from "../progress.js";
import { reportExecutions, type ToldExecution } from "../report-failures.js";
import { refuseOccupied } from "../refuse-occupied.js";
import { cacheFolder, failedFolder } from "../../engine/store/location.js";
import { namedStruck, tellStruck } from "../tell-struck.js";
import { type Assignment, writeBriefing } from "../write-briefing.js";

interface BuildOptions extends option.ExecutionOptions {
  readonly project?: string;
  readonly output?: string;
  readonly since?: string;
  readonly check?: true;
  readonly draft?: true;
  readonly force?: true;
  /** A file, or true: beside the page. */
  readonly pdf?: string | true;
  readonly cache: boolean;
}

export function buildCommand(): Command {
  const command = new Command("build")
    .description(
      "execute the project's notebooks and write the briefing: Markdown, HTML, figures, executed notebooks",
    )
    .addOption(option.projectOption())
    .addOption(new Option("-o, --output <dir>", "folder to write (default: output/ of the project)"))
    .addOption(option.forceOption())
    .addOption(new Option("--no-cache", "execute and write everything, whatever is kept of earlier builds"))
    .addOption(
      new Option(
        "--since <dir>",
        "an earlier briefing, its folder or report.json: numbers that changed are marked (default: previous in briefing.yml)",
      ),
    )
    .addOption(
      new Option(
        "--check",
        "write nothing: build aside and fail, with what differs, where the folder does not hold what a build gives",
      ),
    )
    .addOption(
      new Option(
        "--draft",
        "write the page although sentences are no longer true, these struck and marked; needs -o, another folder than the project's output/",
      ).conflicts("check"),
    )
    .addOption(
      new Option(
        "--pdf [file]",
        "print the page too, by an installed Chromium (default: briefing.pdf in the folder written)",
      ).conflicts("check"),
    );
  return option
    .addExecutionOptions(command)
    .addHelpText(
      "after",
      `
The old output stays untouched until the new one is whole. Somebody else's files in the folder stay; where they are in the
way, or where a page was edited by hand, they are named and nothing is executed. When a notebook fails, the others are
still executed and reported, the partly executed notebook is kept where the message says, and the exit code is 1.

A sentence that holds("…", condition) guards is printed while its condition is true. Where new data make some false, every
one of them is listed, in all chapters, nothing is written and the exit code is 1: rewrite them, or look at the page with
--draft -o DIR, where they are struck and all else is as the new data give it. A draft with a struck sentence ends with 1.

Examples:
  briefing build
  briefing build --project ~/other-briefing -o /tmp/draft
  briefing build --since ../march/output
  briefing build --check                exit code 1 where output/ is not what the notebooks give
  briefing build --draft -o /tmp/draft  the page with the sentences struck that are no longer true
  briefing build --pdf                  prints output/briefing.pdf as well; CHROMIUM names another browser
  briefing build -p indexingMonths=6`,
    )
    .action(build);
}

async function build(options: BuildOptions): Promise<void> {
  const started = performance.now();
  const { findProject } = await import("../../engine/project/find-project.js");
  const project = await findProject(options.project);
  if (options.draft === true) refuseDraftInOutput(options.output, project.output);
  const output = path.resolve(options.output ?? project.output);
  const overwrite = option.overwriteOf(options);
  if (options.check !== true) await refuseOccupied(output, project.notebooks, overwrite);
  const printing = options.pdf === undefined ? undefined : await preparePdf(options.pdf, output);
  const { previous, warnings } = await earlierEdition(options.since ?? project.previous, output);
  if (options.json !== true) warnings.forEach(warn);
  await interruptible(async (signal) => {
    const cache = options.cache ? openCache(project.root) : undefined;
    const { executions, told } = await execute(project, options, signal, cache);
    const struck = struckSentences(executions);
    const noLongerTrue = namedStruck(struck);
    const hasFailed = executions.some(({ failures }) => failures.length > 0);
    const isWritten = !hasFailed && (struck.length === 0 || options.draft === true);
    tellStruck(struck, isWritten ? "Rewrite them: the page shows them struck." : toDo);
    if (struck.length > 0) process.exitCode = exitCode.fault;
    if (!isWritten) {
      await cache?.keepToLimit();
      process.stderr.write(`\nNothing was written: ${shown(output)} is as it was.\n`);
      tell(options, { status: "failed", notebooks: told, noLongerTrue, warnings });
      process.exitCode = exitCode.fault;
      return;
    }
    const parameters = { ...project.parameters, ...options.parameter };
    const facts: ProjectFacts = { ...omit(project, "previous"), parameters, ...(previous && { previous }) };
    const built = { executions, project: facts, signal };
    if (options.check === true) {
      await check(built, { output, told, warnings, options });
      return;
    }
    const { content, settle } = await writeOrKeep({ ...built, output, overwrite }, cache);
    await settle();
    await printing?.print(project.date, signal);
    const older = await olderPdf(output, printing);
    const news = [...content.warnings, ...(older === undefined ? [] : [older])];
    const seconds = Math.round(performance.now() - started) / 1000;
    tell(options, {
      status: "built",
      notebooks: told,
      noLongerTrue,
      warnings: [...warnings, ...news],
      output: { folder: output, ...omit(content, "warnings"), ...(printing && { pdf: printing.file }) },
      seconds,
    });
    if (options.json === true) return;
    news.forEach(warn);
    if (options.quiet === true) return;
    const page = shown(path.join(output, "briefing.html"));
    process.stdout.write(`${page}: ${describeBriefing(content)}, ${seconds.toFixed(1)} s\n`);
    if (printing !== undefined) process.stdout.write(`${shown(printing.file)}: the page, printed\n`);
  });
}

const toDo =
  "Rewrite them, for the data changed; or see the page with these sentences struck: briefing build --draft -o DIR";

/** A draft must not pass for the briefing: it goes to a folder of its own. */
function refuseDraftInOutput(given: string | undefined, usual: string): void {
  const hint = "Name another one: briefing build --draft -o /tmp/draft";
  if (given === undefined) throw new UsageError("--draft needs a folder to write to.", { hint });
  const inside = path.relative(realPath(usual), realPath(path.resolve(given)));
  if (inside === "" || !(inside.startsWith("..") || path.isAbsolute(inside)))
    throw new UsageError(`--draft does not write to ${shown(usual)}, the project's own output.`, { hint });
}

/** Through links, as far as there is something. */
function realPath(place: string): string {
  if (existsSync(place)) return realpathSync(place);
  const folder = path.dirname(place);
  return folder === place ? place : path.join(realPath(folder), path.basename(place));
}

interface Executed {
  readonly executions: readonly Execution[];
  readonly told: readonly ToldExecution[];
}

async function execute(
  project: Project,
  options: BuildOptions,
  signal: AbortSignal,
  cache: Cache | undefined,
): Promise<Executed> {
  const engine = createEngine(cacheFolder(project.root));
  const progress = await progressView(options.quiet === true ? "quiet" : "normal");
  try {
    const executions = await executeProject(project, { options, engine, progress, cache, signal });
    progress.close();
    const kept = { folder: failedFolder(project.root), base: project.root };
    return { executions, told: await reportExecutions(executions, kept) };
  } finally {
    progress.close();
    await engine.close();
  }
}

interface Checked {
  readonly output: string;
  readonly told: readonly ToldExecution[];
  readonly warnings: readonly string[];
  readonly options: BuildOptions;
}

/** Writes the briefing aside and holds the output folder against it. */
async function check(built: Omit<Assignment, "output">, at: Checked): Promise<void> {
  const fresh = await mkdtemp(path.join(os.tmpdir(), "briefing-check-"));
  try {
    await writeBriefing({ ...built, output: fresh });
    const { findStaleness } = await import("../../engine/diff/staleness.js");
    const folder = shown(at.output);
    const { root } = built.project;
    const found = await findStaleness({ output: at.output, fresh, root, name: folder });
    if (at.options.json === true) {
      tell(at.options, { ...found, notebooks: at.told, warnings: at.warnings });
      process.exitCode = found.status === "current" ? exitCode.done : exitCode.fault;
    } else {
      const { tellStaleness } = await import("../check-output.js");
      process.exitCode = await tellStaleness(found, { folder, quiet: at.options.quiet === true });
    }
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

type Result =
  | (Staleness & { readonly notebooks: readonly ToldExecution[]; readonly warnings: readonly string[] })
  | {
      readonly status: "failed";
      readonly notebooks: readonly ToldExecution[];
      readonly noLongerTrue: readonly StruckSentence[];
      readonly warnings: readonly string[];
    }
  | {
      readonly status: "built";
      readonly warnings: readonly string[];
      readonly notebooks: readonly ToldExecution[];
      /** Struck on the page of a draft. */
      readonly noLongerTrue: readonly StruckSentence[];
      readonly output: Omit<BriefingContent, "warnings"> & { readonly folder: string; readonly pdf?: string };
      readonly seconds: number;
    };

function tell(options: BuildOptions, result: Result): void {
  if (options.json === true) process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
}

function warn(words: string): void {
  process.stderr.write(`${pc.yellow("!")} ${words}\n`);
}

const shown = (file: string): string => path.relative(process.cwd(), file) || ".";
