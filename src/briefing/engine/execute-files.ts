/** Executes notebook files and writes executed copies, as `jupyter execute` does. */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { sha256 } from "../lib/hash.js";
import { executedName, isTextNotebook } from "../lib/notebook-name.js";
import { replaceFile } from "../lib/replace-file.js";
import { UsageError } from "../model/errors.js";
import type { BuildEffects, Executed, ExecutionOptions } from "./build/contract.js";
import { executeJobs, executeSettings } from "./build/execute-jobs.js";
import { refuseFile, type Target, writeOwnFile } from "./build/output-file.js";
import { refuseMissing } from "./build/path-checks.js";
import type { ExecuteSettings } from "./execute/contract.js";
import { loadJobs } from "./execute/load-jobs.js";
import { stringifyNotebook } from "./notebook/stringify.js";
import type { Overwrite } from "./render/write.js";
import { struckSentences } from "./report/struck-sentences.js";
import { cacheFolder } from "./store/location.js";
import { cacheLimit, keepToLimit } from "./store/size.js";
import { Store } from "./store/store.js";

export interface ExecuteFilesOptions extends ExecutionOptions {
  /** Kernel to use instead of the notebook's own. */
  readonly kernel?: string | undefined;
  readonly onCellError?: ExecuteSettings["onCellError"];
  /** Where copies go: over the notebooks, or to a file (for one notebook) if `to` ends in .ipynb, else a folder. */
  readonly write: "nothing" | "in-place" | { readonly to: string };
  /** Which files may be overwritten at that path. Default: "own". */
  readonly overwrite?: Overwrite;
}

export interface ExecutedFiles extends Executed {
  /** Files that were written; failed notebooks are not. */
  readonly written: readonly string[];
  /** Notebooks that were saved while they were executed in place: the saved version is kept. */
  readonly savedMeanwhile: readonly string[];
}

export async function executeFiles(
  files: readonly string[],
  options: ExecuteFilesOptions,
  effects: BuildEffects = {},
): Promise<ExecutedFiles> {
  const targets = await targetsOf(files, options);
  for (const target of targets.values()) await refuseFile(target);
  await refuseMissing(files);
  const { signal, onProgress } = effects;
  const store = effects.store ?? new Store(cacheFolder(path.dirname(path.resolve(files[0] ?? "."))));
  const limit = cacheLimit();
  const settings = executeSettings(options, {
    signal,
    onProgress,
    kernel: options.kernel,
    onCellError: options.onCellError,
  });
  const executing = { settings, store, cache: "ignore" } as const;
  const hashes = files.map(async (file) => [file, await hashOf(file)] as const);
  const before = options.write === "in-place" ? new Map(await Promise.all(hashes)) : undefined;
  const notebooks = await executeJobs(await loadJobs([...new Set(files)]), executing, effects);
  await keepToLimit(store.folder, limit);
  const written: string[] = [];
  const savedMeanwhile: string[] = [];
  for (const { path: file, notebook, failures } of notebooks) {
    const target = targets.get(file);
    if (failures.length > 0 || target === undefined) continue;
    const content = stringifyNotebook(notebook);
    if (before === undefined) await writeOwnFile(target, content);
    else if ((await hashOf(file)) === before.get(file)) await replaceFile(file, content);
    else {
      savedMeanwhile.push(file);
      continue;
    }
    written.push(target.file);
  }
  return { notebooks, falseSentences: struckSentences(notebooks), written, savedMeanwhile };
}

/** Undefined for an unreadable file. */
const hashOf = (file: string): Promise<string | undefined> => readFile(file).then(sha256, () => undefined);

async function targetsOf(
  files: readonly string[],
  { write, overwrite = "own" }: ExecuteFilesOptions,
): Promise<ReadonlyMap<string, Target>> {
  const hint =
    "Name another place: -o FILE.ipynb or -o FOLDER. To overwrite the executed notebooks: --inplace";
  if (write === "nothing") return new Map();
  if (write === "in-place") {
    const text = files.find(isTextNotebook);
    if (text !== undefined)
      throw new UsageError(
        `${text} is a text notebook, which stores no outputs: --inplace cannot write it.`,
        {
          hint: `Without --inplace, it is executed and nothing is written. For a copy with its outputs: -o ${executedName(text)}`,
        },
      );
    return new Map(files.map((file) => [file, { file, overwrite: "any", hint }]));
  }
  const copies = [...(await copiesOf(files, write.to))];
  return new Map(copies.map(([file, to]) => [file, { file: to, overwrite, hint, inputs: files }]));
}

/** The file of each copy; two with the same path are rejected before anything is executed. */
async function copiesOf(files: readonly string[], to: string): Promise<ReadonlyMap<string, string>> {
  const isFolder = (await stat(to).catch(() => undefined))?.isDirectory() === true;
  if (to.endsWith(".ipynb") && !isFolder) {
    if (files.length > 1) {
      throw new UsageError(`-o ${to} is one file, but there are ${files.length} notebooks.`, {
        hint: "Give a folder: -o executed/",
      });
    }
    return new Map(files.map((file) => [file, to]));
  }
  if (isTextNotebook(to) && !isFolder)
    throw new UsageError(`-o ${to}: an executed copy has outputs, which a text notebook does not store.`, {
      hint: `Name a notebook of the other form: -o ${to.replace(/md$/, "ipynb")}`,
    });
  const targets = new Map(files.map((file) => [file, path.join(to, executedName(file))]));
  const first = new Map<string, string>();
  for (const [file, target] of targets) {
    const other = first.get(target);
    if (other !== undefined && path.resolve(other) !== path.resolve(file)) {
      throw new UsageError(`${other} and ${file} would both be written to ${target}.`, {
        hint: "Execute them separately, with two folders.",
      });
    }
    first.set(target, file);
  }
  return targets;
}
