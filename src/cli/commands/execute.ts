import { Command, Option } from "commander";
import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import type { Execution } from "../../engine/execute/contract.js";
import { executeAll } from "../../engine/execute/execute-all.js";
import { loadJobs } from "../../engine/execute/load-jobs.js";
import { stringifyNotebook } from "../../engine/notebook/stringify.js";
import { createEngine } from "../engine.js";
import { settingsOf } from "../execution-settings.js";
import { exitCode } from "../exit-codes.js";
import { interruptible } from "../interruption.js";
import * as option from "../options.js";
import { progressView } from "../progress.js";
import { reportExecutions } from "../report-failures.js";
import { struckSentences } from "../../engine/report/struck-sentences.js";
import { namedStruck, tellStruck } from "../tell-struck.js";
import { cacheFolder, failedFolder } from "../../engine/store/location.js";
import { cacheLimit, keepToLimit } from "../../engine/store/size.js";
import { UsageError } from "../../model/usage-error.js";
import { refuseMissing } from "../refuse-missing.js";
import { refuseTarget } from "../refuse-target.js";
import { replaceFile } from "../replace-file.js";

interface ExecuteOptions extends option.ExecutionOptions {
  readonly output?: string;
  readonly inplace?: true;
  readonly kernel?: string;
  readonly allowErrors?: true;
}

export function executeCommand(): Command {
  const command = new Command("execute")
    .description("execute notebooks on their kernels, as `jupyter execute` does: one or many at once")
    .argument("<notebooks...>", "notebook files")
    .addOption(
      new Option(
        "-o, --output <path>",
        "where to write: a file ending in .ipynb for one notebook, else a folder",
      ),
    )
    .addOption(new Option("--inplace", "write each executed notebook over its file").conflicts("output"))
    .addOption(new Option("--kernel <name>", "kernel to use instead of the notebook's own"))
    .addOption(new Option("--allow-errors", "go on after a cell that fails; its error stays in the output"));
  return option
    .addExecutionOptions(command)
    .addHelpText(
      "after",
      `
Without -o or --inplace the notebooks are executed and nothing is written. A notebook that fails is not written either:
its partly executed copy is kept where the message says. The kernel named tslab is always the one built in.

A notebook with sentences that are no longer true, holds("…", false), is written as it was executed; they are listed, and
the exit code is 1.

Examples:
  briefing execute notebooks/*.ipynb                 do they still execute?
  briefing execute a.ipynb -o a.executed.ipynb
  briefing execute *.ipynb -o executed/ -j 4 -p year=2022
  briefing execute analysis.ipynb --kernel python3 --inplace`,
    )
    .action(execute);
}

async function execute(notebooks: readonly string[], options: ExecuteOptions): Promise<void> {
  const targetOf = await targets(notebooks, options);
  const inputs = options.inplace === true ? [] : notebooks;
  const hint =
    "Name another place: -o FILE.ipynb or -o FOLDER. To write over the notebooks that are executed: --inplace";
  for (const file of notebooks.flatMap((notebook) => targetOf(notebook) ?? []))
    await refuseTarget({ file: path.resolve(file), hint, inputs });
  await refuseMissing(notebooks);
  const here = process.cwd();
  const limit = cacheLimit();
  const cache = cacheFolder(path.dirname(path.resolve(notebooks[0] ?? here)));
  const engine = createEngine(cache);
  const progress = await progressView(options.quiet === true ? "quiet" : "normal");
  try {
    await interruptible(async (signal) => {
      const jobs = await loadJobs(notebooks);
      const settings = settingsOf(options, {
        signal,
        progress,
        kernel: options.kernel,
        onCellError: options.allowErrors === true ? "continue" : "stop",
      });
      const executions = await executeAll(jobs, settings, engine);
      progress.close();
      await keepToLimit(cache, limit);
      const written: string[] = [];
      for (const execution of executions) {
        const target = targetOf(execution.path);
        if (execution.failures.length > 0 || target === undefined) continue;
        await mkdir(path.dirname(target), { recursive: true });
        await replaceFile(target, stringifyNotebook(execution.notebook));
        written.push(target);
      }
      const told = await reportExecutions(executions, { folder: failedFolder(here), base: here });
      const struck = struckSentences(executions);
      tellStruck(struck, "Rewrite them, for what the notebooks compute changed.");
      if (struck.length > 0 || executions.some(({ failures }) => failures.length > 0))
        process.exitCode = exitCode.fault;
      const result = { notebooks: told, noLongerTrue: namedStruck(struck), written };
      if (options.json === true) process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
      else if (options.quiet !== true) process.stdout.write(`${summary(executions, written)}\n`);
    });
  } finally {
    progress.close();
    await engine.close();
  }
}

function summary(executions: readonly Execution[], written: readonly string[]): string {
  const good = executions.filter(({ failures }) => failures.length === 0).length;
  const counted = `${good} of ${executions.length} notebook${executions.length === 1 ? "" : "s"} executed`;
  const [only] = written;
  if (only === undefined)
    return `${counted}, nothing written${good > 0 ? " (-o FILE | DIR or --inplace writes them)" : ""}`;
  return `${counted}, written: ${written.length === 1 ? only : `${written.length} files`}`;
}

/** Where each executed notebook goes; two to one place are refused before anything is executed. */
async function targets(
  notebooks: readonly string[],
  { output, inplace }: ExecuteOptions,
): Promise<(notebook: string) => string | undefined> {
  if (inplace === true) return (notebook) => notebook;
  if (output === undefined) return () => undefined;
  const isFolder = (await stat(output).catch(() => undefined))?.isDirectory() ?? false;
  if (output.endsWith(".ipynb") && !isFolder) {
    if (notebooks.length > 1) {
      throw new UsageError(`-o ${output} is one file, but there are ${notebooks.length} notebooks.`, {
        hint: "Give a folder: -o executed/",
      });
    }
    return () => output;
  }
  const seen = new Map<string, string>();
  for (const notebook of notebooks) {
    const name = path.basename(notebook);
    const other = seen.get(name);
    if (other !== undefined && path.resolve(other) !== path.resolve(notebook)) {
      throw new UsageError(`${other} and ${notebook} would both be written to ${path.join(output, name)}.`, {
        hint: "Execute them in two calls with two folders.",
      });
    }
    seen.set(name, notebook);
  }
  return (notebook) => path.join(output, path.basename(notebook));
}
