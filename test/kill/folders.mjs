/** What folders hold, and what is wrong with it. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Files below a folder, by their path in it. */
export const filesUnder = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
        .sort()
    : [];

/** File → hash; a lock is a link to nothing. */
export const contentOf = (folder) =>
  new Map(
    filesUnder(folder).map((file) => {
      const place = path.join(folder, file);
      return [file, existsSync(place) ? createHash("sha256").update(readFileSync(place)).digest("hex") : ""];
    }),
  );

const isSame = (a, b) => a.size === b.size && [...a].every(([file, hash]) => b.get(file) === hash);

/** What a killed build has left of an output folder that held `before`, and held `after` when another had finished it. */
export function faultsOfKilled(left, before, after) {
  const found = new Map([...left].filter(([file]) => !file.startsWith(".briefing-")));
  if (isSame(found, before) || isSame(found, after)) return [];
  const torn = [...found].filter(([file, hash]) => hash !== before.get(file) && hash !== after.get(file));
  // A folder is exchanged file by file: until all are in their places, the folder of the new ones says so.
  const isDecided = [...left.keys()].some((file) => file.startsWith(`.briefing-ready${path.sep}`));
  if (isDecided && torn.length === 0) return [];
  const what = torn.length > 0 ? torn.map(([file]) => file).join(", ") : "some files of each";
  return [`the killed build left output/ neither as it was nor as it becomes: ${what}`];
}

export const faultsOfContent = (folder, expected) =>
  isSame(contentOf(folder), expected) ? [] : ["output/ is not what an undisturbed build writes"];
