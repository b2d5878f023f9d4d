import path from "node:path";
import { refuseMissing } from "../../engine/build/path-checks.js";
import { readNotebookText } from "../../engine/execute/load-jobs.js";
import { findRoot } from "../../engine/project/find-project.js";
import { notebookFiles } from "../../engine/project/notebook-files.js";
import { replaceFile } from "../../lib/replace-file.js";
import { shownPath } from "../../lib/shown-path.js";
import { BriefingError } from "../../model/errors.js";
import { toStoredForm, type Change } from "./stored-form.js";

/** "check" writes nothing. */
type Mode = "check" | "write";

export interface CleanedNotebook {
  readonly path: string;
  readonly changes: readonly Change[];
  /** Why it is unchanged. */
  readonly error?: BriefingError;
}

/** Converts notebooks to the stored form: the given ones, or all in the project's notebooks/. */
export async function clean(
  files: readonly string[],
  { project, mode }: { readonly project: string | undefined; readonly mode: Mode },
): Promise<readonly CleanedNotebook[]> {
  await refuseMissing(files);
  const cleaned: CleanedNotebook[] = [];
  for (const file of files.length > 0 ? files : await notebooksOf(project))
    cleaned.push(await cleanFile(file, mode));
  return cleaned;
}

/** Includes notebooks that the briefing does not list yet. */
async function notebooksOf(project: string | undefined): Promise<readonly string[]> {
  const folder = path.join(await findRoot(project), "notebooks");
  const { notebooks } = await notebookFiles(folder, shownPath(folder));
  return notebooks.map((name) => shownPath(path.join(folder, name)));
}

async function cleanFile(file: string, mode: Mode): Promise<CleanedNotebook> {
  try {
    const { text, changes } = toStoredForm(await readNotebookText(file), file);
    if (mode === "write" && changes.length > 0) await replaceFile(file, text);
    return { path: file, changes };
  } catch (error) {
    if (error instanceof BriefingError) return { path: file, changes: [], error };
    throw error;
  }
}
