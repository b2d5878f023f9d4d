/** Conflict markers that a merge left in data, notebooks and modules, named before anything is executed. */
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
import path from "node:path";
import { conflictLine } from "../../lib/conflict-marker.js";
import { plural } from "../../lib/plural.js";
import { shownPath } from "../../lib/shown-path.js";
import { BriefingError } from "../../model/errors.js";
import type { Project } from "../project/contract.js";

/** Folders that a briefing is made from; modules may be in any of them. */
const folders = ["data", "notebooks", "src"];
/** Made by programs, or of other authors. */
const foreign = /^(?:\..*|node_modules|dist|output)$/;
const isText = /\.(?:csv|tsv|txt|json|jsonl|ndjson|geojson|ya?ml|md|bib|ipynb|sql|[cm]?[jt]s|[jt]sx)$/i;

/**
 * Rejects a project with unresolved conflicts: a table would be read with the lines of both sides. If only notebooks
 * have them, they are reported with the notebooks that fail.
 */
export function refuseConflicts({ root, notebooks }: Pick<Project, "root" | "notebooks">): void {
  const places: string[] = [];
  let areNotebooks = true;
  for (const folder of folders)
    for (const file of textFilesIn(path.join(root, folder))) {
      const line = conflictIn(file);
      if (line === undefined) continue;
      places.push(`  ${shownPath(file)}:${line}`);
      areNotebooks &&= notebooks.includes(file);
    }
  if (areNotebooks) return;
  const have = places.length === 1 ? "has" : "have";
  throw new BriefingError(
    `${plural(places.length, "file")} ${have} conflict markers of a merge:\n${places.join("\n")}`,
    { hint: "Resolve the conflicts, then build again." },
  );
}

/** Synchronously, which is several times faster for many small files. */
function* textFilesIn(folder: string): Generator<string> {
  if (!existsSync(folder)) return;
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (foreign.test(entry.name)) continue;
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* textFilesIn(file);
    else if (entry.isFile() && isText.test(entry.name)) yield file;
  }
}

const marker = Buffer.from("<<<<<<< ");
/** A large table is searched in parts. */
const partBytes = 1 << 24;

/** What cannot be read is reported by what needs it. */
function conflictIn(file: string): number | undefined {
  try {
    if (statSync(file).size > partBytes && !hasMarker(file)) return undefined;
    const content = readFileSync(file);
    return content.includes(marker) ? conflictLine(content.toString("utf8")) : undefined;
  } catch {
    return undefined;
  }
}

function hasMarker(file: string): boolean {
  const opened = openSync(file, "r");
  try {
    const part = Buffer.alloc(partBytes);
    for (let from = 0; ; from += partBytes - marker.length) {
      const count = readSync(opened, part, 0, partBytes, from);
      if (part.subarray(0, count).includes(marker)) return true;
      if (count < partBytes) return false;
    }
  } finally {
    closeSync(opened);
  }
}
