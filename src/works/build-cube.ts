/** A folder of works → a cube of counts: find the files, read what is new of them, count, write. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { sha256 } from "../lib/hash.js";
import { withLock } from "../lib/lock.js";
import { replaceFile } from "../lib/replace-file.js";
import { shownPath } from "../lib/shown-path.js";
import type { Cube, TableOfCube } from "../model/cube.js";
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
import { literal, withDuckDb, type Engine } from "./duckdb.js";
import { WorksError } from "./errors.js";
import { findWorksFiles, type WorksFile } from "./find-files.js";
import { ingest, type Folders, type Ingested } from "./ingest.js";

export interface BuildSettings extends Omit<CubeSettings, "panel"> {
  readonly folder: string;
  readonly cube: string;
  readonly memoryMb: number;
  readonly threads: number;
  /** Undefined: all years in which there are works. */
  readonly panel: readonly [number, number] | undefined;
}

export type BuildProgress =
  | { readonly kind: "read"; readonly files: number; readonly of: number; readonly records: number }
  | { readonly kind: "count"; readonly table: string };

export interface Built {
  readonly cube: Cube;
  /** Files whose records were kept of an earlier build. */
  readonly unchanged: number;
}

export async function buildCube(
  settings: BuildSettings,
  onProgress: (progress: BuildProgress) => void,
): Promise<Built> {
  const { cube } = settings;
  const files = await findWorksFiles(settings.folder, cube);
  await refuseForeign(cube);
  const onTaken = (holder: string): never => {
    throw new WorksError(`${shownPath(cube)}: another build is writing it (process ${holder}).`, {
      hint: "Wait until it has ended.",
    });
  };
  return withLock(path.join(cube, ".work.lock"), { onTaken }, async () => {
    const folders = { records: path.join(cube, ".records"), scratch: path.join(cube, ".scratch") };
    await rm(folders.scratch, { recursive: true, force: true });
    await mkdir(folders.records, { recursive: true });
    await mkdir(folders.scratch, { recursive: true });
    try {
      const engine = { ...settings, spillFolder: path.join(folders.scratch, "spill") };
      return await withDuckDb(engine, async (connect) => {
        const read = await ingestAll(connect, files, folders, settings.threads, onProgress);
        const made = await count(await connect(), read, settings, folders.scratch, onProgress);
        await removeOthers(folders.records, read);
        return { cube: made, unchanged: read.filter(({ from }) => from === "earlier build").length };
      });
    } finally {
      await rm(folders.scratch, { recursive: true, force: true });
    }
  });
}

/** A cube replaces a cube, and nothing else. */
async function refuseForeign(cube: string): Promise<void> {
  const names = await readdir(cube).catch((error: unknown): readonly string[] => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  });
  if (names.length === 0 || names.includes("cube.json") || names.includes(".records")) return;
  throw new WorksError(`${shownPath(cube)}: there are other files in it, and no cube.`, {
    hint: "Name a new folder: -o DIR",
  });
}

/** Several at once: while the engine reads one, the next is unpacked. The result is in the order of the files. */
async function ingestAll(
  connect: () => Promise<Engine>,
  files: readonly WorksFile[],
  folders: Folders,
  threads: number,
  onProgress: (progress: BuildProgress) => void,
): Promise<readonly Ingested[]> {
  const results: Ingested[] = [];
  let next = 0;
  let done = 0;
  let records = 0;
  let hasFailed = false;
  const worker = async (slot: number): Promise<void> => {
    const engine = await connect();
    for (let at = next++; at < files.length && !hasFailed; at = next++) {
      const file = files[at];
      if (file === undefined) return;
      try {
        const ingested = await ingest(engine, file, folders, slot);
        results[at] = ingested;
        records += ingested.records;
        done += 1;
        onProgress({ kind: "read", files: done, of: files.length, records });
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const workers = Array.from(
    { length: Math.min(files.length, Math.max(2, Math.min(threads, 4))) },
    (_, slot) => worker(slot),
  );
  const ended = await Promise.allSettled(workers);
  for (const each of ended) if (each.status === "rejected") throw each.reason;
  return results;
}

async function count(
  engine: Engine,
  read: readonly Ingested[],
  settings: BuildSettings,
  scratch: string,
  onProgress: (progress: BuildProgress) => void,
): Promise<Cube> {
  const parts = read.flatMap((each) => each.parts);
  if (parts.length === 0) throw new WorksError(`${shownPath(settings.folder)}: its files hold no works.`);
  await engine.run("CREATE MACRO explode(list) AS unnest(list)");
  await engine.run("CREATE MACRO array_size(list) AS len(list)");
  await engine.run("CREATE MACRO arrays_overlap(one, other) AS list_has_any(one, other)");
  await engine.run(`CREATE VIEW records AS SELECT * FROM read_parquet([${parts.map(literal).join(", ")}])`);
  await take(engine, workSteps(settings));
  const panel = settings.panel ?? (await yearsOf(engine, settings));
  const cubeSettings = { pair: settings.pair, years: settings.years, panel };
  await take(engine, panelSteps(cubeSettings));
  const [works = 0, counted = 0] = (
    await first(engine, "SELECT count(*), count(*) FILTER (WHERE left_out = '') FROM all_works")
  ).map(Number);
  const counts = new Map<string, TableOfCube>();
  for (const [name, sql] of cubeTables(cubeSettings)) {
    onProgress({ kind: "count", table: name });
    counts.set(name, await writeTable(engine, sql, tableFile(scratch, name), settings.threads));
  }
  const tables = Object.fromEntries(counts);
  const cube: Cube = {
    $schema: "urn:decoupling-briefing:cube:1",
    engine: engine.name,
    pair: [...settings.pair],
    years: [...settings.years],
    panel: [...panel],
    types: [...countedTypes],
    hyper,
    records: read.reduce((sum, { records }) => sum + records, 0),
    works,
    counted,
    inputs: read.map(({ file: { name }, sha256, records }) => ({ name, sha256, records })),
    tables,
    hash: cubeHash(tables),
  };
  // A build that ends in between leaves tables that cube.json does not know: `works check` finds that.
  for (const name of counts.keys()) await rename(tableFile(scratch, name), tableFile(settings.cube, name));
  await replaceFile(path.join(settings.cube, "cube.json"), `${JSON.stringify(cube, undefined, 2)}\n`);
  return cube;
}

async function take(engine: Engine, steps: readonly Step[]): Promise<void> {
  for (const { name, kind, sql } of steps) await engine.run(`CREATE ${kind} ${name} AS ${sql}`);
}

async function first(engine: Engine, sql: string): Promise<readonly unknown[]> {
  for await (const row of engine.rows(sql)) return row;
  return [];
}

async function yearsOf(engine: Engine, { years }: BuildSettings): Promise<readonly [number, number]> {
  const [from, to] = await first(engine, "SELECT min(year), max(year) FROM works_base");
  return from === null ? years : [Number(from), Number(to)];
}

/** Ordered by all columns, by one thread: the same rows make the same bytes on every machine. */
async function writeTable(engine: Engine, sql: string, file: string, threads: number): Promise<TableOfCube> {
  await engine.run(`CREATE TABLE counted AS ${sql}`);
  await engine.run("SET threads = 1");
  const ordered = "SELECT * FROM counted ORDER BY ALL";
  await engine.run(`COPY (${ordered}) TO ${literal(file)} (FORMAT parquet, COMPRESSION zstd)`);
  const counted = await hashRows(engine, ordered);
  await engine.run(`SET threads = ${threads}`);
  await engine.run("DROP TABLE counted");
  return { ...counted, fileSha256: sha256(await readFile(file)) };
}

/** Of the rows as text, `|` between their cells. */
async function hashRows(engine: Engine, ordered: string): Promise<Pick<TableOfCube, "rows" | "rowsSha256">> {
  const hash = createHash("sha256");
  let rows = 0;
  for await (const row of engine.rows(ordered)) {
    hash.update(`${row.map((cell) => String(cell ?? "")).join("|")}\n`);
    rows += 1;
  }
  return { rows, rowsSha256: hash.digest("hex") };
}

/** Records of files that are no longer there. */
async function removeOthers(folder: string, read: readonly Ingested[]): Promise<void> {
  const used = new Set(read.flatMap(({ parts }) => parts.map((part) => path.basename(path.dirname(part)))));
  for (const name of await readdir(folder))
    if (!used.has(name)) await rm(path.join(folder, name), { recursive: true, force: true });
}
