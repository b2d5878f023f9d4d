/** Converts files of works to Parquet records, cached under the file's hash: an unchanged file is read only once. */
import {
  clipped,
  notThere,
  sha256 as hashOfText,
  sha256File,
  shownPath,
  workThrough,
} from "briefing/commands";
import { mkdir, readFile, rename, rm, stat, writeFile, readdir } from "node:fs/promises";
import path from "node:path";
import { allRows, first, literal, type Engine } from "./engine.js";
import { WorksError } from "./errors.js";
import { expectCount, type WorksFile } from "./find-files.js";
import {
  faultHint,
  faultMark,
  jsonSource,
  neededColumns,
  parquetSource,
  recordsOf,
} from "./records-duckdb.js";
import { spoolGzip } from "./spool.js";

type Ingested = Awaited<ReturnType<typeof ingest>>;

interface Kept {
  readonly records: number;
  readonly parts: number;
}

export interface Folders {
  /** Records of earlier builds, one folder per file. */
  readonly records: string;
  /** For this build only. */
  readonly scratch: string;
}

/** Each concurrent worker (`slot`) uses its own part of the scratch folder. */
async function ingest(engine: Engine, file: WorksFile, folders: Folders, slot: number) {
  expect(file, "bytes", (await stat(file.path)).size);
  const sha256 = await sha256File(file.path);
  // Records depend on the SQL and on the folder's update date, so both are part of the key.
  const recipe = hashOfText(`${jsonSource("", 0)}${recordsOf("", file.updated)}`).slice(0, 12);
  const kept = path.join(folders.records, `${sha256}-${recipe}`);
  const earlier = await readKept(kept);
  const { records, parts } =
    earlier ?? (await readAnew(engine, file, kept, path.join(folders.scratch, String(slot))));
  expect(file, "records", records);
  return {
    file,
    sha256,
    records,
    /** Parquet files with the columns of a record. */
    parts: Array.from({ length: parts }, (_, index) => path.join(kept, `${index}.parquet`)),
    from: earlier === undefined ? ("file" as const) : ("earlier build" as const),
  };
}

async function readAnew(engine: Engine, file: WorksFile, kept: string, scratch: string): Promise<Kept> {
  const fresh = path.join(scratch, "records");
  await rm(scratch, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const read = file.format === "parquet" ? readParquet : readGzip;
  const counts = await read(engine, file, fresh, scratch);
  await writeFile(path.join(fresh, "kept.json"), JSON.stringify(counts));
  await rm(kept, { recursive: true, force: true });
  await rename(fresh, kept);
  return counts;
}

/** Written last: a folder without it is incomplete and ignored. */
async function readKept(folder: string): Promise<Kept | undefined> {
  const text = await readFile(path.join(folder, "kept.json"), "utf8").catch(notThere);
  return text === undefined ? undefined : (JSON.parse(text) as Kept);
}

/** The manifest identifies files by name, messages by path. */
const expect = (file: WorksFile, counted: "bytes" | "records", found: number): void => {
  expectCount(file, counted, found, () => shownPath(file.path));
};

async function readGzip(engine: Engine, file: WorksFile, fresh: string, scratch: string): Promise<Kept> {
  let records = 0;
  let parts = 0;
  await spoolGzip(file.path, scratch, async (piece) => {
    const target = path.join(fresh, `${parts}.parquet`);
    const readPiece = (place: string, records: string): Promise<number> =>
      writeRecords(engine, file, jsonSource(place, piece.longestLine), records);
    const read = await readPiece(piece.path, target).catch(async (error: unknown) => {
      if (!isOfContent(error)) throw unreadable(file, error, "");
      const bad = await firstBadLine(piece.path, (half) =>
        readPiece(half, path.join(scratch, "half.parquet")),
      );
      throw unreadable(file, bad.error ?? error, `:${piece.linesBefore + bad.line}`);
    });
    if (read !== piece.records)
      throw new WorksError(
        `${shownPath(file.path)}: it has ${piece.records} lines but only ${read} readable records.`,
        { hint: "Each line must contain one work as JSON." },
      );
    records += read;
    parts += 1;
  });
  return { records, parts };
}

async function readParquet(engine: Engine, file: WorksFile, fresh: string): Promise<Kept> {
  const explain = (error: unknown): never => {
    throw unreadable(file, error, "");
  };
  const described = `SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet(${literal(file.path)}, hive_partitioning=false))`;
  const present = new Set((await allRows(engine, described).catch(explain)).map(([name]) => String(name)));
  const missing = neededColumns.filter((name) => !present.has(name));
  if (missing.length > 0)
    throw new WorksError(`${shownPath(file.path)}: it has no column ${missing.join(", ")}.`, {
      hint: "The files must have OpenAlex's columns. Specify a folder that contains only works.",
    });
  const target = path.join(fresh, "0.parquet");
  const records = await writeRecords(engine, file, parquetSource(file.path, present), target).catch(explain);
  return { records, parts: 1 };
}

/** Returns the number of records. */
const writeRecords = async (
  engine: Engine,
  { updated }: WorksFile,
  source: string,
  target: string,
): Promise<number> =>
  Number(
    (await first(engine, `COPY (${recordsOf(source, updated)}) TO ${literal(target)} (FORMAT parquet)`))[0],
  );

/** A fault of what the file holds, and none that the adapter itself describes. */
const isOfContent = (error: unknown): boolean =>
  error instanceof Error &&
  !faultMark.test(error.message) &&
  /JSON|Invalid Input|Conversion/.test(error.message);

/** Found by halves: DuckDB names the line after one that is no JSON, and any line where a value has another type. */
async function firstBadLine(
  piece: string,
  read: (half: string) => Promise<unknown>,
): Promise<{ readonly line: number; readonly error: unknown }> {
  // Byte by byte, so that what is not UTF-8 stays what it is.
  const lines = (await readFile(piece, "latin1")).split("\n");
  const half = `${piece}.half`;
  let from: number = 0;
  let to: number = lines.length;
  let error: unknown = undefined;
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    await writeFile(half, `${lines.slice(from, middle).join("\n")}\n`, "latin1");
    const fault: unknown = await read(half).then(
      () => undefined,
      (found: unknown) => found,
    );
    if (fault === undefined) from = middle;
    else [to, error] = [middle, fault];
  }
  return { line: from + 1, error };
}

/** DuckDB names the piece; a person knows the file. */
function unreadable(file: WorksFile, error: unknown, line: string): unknown {
  if (error instanceof WorksError) return error;
  const { message } = error as Error;
  const fault = faultMark.exec(message)?.[1];
  if (fault !== undefined) return new WorksError(`${shownPath(file.path)}: ${fault}`, { hint: faultHint });
  if (!isOfContent(error)) return error;
  const [, after = message] = / in line \d+:? ?([^]*)/.exec(message) ?? [];
  const [what = ""] = after.split("\n");
  const said = clipped(what.trim(), 200);
  return new WorksError(`${shownPath(file.path)}${line}: cannot be read as works: ${said}`, {
    cause: error,
    hint: faultHint,
  });
}

export interface ReadProgress {
  readonly kind: "read";
  readonly files: number;
  readonly of: number;
  readonly records: number;
}

/**
 * Reuses records of unchanged files. Runs concurrently: while the engine reads one file, the next is decompressed.
 * Results are in the files' order.
 */
export async function ingestAll(
  connect: () => Promise<Engine>,
  files: readonly WorksFile[],
  folders: Folders,
  threads: number,
  onProgress: (progress: ReadProgress) => void,
): Promise<readonly Ingested[]> {
  const results: Ingested[] = [];
  const engines: Engine[] = [];
  let done = 0;
  let records = 0;
  const workers = Math.min(files.length, Math.max(2, Math.min(threads, 4)));
  await workThrough(files, workers, async (file, index, slot) => {
    const engine = (engines[slot] ??= await connect());
    const ingested = await ingest(engine, file, folders, slot);
    results[index] = ingested;
    records += ingested.records;
    done += 1;
    onProgress({ kind: "read", files: done, of: files.length, records });
  });
  return results;
}

/** Removes records of files that no longer exist. */
export async function removeOthers(folder: string, read: readonly Ingested[]): Promise<void> {
  const used = new Set(read.flatMap(({ parts }) => parts.map((part) => path.basename(path.dirname(part)))));
  for (const name of await readdir(folder))
    if (!used.has(name)) await rm(path.join(folder, name), { recursive: true, force: true });
}
