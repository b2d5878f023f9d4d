/** Lists the contents of folders, and what is wrong with them. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Files below a folder, by path. */
export const filesUnder = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
        .sort()
    : [];

/** File → hash; a lock is a dangling link. */
export const contentOf = (folder) =>
  new Map(
    filesUnder(folder).map((file) => {
      const place = path.join(folder, file);
      return [file, existsSync(place) ? createHash("sha256").update(readFileSync(place)).digest("hex") : ""];
    }),
  );

const isSame = (a, b) => a.size === b.size && [...a].every(([file, hash]) => b.get(file) === hash);

/** The state in which a killed build left an output folder that held `before` and would have held `after`. */
export function faultsOfKilled(left, before, after) {
  const found = new Map([...left].filter(([file]) => !file.startsWith(".briefing-")));
  if (isSame(found, before) || isSame(found, after)) return [];
  const torn = [...found].filter(([file, hash]) => hash !== before.get(file) && hash !== after.get(file));
  // A folder is replaced file by file; until all are in place, the folder of the new ones indicates this.
  const isDecided = [...left.keys()].some((file) => file.startsWith(`.briefing-ready${path.sep}`));
  if (isDecided && torn.length === 0) return [];
  const what = torn.length > 0 ? torn.map(([file]) => file).join(", ") : "some files of each";
  return [`the killed build left output/ neither as it was nor as it becomes: ${what}`];
}

export const faultsOfContent = (folder, expected) =>
  isSame(contentOf(folder), expected) ? [] : ["output/ is not what an undisturbed build writes"];
