import type { JsonObject } from "../../engine/notebook/contract.js";
import type { BriefingError } from "../../model/errors.js";
import { isJsonObject } from "../../engine/notebook/json.js";
import type { CheckedFile, Found } from "./contract.js";
import { changesByCell, toStoredForm, type KernelIdentity } from "./stored-form.js";
import { invalidParts } from "./notebook-validity.js";
import { repeatedIds, type ProjectIds } from "./project-ids.js";

/** Whether notebooks are valid, in the stored form, and give every id once. */
export function checkNotebookFiles(
  files: readonly CheckedFile[],
  ids: ProjectIds,
  kernel: KernelIdentity,
): readonly Found[] {
  return [...files.flatMap((file) => checkFile(file, kernel)), ...repeatedIds(ids), ...ids.unfinished];
}

function checkFile({ path, text }: CheckedFile, kernel: KernelIdentity): readonly Found[] {
  const stored = toStoredForm(text, path, kernel);
  const unclean = changesByCell(stored.changes).map(({ cell, what }): Found => ({
    path,
    ...(cell && { cell }),
    message: what,
    hint: "Run: briefing clean",
  }));
  // What cleaning puts right has been said.
  return [...invalidParts(JSON.parse(stored.text) as JsonObject, path), ...unclean];
}

/** What is wrong with a file that cannot be read as a notebook: all of it, if it is JSON, else where reading it ended. */
export function unreadableNotebook(path: string, text: string, error: BriefingError): readonly Found[] {
  const invalid = invalidJsonParts(text, path);
  if (invalid.length > 0) return invalid;
  const { message, hint } = error;
  const bare = message.startsWith(`${path}:`) ? message.slice(path.length + 1).trimStart() : message;
  const [, line, column, rest] = /^(\d+):(\d+):\s*([^]*)$/.exec(bare) ?? [];
  return [
    {
      path,
      ...(line !== undefined && { line: Number(line), column: Number(column) }),
      message: rest ?? bare,
      ...(hint !== undefined && { hint }),
    },
  ];
}

function invalidJsonParts(text: string, path: string): readonly Found[] {
  try {
    const stored = JSON.parse(text.replace(/^\uFEFF/, "")) as JsonObject[string];
    return isJsonObject(stored) && stored.nbformat === 4 ? invalidParts(stored, path) : [];
  } catch {
    return [];
  }
}
