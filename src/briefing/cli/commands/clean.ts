import pc from "picocolors";
import { plural } from "../../lib/plural.js";
import type { CleanedNotebook } from "../../tools/check/clean.js";
import type { Change } from "../../tools/check/stored-form.js";
import { Command } from "../command.js";
import { exitCode, printError } from "../ending.js";
import type * as option from "../options.js";
import { printJson } from "../terminal.js";

interface CleanOptions extends option.CommonOptions {
  readonly check?: true;
}

export function cleanCommand(): Command {
  return new Command("clean")
    .description("remove outputs from notebooks and format them for committing")
    .argument("[notebooks...]", "notebook files (default: all in notebooks/ of the project)")
    .shared("project")
    .option("--check", "write nothing; exit with 1 if a notebook is not in the stored form")
    .shared("quiet", "json")
    .action(runClean).notes(`
Removed: outputs (except those of cells tagged skip-execution), execution counts, and the metadata that executing and
viewing add (collapsed, scrolled, jupyter.outputs_hidden, execution, user_expressions, trusted, widget state, and this
program's records). Added: missing cell ids, and the name and language of the kernel, as written by JupyterLab.
Sources, attachments, tags and all other metadata are preserved. Files that are not notebooks are not changed.

Examples:
  briefing clean                         all notebooks of the project
  briefing clean notebooks/01-a.ipynb
  briefing clean --check                 for continuous integration`);
}

async function runClean(files: readonly string[], options: CleanOptions): Promise<void> {
  const mode = options.check === true ? "check" : "write";
  const { clean } = await import("../../tools/check/clean.js");
  const results = await clean(files, { project: options.project, mode });
  if (options.json === true)
    printJson(results.map(({ error, ...result }) => ({ ...result, ...(error && { error: error.message }) })));
  else await print(results, mode, options);
  const isAtFault = results.some(
    ({ changes, error }) => error !== undefined || (mode === "check" && changes.length > 0),
  );
  if (isAtFault) process.exitCode = exitCode.fault;
}

async function print(
  results: readonly CleanedNotebook[],
  mode: "check" | "write",
  { quiet }: CleanOptions,
): Promise<void> {
  const { changesByCell } = await import("../../tools/check/stored-form.js");
  for (const { path: file, changes, error } of results) {
    if (error !== undefined) printError(error);
    if (mode === "check") for (const change of changesByCell(changes)) printDifference(file, change);
    else if (quiet !== true && changes.length > 0)
      process.stderr.write(`${pc.green("✓")} ${file}: ${plural(changes.length, "change")}\n`);
  }
  if (quiet === true) return;
  const changed = results.filter(({ changes }) => changes.length > 0).length;
  const unread = results.filter(({ error }) => error !== undefined).length;
  const counts = [
    mode === "check" ? `${changed} not in the stored form` : `${changed} cleaned`,
    `${results.length - changed - unread} already in the stored form`,
    ...(unread > 0 ? [`${unread} unchanged: ${unread === 1 ? "not a notebook" : "not notebooks"}`] : []),
  ];
  process.stdout.write(`${plural(results.length, "notebook")}: ${counts.join(", ")}\n`);
  if (mode === "check" && changed > 0) process.stdout.write("Run: briefing clean\n");
}

function printDifference(file: string, { cell, what }: Change): void {
  const place = cell === undefined ? file : `${file}, cell ${cell.index + 1} (${cell.id})`;
  process.stderr.write(`${pc.red("✗")} ${place}: ${what}\n`);
}
