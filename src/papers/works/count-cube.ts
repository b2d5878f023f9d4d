/** Computes the cube's tables and cube.json from records. Any engine may count, but DuckDB writes the tables. */
import { createHash } from "node:crypto";
import { readFile, rename } from "node:fs/promises";
import path from "node:path";
import { type Cube, cubeSchemaId, replaceFile, sha256, type TableOfCube } from "briefing/commands";
import { cubeHash, tableFile } from "./cube.js";
import {
  countedTypes,
  cubeTables,
  hyper,
  panelSteps,
  workSteps,
  type CubeSettings,
  type Step,
} from "./cube-sql.js";
import type { DuckDb } from "./duckdb.js";
import { first, literal, type Engine } from "./engine.js";
import { WorksError } from "./errors.js";
import { rejectOneSided } from "./one-sided.js";

export interface CountSettings extends Omit<CubeSettings, "panel"> {
  readonly cube: string;
  readonly threads: number;
  /** Undefined: all years that have works. */
  readonly panel: readonly [number, number] | undefined;
}

export interface CountProgress {
  readonly kind: "count";
  readonly table: string;
}

/** An engine with a view `records`. */
export interface Counter {
  readonly engine: Engine;
  readonly create: (step: Step) => Promise<void>;
  /** Creates a table in DuckDB from the rows of a query. */
  readonly materialize: (table: string, sql: string) => Promise<void>;
}

/** Defines functions under Spark's names, and the view `records`. */
export async function prepare(duckDb: DuckDb, records: string): Promise<void> {
  await duckDb.run("CREATE MACRO explode(list) AS unnest(list)");
  await duckDb.run("CREATE MACRO array_size(list) AS len(list)");
  await duckDb.run("CREATE MACRO arrays_overlap(one, other) AS list_has_any(one, other)");
  await duckDb.run(`CREATE VIEW records AS ${records}`);
}

export const duckDbCounter = (duckDb: DuckDb): Counter => ({
  engine: duckDb,
  create: ({ name, kind, sql }) => duckDb.run(`CREATE ${kind} ${name} AS ${sql}`),
  materialize: (table, sql) => duckDb.run(`CREATE TABLE ${table} AS ${sql}`),
});

export async function countCube(
  { engine, create, materialize }: Counter,
  duckDb: DuckDb,
  inputs: Cube["inputs"],
  settings: CountSettings,
  scratch: string,
  onProgress: (progress: CountProgress) => void,
): Promise<Cube> {
  for (const step of workSteps(settings)) await create(step);
  const panel = settings.panel ?? (await yearsOf(engine, settings));
  const cubeSettings = { pair: settings.pair, years: settings.years, panel };
  for (const step of panelSteps(cubeSettings)) await create(step);
  const [works = 0, counted = 0, signed = 0] = (
    await first(
      engine,
      "SELECT count(*), count(*) FILTER (WHERE left_out = ''), count(*) FILTER (WHERE author_count > 0) FROM all_works",
    )
  ).map(Number);
  if (works > 0 && signed === 0)
    throw new WorksError("None of the works has authorships, so that none has a country.", {
      hint: "Download them with all of their columns.",
    });
  const counts = new Map<string, TableOfCube>();
  for (const [name, sql] of cubeTables(cubeSettings)) {
    onProgress({ kind: "count", table: name });
    await materialize("counted", sql);
    counts.set(name, await writeTable(duckDb, tableFile(scratch, name), settings.threads));
  }
  await rejectOneSided(duckDb, settings.pair, (name) => `read_parquet(${literal(tableFile(scratch, name))})`);
  const tables = Object.fromEntries(counts);
  const cube: Cube = {
    $schema: cubeSchemaId,
    engine: engine.name,
    ...cubeSettings,
    types: countedTypes,
    hyper,
    records: inputs.reduce((sum, { records }) => sum + records, 0),
    works,
    counted,
    inputs,
    tables,
    hash: cubeHash(tables),
  };
  // A build interrupted here leaves tables that do not match cube.json, which `works check` detects.
  for (const name of counts.keys()) await rename(tableFile(scratch, name), tableFile(settings.cube, name));
  await replaceFile(path.join(settings.cube, "cube.json"), `${JSON.stringify(cube, undefined, 2)}\n`);
  return cube;
}

export const noRecords = (folder: string): WorksError =>
  new WorksError(`${folder}: its files contain no works.`);

async function yearsOf(engine: Engine, { years }: CountSettings): Promise<readonly [number, number]> {
  const [from, to] = await first(engine, "SELECT min(year), max(year) FROM works_base");
  return from === null ? years : [Number(from), Number(to)];
}

/** Sorted by all columns in a single thread, so that equal rows give identical files on every machine. */
async function writeTable(duckDb: DuckDb, file: string, threads: number): Promise<TableOfCube> {
  await duckDb.run("SET threads = 1");
  const ordered = "SELECT * FROM counted ORDER BY ALL";
  await duckDb.run(`COPY (${ordered}) TO ${literal(file)} (FORMAT parquet, COMPRESSION zstd)`);
  const counted = await hashRows(duckDb, ordered);
  await duckDb.run(`SET threads = ${threads}`);
  await duckDb.run("DROP TABLE counted");
  return { ...counted, fileSha256: sha256(await readFile(file)) };
}

/** Hash of the rows as text, with cells separated by `|`. */
async function hashRows(engine: Engine, ordered: string): Promise<Pick<TableOfCube, "rows" | "rowsSha256">> {
  const hash = createHash("sha256");
  let rows = 0;
  for await (const row of engine.rows(ordered)) {
    hash.update(`${row.map((cell) => String(cell ?? "")).join("|")}\n`);
    rows += 1;
  }
  return { rows, rowsSha256: hash.digest("hex") };
}
