import { Command, Option } from "commander";
import { readdir, realpath } from "node:fs/promises";
import path from "node:path";
import pc from "picocolors";
import { changesByCell, changesInShort } from "../../tools/check/describe-changes.js";
import type { Change } from "../../tools/check/stored-form.js";
import { BriefingError } from "../../model/errors.js";
import { plural } from "../describe-briefing.js";
import { exitCode } from "../exit-codes.js";
import * as option from "../options.js";
import { printError } from "../print-error.js";
import { refuseMissing } from "../refuse-missing.js";
import { replaceFile } from "../replace-file.js";

interface CleanOptions {
  readonly project?: string;
  readonly check?: true;
  readonly quiet?: true;
  readonly json?: true;
}

export function cleanCommand(): Command {
  return new Command("clean")
    .description("bring notebooks to the stored form: no outputs, no execution counts, one layout")
    .argument("[notebooks...]", "notebook files (default: all in notebooks/ of the project)")
    .addOption(option.projectOption())
    .addOption(new Option("--check", "write nothing; exit with 1 if a notebook is not in the stored form"))
    .addOption(option.quietOption())
    .addOption(option.jsonOption())
    .addHelpText(
      "after",
      `
What goes: outputs (but those of cells tagged skip-execution), execution counts, and the metadata that executing and
viewing leave (collapsed, scrolled, jupyter.outputs_hidden, execution, user_expressions, trusted, widget state, our own
records). What is set: ids of cells that have none, and name and language of the kernel, as JupyterLab would write them.
Sources, attachments, tags and all other metadata stay. A file that is no notebook is left as it is.

Examples:
  briefing clean                         all notebooks of the project
  briefing clean notebooks/01-a.ipynb
  briefing clean --check                 for continuous integration`,
    )
    .action(clean);
}

interface CleanedNotebook {
  readonly path: string;
  readonly changes: readonly Change[];
  readonly error?: BriefingError;
}

async function clean(files: readonly string[], options: CleanOptions): Promise<void> {
  await refuseMissing(files);
  const notebooks = files.length > 0 ? files : await notebooksOf(options.project);
  const mode = options.check === true ? "check" : "write";
  const results: CleanedNotebook[] = [];
  for (const file of notebooks) results.push(await cleanFile(file, mode));
  if (options.json === true) printJson(results);
  else print(results, mode, options.quiet === true ? "quiet" : "normal");
  const isAtFault = results.some(
    ({ changes, error }) => error !== undefined || (mode === "check" && changes.length > 0),
  );
  if (isAtFault) process.exitCode = exitCode.fault;
}

/** Also those that the briefing does not list yet. */
async function notebooksOf(project: string | undefined): Promise<readonly string[]> {
  const { findProject } = await import("../../engine/project/find-project.js");
  const folder = path.join((await findProject(project)).root, "notebooks");
  return (await readdir(folder))
    .filter((name) => name.endsWith(".ipynb") && !name.startsWith("."))
    .sort()
    .map((name) => path.relative(process.cwd(), path.join(folder, name)));
}

async function cleanFile(file: string, mode: "check" | "write"): Promise<CleanedNotebook> {
  const { readNotebookText } = await import("../../engine/execute/load-jobs.js");
  const { toStoredForm } = await import("../../tools/check/stored-form.js");
  const { kernelIdentity } = await import("../kernel-identity.js");
  try {
    const { text, changes } = toStoredForm(await readNotebookText(file), file, kernelIdentity());
    // A link stays a link: what it leads to is written.
    if (mode === "write" && changes.length > 0) await replaceFile(await realpath(file), text);
    return { path: file, changes };
  } catch (error) {
    if (error instanceof BriefingError) return { path: file, changes: [], error };
    throw error;
  }
}

function printJson(results: readonly CleanedNotebook[]): void {
  const shown = results.map(({ path: file, changes, error }) => ({
    path: file,
    changes,
    ...(error && { error: error.message }),
  }));
  process.stdout.write(`${JSON.stringify(shown, undefined, 2)}\n`);
}

function print(
  results: readonly CleanedNotebook[],
  mode: "check" | "write",
  verbosity: "quiet" | "normal",
): void {
  for (const { path: file, changes, error } of results) {
    if (error !== undefined) printError(error);
    if (mode === "check") for (const change of changesByCell(changes)) printDifference(file, change);
    else if (verbosity === "normal" && changes.length > 0)
      process.stderr.write(`${pc.green("✓")} ${file}: ${changesInShort(changes)}\n`);
  }
  if (verbosity === "quiet") return;
  const changed = results.filter(({ changes }) => changes.length > 0).length;
  const unread = results.filter(({ error }) => error !== undefined).length;
  const told = [
    mode === "check" ? `${changed} not in the stored form` : `${changed} cleaned`,
    `${results.length - changed - unread} in the stored form already`,
    ...(unread > 0 ? [`${unread} left as ${unread === 1 ? "it is" : "they are"}: no notebook`] : []),
  ];
  process.stdout.write(`${plural(results.length, "notebook")}: ${told.join(", ")}\n`);
  if (mode === "check" && changed > 0) process.stdout.write("Run: briefing clean\n");
}

function printDifference(file: string, { cell, what }: Change): void {
  const place = cell === undefined ? file : `${file}, cell ${cell.index + 1} (${cell.id})`;
  process.stderr.write(`${pc.red("✗")} ${place}: ${what}\n`);
}
