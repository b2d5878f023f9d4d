import type { BriefingError } from "../../model/errors.js";
import { parseForeignNotebook } from "../../engine/notebook/parse.js";
import type { CheckedFile, Found } from "./contract.js";
import { changesByCell, toStoredForm } from "./stored-form.js";
import { earlierImports } from "./check-package.js";
import { repeatedIds, type ProjectIds } from "./project-ids.js";

/** Whether notebooks are in the stored form, with unique ids and imports of existing packages. */
export function checkNotebookFiles(files: readonly CheckedFile[], ids: ProjectIds): readonly Found[] {
  const imports = files.flatMap(({ path, notebook }) => earlierImports(path, notebook));
  return [...files.flatMap(checkFile), ...imports, ...repeatedIds(ids), ...ids.unfinished];
}

function checkFile({ path, text }: CheckedFile): readonly Found[] {
  return changesByCell(toStoredForm(text, path).changes).map(({ cell, what }): Found => ({
    path,
    ...(cell && { cell }),
    message: what,
    hint: "Run: briefing clean",
  }));
}

/** Errors in a file that cannot be read as a notebook: all those of its cells, or else the one that stopped parsing. */
export function unreadableNotebook(path: string, text: string, error: BriefingError): readonly Found[] {
  const faults: BriefingError[] = [];
  try {
    parseForeignNotebook(text, path, (fault) => faults.push(fault));
  } catch {
    return [foundOf(error, path)];
  }
  return faults.map((fault) => foundOf(fault, path));
}

/** Converts `path:3:9: …` or `path, cell 2: …` to a finding, with a place if the message has none. */
export function foundOf(
  { message, hint }: BriefingError,
  path: string,
  otherwise: Pick<Found, "line"> = {},
): Found {
  const bare = message.startsWith(path) ? message.slice(path.length).replace(/^[:,] ?/, "") : message;
  const [, line, column, rest] = /^(\d+):(\d+):\s*([^]*)$/.exec(bare) ?? [];
  const place = line === undefined ? otherwise : { line: Number(line), column: Number(column) };
  return { path, ...place, message: rest ?? bare, ...(hint !== undefined && { hint }) };
}
