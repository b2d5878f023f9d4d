/** Rejects paths that cannot be read or written at the start, before any work that would be lost. */
import { isInsideOrSame } from "../../lib/file-inside.js";
import { existsSync, realpathSync } from "node:fs";
import { mkdtemp, rmdir, stat } from "node:fs/promises";
import path from "node:path";
import { executedName } from "../../lib/notebook-name.js";
import { shownPath } from "../../lib/shown-path.js";
import { UsageError } from "../../model/errors.js";
import { folderProblem, problemOf } from "../execute/load-jobs.js";
import { type Overwrite, refuseForeign } from "../render/write.js";

/** Rejects an output folder that a briefing of these notebooks could not be written to. */
export async function refuseOutput(
  folder: string,
  notebooks: readonly string[],
  overwrite: Overwrite,
): Promise<void> {
  await refuseFolder(folder, "Name another folder: -o DIR");
  const stored = notebooks.map((notebook) => `notebooks/${executedName(notebook)}`);
  // Names of figures are known only after the notebooks are executed: writing checks again.
  await refuseForeign(folder, ["report.json", "briefing.md", "briefing.html", ...stored], overwrite);
}

/** Rejects the project's own folder, notebooks/ and data/ as output, even if files may be overwritten. */
export function refuseSources(output: string, root: string): void {
  const isSource =
    realPath(output) === realPath(root) ||
    ["notebooks", "data"].some((name) => leadsInto(path.join(root, name), output));
  if (isSource)
    throw new UsageError(
      `${shownPath(output)} holds what the briefing is made of, and nothing is written there.`,
      { hint: "Name another folder: -o DIR" },
    );
}

/** A draft must not pass for the briefing, so it needs a separate folder. */
export function refuseDraft(given: string | undefined, usual: string): void {
  const hint = "Name another folder: briefing build --draft -o /tmp/draft";
  if (given === undefined) throw new UsageError("--draft needs a folder to write to.", { hint });
  if (leadsInto(usual, path.resolve(given)))
    throw new UsageError(`--draft does not write to ${shownPath(usual)}, the project's own output.`, {
      hint,
    });
}

/** Rejects a folder that is git's or not writable; for one that does not exist, its nearest parent is tested. */
export async function refuseFolder(folder: string, hint: string): Promise<void> {
  if (realPath(path.resolve(folder)).split(path.sep).includes(".git"))
    throw new UsageError(`${folder} is in the folder .git, which belongs to git.`, { hint });
  let nearest = path.resolve(folder);
  let found = await stat(nearest).catch(() => undefined);
  while (found === undefined && nearest !== path.dirname(nearest)) {
    nearest = path.dirname(nearest);
    found = await stat(nearest).catch(() => undefined);
  }
  if (found?.isDirectory() !== true)
    throw new UsageError(`Cannot write to ${folder}: ${nearest} is not a folder.`, { hint });
  // Tests by writing: some file systems (/proc, /sys) report root access but accept no folder, and creating one there
  // recursively would never end.
  try {
    await rmdir(await mkdtemp(path.join(nearest, ".briefing-")));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError(`Cannot write to ${folder}: ${nearest} is not writable (${String(code)}).`, {
      hint,
      cause,
    });
  }
}

/** Whether a path is a folder or inside it, also by way of links. */
function leadsInto(folder: string, place: string): boolean {
  return isInsideOrSame(realPath(folder), realPath(place));
}

/** Resolves links in the part of the path that exists. */
export function realPath(place: string): string {
  if (existsSync(place)) return realpathSync(place);
  const folder = path.dirname(place);
  return folder === place ? place : path.join(realPath(folder), path.basename(place));
}

/** Rejects notebook paths that lead to no file, before work on the others begins. */
export async function refuseMissing(notebooks: readonly string[]): Promise<void> {
  const found = await Promise.all(notebooks.map(async (file) => [file, await problemOf(file)] as const));
  const problems = found.filter(([, problem]) => problem !== undefined);
  if (problems.length === 0) return;
  const [folder] = problems.find(([, problem]) => problem === folderProblem) ?? [];
  throw new UsageError(problems.map(([file, problem]) => `${file}: ${problem ?? ""}.`).join("\n"), {
    hint:
      folder === undefined
        ? "Check the name. Nothing was executed."
        : `Name the notebooks in it: ${folder.replace(/\/+$/, "")}/*.ipynb`,
  });
}
