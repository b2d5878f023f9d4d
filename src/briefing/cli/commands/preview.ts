import path from "node:path";
import pc from "picocolors";
import type { Outcome } from "../../tools/preview/contract.js";
import { Command } from "../command.js";
import { describeError, interruptible, Interruption } from "../ending.js";
import * as option from "../options.js";
import { progressView } from "../progress.js";
import { visible } from "../../lib/visible.js";

interface PreviewOptions extends option.ExecutingOptions, option.DrawingOptions {
  readonly port?: number;
  readonly open?: true;
}

export function previewCommand(): Command {
  return new Command("preview")
    .description("build, serve the page on this machine and update it whenever you save")
    .shared("project")
    .option("-o, --output <dir>", "folder to write and serve (default: output/ of the project)")
    .shared("force")
    .option("--port <n>", "port on this machine (default: 4321, or the next free one)", option.portFrom(0))
    .option("--open", "open the page in the browser")
    .addOptions(option.executionOptions())
    .shared("quiet", "json")
    .addOptions(option.drawingOptions())
    .action(runPreview).notes(`
Watches notebooks/, data/ and, in a checkout of the package, src/. Only changed notebooks are executed again; the page is
updated in place and highlights the changes of the last save. Errors are shown in the page, with the code,
until they are fixed. Sentences that are no longer true are struck and listed at its top; briefing build would not write
such a page. The page asks for the token in the printed address, so that only you can read it. Ctrl-C ends the preview.

On network drives and in some containers, changes are not detected: set CHOKIDAR_USEPOLLING=1.

Examples:
  briefing preview --open
  briefing preview --port 5000 -o /tmp/draft`);
}

async function runPreview(options: PreviewOptions): Promise<void> {
  const { findProject } = await import("../../engine/project/find-project.js");
  const { preview } = await import("../../tools/preview/follow.js");
  const project = await findProject(options.project);
  const settings = {
    options: {
      ...option.executionOf(options),
      figureLimits: option.figureLimitsOf(options),
      output: path.resolve(options.output ?? project.output),
      overwrite: option.overwriteOf(options),
    },
    describeError,
    showProgress: () => progressView(options),
    port: options.port,
    report: printLine,
    onOutcome: printOutcome,
    onReady: async (url: string) => {
      process.stdout.write(`${url}  (Ctrl-C ends the preview)\n`);
      if (options.open === true) await openBrowser(url);
    },
  };
  try {
    await interruptible((signal) => preview(project, { ...settings, signal }));
  } catch (error) {
    // A preview normally ends by an interruption.
    if (!(error instanceof Interruption)) throw error;
  }
}

function printOutcome(outcome: Outcome): void {
  if (outcome.status === "failed") {
    printLine(`\n${pc.red("✗")} ${outcome.text}\n`);
    return;
  }
  printLine(`${pc.green("✓")} ${outcome.line}`);
  for (const warning of outcome.warnings ?? []) printLine(`${pc.yellow("!")} ${visible(warning)}`);
  if (outcome.struck !== undefined) printLine(`${pc.yellow("!")} ${outcome.struck}`);
}

async function openBrowser(url: string): Promise<void> {
  const { default: open } = await import("open");
  await open(url).catch((error: unknown) => {
    printLine(`Could not open the browser (${String(error)}). Go to ${url}`);
  });
}

function printLine(line: string): void {
  process.stderr.write(`${line}\n`);
}
