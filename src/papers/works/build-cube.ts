/** Builds a cube of counts from a folder of works: find the files, read new ones, count, write. */
import { type Cube, notThere, shownPath, withLock } from "briefing/commands";
import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import {
  countCube,
  duckDbCounter,
  noRecords,
  prepare,
  type CountProgress,
  type CountSettings,
  type Counter,
} from "./count-cube.js";
import { withDuckDb, type DuckDb } from "./duckdb.js";
import { literal } from "./engine.js";
import { WorksError } from "./errors.js";
import { findWorksFiles } from "./find-files.js";
import { type Folders, ingestAll, removeOthers, type ReadProgress } from "./ingest.js";
import { withoutRecords } from "./records-duckdb.js";
import { connectTo, type SparkSession } from "./spark/client.js";
import { readRecords } from "./spark/read.js";
import type { Remote } from "./spark/remote.js";

export interface BuildSettings extends CountSettings {
  /** A path or, with Spark, also a URL: `s3a://bucket/works`. */
  readonly folder: string;
  readonly memoryMb: number;
  /** The Spark server that counts; undefined: DuckDB on this machine. */
  readonly remote: Remote | undefined;
}

export type BuildProgress = ReadProgress | CountProgress;

export interface Built {
  readonly cube: Cube;
  /** Files whose records were reused from an earlier build. */
  readonly unchanged: number;
}

type OnProgress = (progress: BuildProgress) => void;

export function buildCube(settings: BuildSettings, onProgress: OnProgress): Promise<Built> {
  const { remote } = settings;
  return remote === undefined
    ? buildWithDuckDb(settings, onProgress)
    : buildWithSpark(remote, settings, onProgress);
}

async function buildWithDuckDb(settings: BuildSettings, onProgress: OnProgress): Promise<Built> {
  const files = await findWorksFiles(settings.folder, settings.cube);
  return inCubeFolder(settings, async (connect, folders) => {
    await mkdir(folders.records, { recursive: true });
    const read = await ingestAll(connect, files, folders, settings.threads, onProgress);
    const parts = read.flatMap((each) => each.parts);
    if (parts.length === 0) throw noRecords(shownPath(settings.folder));
    const duckDb = await connect();
    await prepare(duckDb, `SELECT * FROM read_parquet([${parts.map(literal).join(", ")}])`);
    const inputs = read.map(({ file: { name }, sha256, records }) => ({ name, sha256, records }));
    const counter = duckDbCounter(duckDb);
    const cube = await countCube(counter, duckDb, inputs, settings, folders.scratch, onProgress);
    await removeOthers(folders.records, read);
    return { cube, unchanged: read.filter(({ from }) => from === "earlier build").length };
  });
}

/** Spark reads all files each time. DuckDB writes the counted rows, so that the tables are identical to the byte. */
async function buildWithSpark(
  remote: Remote,
  settings: BuildSettings,
  onProgress: OnProgress,
): Promise<Built> {
  const spark = await connectTo(remote);
  try {
    return await inCubeFolder(settings, async (connect, folders) => {
      onProgress({ kind: "count", table: "records" });
      const inputs = await readRecords(spark, settings.folder, settings.cube);
      if (inputs.every(({ records }) => records === 0)) throw noRecords(settings.folder);
      const duckDb = await connect();
      await prepare(duckDb, withoutRecords);
      const counter = sparkCounter(spark, duckDb);
      const cube = await countCube(counter, duckDb, inputs, settings, folders.scratch, onProgress);
      return { cube, unchanged: 0 };
    });
  } finally {
    await spark.close();
  }
}

/** Locks the cube's folder for this build and provides a DuckDB that spills to it when memory runs out. */
async function inCubeFolder<Result>(
  settings: BuildSettings,
  work: (connect: () => Promise<DuckDb>, folders: Folders) => Promise<Result>,
): Promise<Result> {
  const { cube } = settings;
  await checkReplaceable(cube);
  const onTaken = (holder: string): never => {
    throw new WorksError(`${shownPath(cube)}: another build is writing to it (process ${holder}).`, {
      hint: "Wait for it to finish.",
    });
  };
  return withLock(path.join(cube, ".work.lock"), { onTaken }, async () => {
    const folders = { records: path.join(cube, ".records"), scratch: path.join(cube, ".scratch") };
    await rm(folders.scratch, { recursive: true, force: true });
    await mkdir(folders.scratch, { recursive: true });
    try {
      const engine = { ...settings, spillFolder: path.join(folders.scratch, "spill") };
      return await withDuckDb(engine, (connect) => work(connect, folders));
    } finally {
      await rm(folders.scratch, { recursive: true, force: true });
    }
  });
}

/** Ensures that a cube only ever replaces a cube. */
async function checkReplaceable(cube: string): Promise<void> {
  const names = (await readdir(cube).catch(notThere)) ?? [];
  if (names.length === 0 || names.includes("cube.json") || names.includes(".records")) return;
  throw new WorksError(`${shownPath(cube)} contains other files but no cube.`, {
    hint: "Choose a new folder with -o DIR.",
  });
}

/**
 * DuckDB runs the same SQL on empty `records` to determine each table's columns and types. In Spark, a table is a view
 * whose rows are cached by the workers; if a worker dies, Spark recomputes its part.
 */
const sparkCounter = (spark: SparkSession, duckDb: DuckDb): Counter => ({
  engine: spark,
  async create({ name, kind, sql }) {
    await duckDb.run(`CREATE VIEW ${name} AS ${sql}`);
    await spark.run(`CREATE OR REPLACE TEMPORARY VIEW ${name} AS ${sql}`);
    if (kind === "table") await spark.keep(name);
  },
  async materialize(table, sql) {
    await duckDb.run(`CREATE TABLE ${table} AS ${sql}`);
    await duckDb.append(table, spark.rows(sql));
  },
});
