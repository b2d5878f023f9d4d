import { Command, CommanderError } from "commander";
import { readFileSync } from "node:fs";
import { buildCommand } from "./commands/build.js";
import { cacheCommand } from "./commands/cache.js";
import { checkCommand } from "./commands/check.js";
import { cleanCommand } from "./commands/clean.js";
import { diffCommand } from "./commands/diff.js";
import { executeCommand } from "./commands/execute.js";
import { explainCommand } from "./commands/explain.js";
import { initCommand } from "./commands/init.js";
import { gitCommand } from "./commands/git.js";
import { kernelCommand } from "./commands/kernel.js";
import { labCommand } from "./commands/lab.js";
import { newCommand } from "./commands/new.js";
import { previewCommand } from "./commands/preview.js";
import { renderCommand } from "./commands/render.js";
import { exitCode } from "./exit-codes.js";
import { Interruption } from "./interruption.js";
import { printError } from "./print-error.js";

function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

function program(): Command {
  return new Command("briefing")
    .description("Executes TypeScript notebooks and renders them as a briefing: Markdown, HTML, figures.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help, or a command's: briefing build --help")
    .helpCommand(false)
    .showSuggestionAfterError()
    .showHelpAfterError("(briefing --help lists the commands; briefing COMMAND --help explains one)")
    .configureHelp({ showGlobalOptions: true, helpWidth: Math.min(process.stdout.columns || 100, 100) })
    .addCommand(buildCommand())
    .addCommand(previewCommand())
    .addCommand(executeCommand())
    .addCommand(checkCommand())
    .addCommand(cleanCommand())
    .addCommand(diffCommand())
    .addCommand(renderCommand())
    .addCommand(explainCommand())
    .addCommand(labCommand())
    .addCommand(newCommand())
    .addCommand(initCommand())
    .addCommand(gitCommand())
    .addCommand(kernelCommand())
    .addCommand(cacheCommand())
    .addHelpText(
      "after",
      `
Examples:
  briefing build                        execute notebooks/*.ipynb, write output/
  briefing preview --open               build, and follow in the browser what is saved
  briefing execute a.ipynb -o out.ipynb execute one notebook on its kernel
  briefing check                        look for errors without executing anything
  briefing diff                         what changed since the last commit, and why
  briefing clean                        bring notebooks to the form in which they are committed
  briefing lab                          open the notebooks in JupyterLab
  briefing kernel install --user        offer the kernel to JupyterLab, VS Code and nbconvert

Exit codes: 0 done, 1 notebooks or data are at fault, 2 wrong usage or a crash.`,
    );
}

/** Commands write their own exit code to process.exitCode; a thrown error decides it here. */
export async function run(argv: readonly string[]): Promise<number> {
  endQuietlyWithReader();
  const command = program();
  for (const each of everyCommand(command)) each.exitOverride();
  try {
    await command.parseAsync(argv);
    return Number(process.exitCode ?? exitCode.done);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    if (error instanceof Interruption) {
      process.stderr.write(`briefing: ${error.message}; what was written before is as it was.\n`);
      return error.exitCode;
    }
    return printError(error);
  }
}

/** Whoever reads our output may stop: `briefing --help | head`. What is left to print has nowhere to go. */
function endQuietlyWithReader(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
}

function* everyCommand(command: Command): Generator<Command> {
  yield command;
  for (const child of command.commands) yield* everyCommand(child);
}
