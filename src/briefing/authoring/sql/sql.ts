/** SQL over the tables of data/ in a notebook. */
import { closeSync, existsSync, openSync, statSync } from "node:fs";
import path from "node:path";
import { loadCube } from "../load/cube.js";
import { findPackage, type LocatedPackage, tableFile } from "../load/data-folder.js";
import { DataError } from "../load/errors.js";
import { load, loadTable } from "../load/load.js";
import { describeRows } from "../load/records.js";
import { columnNotes } from "./column-notes.js";
import { noteRead } from "../load/reads.js";
import type { DataRow, Resource } from "../load/schema.js";
import { Database } from "./database.js";

export type SqlParameter =
  string | number | bigint | boolean | null | readonly string[] | readonly number[] | readonly bigint[];

/**
 * The rows of a query over the tables of data/datapackage.json and, as `cube.pairs`, over those of a cube in data/cube:
 * ``await sql<{ year: number; works: number }>`SELECT year, sum(works) AS works FROM pairs WHERE year > ${from} GROUP
 * BY year ORDER BY year` ``. The dialect is DuckDB's (duckdb.org/docs/sql), limited to SELECT.
 *
 * Each `${…}` is a value, never a piece of SQL; lists go after IN. Rows always come in the same order: a query with
 * several rows requires ORDER BY, and ties are broken by all columns. Dates and times are ISO text, whole numbers and
 * decimals are numbers. A single thread makes sums of fractions the same everywhere. Tables of the data package are
 * checked as in `load`.
 *
 * Throws a DataError if the query is invalid, reads anything but those tables, depends on chance or the date, returns a
 * whole number beyond ±2⁵³ or a list, or if `@duckdb/node-api` is not installed.
 */
export async function sql<Row extends object = DataRow>(
  text: TemplateStringsArray,
  ...parameters: readonly SqlParameter[]
): Promise<readonly Row[]> {
  const located = findPackage();
  const database = await databaseOf(located.project);
  try {
    const asked = text.map((part, at) => (at === 0 ? part : `$${at}${part}`)).join("");
    const query = await database.parse(asked, parameters.length);
    for (const table of query.tables) await provide(table, located, database);
    const notes = columnNotes(query.node, (table) => resourceOf(table, located)?.fields);
    const rows = await database.rows(query, parameters);
    return describeRows(rows, notes) as readonly object[] as readonly Row[];
  } finally {
    database.close();
  }
}

const cubeOf = (project: string): string => path.join(project, "data", "cube");

/** Lives as long as the kernel. */
let opened: { readonly project: string; readonly database: Database } | undefined;

async function databaseOf(project: string): Promise<Database> {
  // An interrupt may arrive while it is being opened; a promise that never settles must not be kept.
  if (opened?.project !== project) opened = { project, database: await Database.open(cubeOf(project)) };
  return opened.database.again();
}

async function provide(table: string, located: LocatedPackage, database: Database): Promise<void> {
  if (table.startsWith("cube.")) {
    const { name, file } = fileInCube(cubeOf(located.project), table.slice("cube.".length));
    noteRead({ file });
    noteReading(file);
    await database.offerFile(name, file);
    return;
  }
  const resource = resourceOf(table, located);
  if (resource === undefined) {
    // Reports which tables exist.
    load(table);
    return;
  }
  const { file } = tableFile(located, resource);
  // DuckDB does not report which rows the query uses.
  noteRead({ file });
  const version = existsSync(file) ? versionOf(file) : "";
  if (version !== "" && (await database.offers(resource.name, version))) noteReading(file);
  else await database.fill(resource, loadTable(resource.name).rows.all, version);
}

function versionOf(file: string): string {
  const { mtimeMs, size } = statSync(file);
  return `${mtimeMs} ${size}`;
}

/** The kernel tracks reads through Node.js, so that a cell runs again if a file that its query read changes. */
function noteReading(file: string): void {
  closeSync(openSync(file, "r"));
}

/** SQL ignores case. */
function resourceOf(table: string, { descriptor }: LocatedPackage): Resource | undefined {
  const alike = descriptor.resources.filter(({ name }) => name.toLowerCase() === table.toLowerCase());
  return alike.find(({ name }) => name === table) ?? alike[0];
}

function fileInCube(folder: string, table: string): { readonly name: string; readonly file: string } {
  const hint = "Build a cube from works: briefing works build DIR -o data/cube";
  const cube = loadCube();
  if (cube === null) throw new DataError("There is no cube in data/cube.", { hint });
  const names = Object.keys(cube.facts.tables);
  const name = names.find((one) => one.toLowerCase() === table.toLowerCase());
  if (name === undefined)
    throw new DataError(`The cube in data/cube has no table "${table}".`, {
      hint: `It has ${names.join(", ")}.`,
    });
  const file = path.join(folder, `${name}.parquet`);
  if (!existsSync(file)) throw new DataError(`data/cube/${name}.parquet is missing.`, { hint });
  return { name, file };
}
