import { Option } from "commander";
import pc from "picocolors";
import type { ExecutedFiles } from "../../engine/execute-files.js";
import { plural } from "../../lib/plural.js";
import { Command } from "../command.js";
import { exitCode, interruptible } from "../ending.js";
import * as option from "../options.js";
import { executionsAsJson, hasFault, printExecutions, progressView } from "../progress.js";
import { printJson } from "../terminal.js";

interface ExecuteOptions extends option.ExecutingOptions {
  readonly inplace?: true;
  readonly kernel?: string;
  readonly allowErrors?: true;
}

export function executeCommand(): Command {
  return new Command("execute")
    .description("execute notebooks on their kernels, like `jupyter execute`")
    .argument("<notebooks...>", "notebook files")
    .option("-o, --output <path>", "file to write (.ipynb, for a single notebook), or folder")
    .shared("force")
    .addOption(new Option("--inplace", "overwrite each notebook with its executed copy").conflicts("output"))
    .option("--kernel <name>", "kernel to use instead of the notebook's own")
    .option("--allow-errors", "continue after a cell that fails; its error stays in the output")
    .addOptions(option.executionOptions())
    .shared("quiet", "json")
    .action(execute).notes(`
Without -o or --inplace, the notebooks are executed but nothing is written. Failed notebooks are not written either; the
message gives the path of the partly executed copy. The kernel named tslab is always the built-in one.

Notebooks with sentences that are no longer true are written; these are listed, and the exit code is 1.

Examples:
  briefing execute notebooks/*.ipynb                 do they still execute?
  briefing execute a.ipynb -o a.executed.ipynb
  briefing execute *.ipynb -o executed/ -j 4 -p year=2022
  briefing execute analysis.ipynb --kernel python3 --inplace`);
}

async function execute(files: readonly string[], options: ExecuteOptions): Promise<void> {
  const { output, inplace } = options;
  const { executeFiles } = await import("../../engine/execute-files.js");
  const view = await progressView(options);
  const executed = await interruptible((signal) =>
    executeFiles(
      files,
      {
        ...option.executionOf(options),
        kernel: options.kernel,
        onCellError: options.allowErrors === true ? "continue" : "stop",
        write: inplace === true ? "in-place" : output === undefined ? "nothing" : { to: output },
        overwrite: option.overwriteOf(options),
      },
      { signal, onProgress: view.show },
    ),
  ).finally(view.close);
  const { written, savedMeanwhile } = executed;
  printExecutions(executed, "Rewrite them: what the notebooks compute has changed.");
  if (options.json === true) printJson({ ...executionsAsJson(executed), written, savedMeanwhile });
  else if (options.quiet !== true) process.stdout.write(`${summary(executed)}\n`);
  for (const file of savedMeanwhile)
    process.stderr.write(
      `${pc.red("✗")} ${file} was saved during its execution. The saved version was kept; execute it again.\n`,
    );
  if (hasFault(executed) || savedMeanwhile.length > 0) process.exitCode = exitCode.fault;
}

function summary({ notebooks, written }: ExecutedFiles): string {
  const good = notebooks.filter(({ failures }) => failures.length === 0).length;
  const counted = `${good} of ${plural(notebooks.length, "notebook")} executed`;
  const [only] = written;
  if (only === undefined)
    return `${counted}, nothing written${good > 0 ? " (-o FILE | DIR or --inplace writes them)" : ""}`;
  return `${counted}, written: ${written.length === 1 ? only : `${written.length} files`}`;
}
