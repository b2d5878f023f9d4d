import { Option } from "commander";
import path from "node:path";
import { pathToFileURL } from "node:url";
import pc from "picocolors";
import type { Built } from "../../engine/build/contract.js";
import { describeContent } from "../../engine/build/describe.js";
import type { Project } from "../../engine/project/contract.js";
import type { Staleness } from "../../engine/diff/staleness.js";
import { omit } from "../../lib/omit.js";
import { plural, listed } from "../../lib/plural.js";
import { shownPath } from "../../lib/shown-path.js";
import { Command } from "../command.js";
import * as besidePage from "../beside-page.js";
import { exitCode, interruptible } from "../ending.js";
import * as option from "../options.js";
import { executionsAsJson, hasFault, printExecutions, progressView } from "../progress.js";
import { briefing, colourFor, printJson, terminalWidth } from "../terminal.js";

interface BuildCommandOptions
  extends option.ExecutingOptions, option.DrawingOptions, besidePage.BesidePageArguments {
  readonly since?: string;
  readonly check?: true;
  readonly draft?: true;
  readonly cache: boolean;
  readonly site: boolean;
}

export function buildCommand(): Command {
  return new Command("build")
    .description("execute the notebooks and write the briefing: Markdown, HTML, figures")
    .shared("project")
    .option("-o, --output <dir>", "folder to write (default: output/ of the project)")
    .shared("force")
    .option("--no-cache", "execute and render everything, ignoring the cache")
    .option("--no-site", "omit the multi-page site; also: site: false in briefing.yml")
    .option(
      "--since <dir>",
      "mark numbers that changed since an earlier briefing: its folder or report.json (default: previous in briefing.yml)",
    )
    .option(
      "--check",
      "write nothing; report differences and exit with 1 if the folder differs from what a build would write",
    )
    .addOption(
      new Option(
        "--draft",
        "write the page even if sentences are no longer true or chapters fail, with these sentences struck and the errors in their places; requires -o, not the project's output/",
      ).conflicts("check"),
    )
    .addOptions(
      besidePage.besidePageNames.map((name) => besidePage.besidePageOption(name).conflicts("check")),
    )
    .addOptions(option.executionOptions())
    .shared("quiet", "json")
    .addOptions(option.drawingOptions())
    .action(runBuild).notes(`
The old output is kept until the new one is complete. Files that no build wrote are preserved: if they are in the way, or
if a page was edited by hand, the command lists them and executes nothing. If a notebook fails, the others are still
executed, the message gives the path of the partly executed notebook, nothing is written, and the exit code is 1. With
--draft -o DIR the page is written: such a chapter ends with its error, and the top of the page lists all errors.

A guarded sentence, [South had fewer.]{holds="south < north"}, is printed while its condition is true. If new data make
sentences false, all of them are listed, nothing is written, and the exit code is 1. Rewrite them, or look at the page with
--draft -o DIR, where they are struck; the exit code is then also 1.

With --json, output.unexplained lists the numbers whose panel on the page cannot name the rows that they come from, each
with its notebook, its cell and the reason.

Examples:
  briefing build
  briefing build --project ~/other-briefing -o /tmp/draft
  briefing build --since ../march/output
  briefing build --check                exit code 1 if output/ differs from what the notebooks produce
  briefing build --draft -o /tmp/draft  the page, with untrue sentences struck, and errors
  briefing build --pdf                  also prints output/briefing.pdf; set CHROMIUM to use another browser
  briefing build --summary              also prints output/summary.pdf, two pages for readers in a hurry
  briefing build --docx                 also writes output/briefing.docx, which Word and LibreOffice open
  briefing build -p indexingMonths=6`);
}

async function runBuild(options: BuildCommandOptions): Promise<void> {
  const started = performance.now();
  const { build, findProject } = await import("../../engine/build.js");
  const project = await findProject(options.project);
  const output = options.output ?? project.output;
  const warnings: string[] = [];
  const view = await progressView(options);
  const built = await interruptible((signal) =>
    build(
      project,
      {
        ...option.executionOf(options),
        figureLimits: option.figureLimitsOf(options),
        ...(options.output !== undefined && { output: options.output }),
        ...(options.since !== undefined && { previous: options.since }),
        ...besidePage.besidePageOf(options),
        ...(!options.site && { site: "omit" }),
        overwrite: option.overwriteOf(options),
        falseSentences: options.draft === true ? "draft" : "refuse",
        mode: options.check === true ? "compare" : "write",
        cache: options.cache ? "use" : "ignore",
      },
      {
        signal,
        onProgress: view.show,
        onWarning: (warning) => {
          warnings.push(warning);
          if (options.json !== true) process.stderr.write(`${pc.yellow("!")} ${warning}\n`);
        },
      },
    ),
  ).finally(view.close);
  const seconds = Math.round(performance.now() - started) / 1000;
  printExecutions(built, built.status === "failed" ? hint : "Rewrite them: the page shows them struck.");
  if (built.status === "failed") {
    const hasError = built.notebooks.some(({ failures }) => failures.length > 0);
    const way = hasError && options.check !== true ? `\n${draftHint}` : "";
    process.stderr.write(`\nNothing was written: ${shownPath(path.resolve(output))} is unchanged.${way}\n`);
  }
  if (built.status === "built")
    for (const fault of built.content.faults) process.stderr.write(`\n${pc.red("✗")} ${fault}\n`);
  if (options.json === true) printJson(resultOf(built, warnings, seconds, project.leftOut));
  else {
    if (built.status === "built" && options.quiet !== true)
      for (const { notebook, needs } of project.leftOut)
        process.stdout.write(`${notebook} is left out: it needs ${needs}, which does not exist.\n`);
    await print(built, seconds, options);
  }
  const isStale = built.status === "compared" && built.staleness.status !== "current";
  const hasOtherFault = built.status === "built" && built.content.faults.length > 0;
  if (hasFault(built) || hasOtherFault || isStale) process.exitCode = exitCode.fault;
}

const hint = `Rewrite them, or view the page with these sentences struck: ${briefing} build --draft -o DIR`;

const draftHint = `To see the page with the errors in their places: ${briefing} build --draft -o DIR`;

/** The result in the format of --json. */
function resultOf(built: Built, warnings: readonly string[], seconds: number, leftOut: Project["leftOut"]) {
  const { notebooks, noLongerTrue } = executionsAsJson(built);
  if (built.status === "compared") return { ...built.staleness, notebooks, warnings };
  if (built.status === "failed") return { status: built.status, notebooks, noLongerTrue, warnings };
  const { status, output: folder, content } = built;
  const besidePage = omit(built, "status", "output", "content", "notebooks", "falseSentences");
  const output = { folder, ...omit(content, "warnings"), ...besidePage };
  return {
    status,
    notebooks,
    noLongerTrue,
    warnings,
    output,
    seconds,
    ...(leftOut.length > 0 && { leftOut }),
  };
}

async function print(built: Built, seconds: number, { quiet }: BuildCommandOptions): Promise<void> {
  if (built.status === "compared") {
    await printStaleness(built.staleness, shownPath(built.output), quiet);
  } else if (built.status === "built" && quiet !== true) {
    const page = path.join(built.output, "briefing.html");
    besidePage.printBesidePage(built);
    process.stdout.write(`${shownPath(page)}: ${describeContent(built.content)}, ${seconds.toFixed(1)} s\n`);
    // Terminals turn it into a link.
    if (process.stdout.isTTY) process.stdout.write(`${pathToFileURL(path.resolve(page)).href}\n`);
  }
}

/** Reports whether the folder matches what the notebooks currently produce, and what differs. */
async function printStaleness(found: Staleness, folder: string, quiet: true | undefined): Promise<void> {
  if (found.status === "current") {
    if (quiet !== true)
      process.stdout.write(`${folder} is up to date: ${plural(found.files, "file")} checked.\n`);
    return;
  }
  if (found.status === "unreadable") {
    process.stderr.write(`${folder} is stale: ${found.reason}\n`);
  } else {
    const { formatTerminal } = await import("../../engine/diff/format/terminal.js");
    if (quiet !== true) {
      const brief = { all: "briefing build, then briefing diff --all" };
      const options = { width: terminalWidth(), colour: colourFor("auto"), brief };
      process.stdout.write(formatTerminal(found.comparison, options));
    }
    const { olderThan } = await import("../../engine/diff/kinds/stale.js");
    const verb = found.files.length === 1 ? "differs" : "differ";
    const cause = olderThan(found.inputs);
    process.stderr.write(
      `\n${folder} is stale: ${cause === "" ? "" : `it is ${cause}; `}${plural(found.files.length, "file")} ${verb} from what the notebooks produce (${listed(found.files, 5)}).\n`,
    );
  }
  process.stderr.write("To update it, run this command without --check and commit the result.\n");
}
