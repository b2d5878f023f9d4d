import { closeSync, openSync, readSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { DataProblem } from "../../authoring/load/errors.js";
import type { Resource } from "../../authoring/load/schema.js";
import { shownPath } from "../../lib/shown-path.js";
import { nameOfFile } from "./table-name.js";

/** What `add` reads, and what it says how to save. */
const tables = /\.(?:csv|tsv|tab|json|parquet)(?:\.gz)?$/i;
const foreignTables = /\.(?:xlsx?|xlsm|ods|jsonl|ndjson|dta|sav|rds)(?:\.gz)?$/i;
const noTables = /^(?:readme|licen[cs]e|copying|notice|datapackage\.json)/i;

const notDescribed = "not described in data/datapackage.json";

/** Files of data/ that look like tables and that datapackage.json does not name. */
export async function undescribedFiles(
  project: string,
  resources: readonly Resource[],
): Promise<readonly DataProblem[]> {
  const folder = path.join(project, "data");
  // The source of a table that was written anew may lie beside it.
  const tableNames = new Set(resources.map(({ name }) => name));
  const described = new Set(resources.map((resource) => path.posix.normalize(resource.path)));
  // The tables of a cube of single papers are described by cube.json beside them.
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const cubes = new Set(
    entries
      .filter(({ name }) => name === "cube.json")
      .map(({ parentPath }) => path.relative(folder, parentPath).split(path.sep).join("/")),
  );
  const names = entries
    .map(({ parentPath, name }) =>
      path.relative(folder, path.join(parentPath, name)).split(path.sep).join("/"),
    )
    .filter((name) => !name.split("/").some((part) => part.startsWith(".")))
    .filter((name) => !noTables.test(path.posix.basename(name)) && !described.has(name))
    .filter((name) => !tableNames.has(nameOfFile(name)) && !cubes.has(path.posix.dirname(name)))
    .sort();
  const found: DataProblem[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    if ((await stat(file).catch(() => undefined))?.isFile() !== true) continue;
    const isTable = tables.test(name) && (!/\.json$/i.test(name) || beginsList(file));
    if (isTable)
      found.push({ path: `data/${name}`, message: `${notDescribed}: briefing data add ${typed(file)}` });
    else if (foreignTables.test(name))
      found.push({
        path: `data/${name}`,
        message: `${notDescribed}; save it as CSV in UTF-8, then briefing data add that file`,
      });
  }
  return found;
}

/** JSON that holds a list may be a table; an object is something else that notebooks read. */
function beginsList(file: string): boolean {
  try {
    const opened = openSync(file, "r");
    try {
      const start = Buffer.alloc(100);
      return /^\ufeff?\s*\[/.test(start.toString("utf8", 0, readSync(opened, start)));
    } finally {
      closeSync(opened);
    }
  } catch {
    return false;
  }
}

/** As a shell takes it. */
function typed(file: string): string {
  const shown = shownPath(file);
  return /^[\w./@%+,-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}
