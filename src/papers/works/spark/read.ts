/** Creates the view `records` from a folder of works on shared storage, checking each file as far as possible. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { clipped, type Cube } from "briefing/commands";
import { allRows } from "../engine.js";
import { WorksError } from "../errors.js";
import {
  applyManifest,
  byName,
  expectCount,
  formatOf,
  type Listed,
  type Manifest,
  noWorks,
} from "../find-files.js";
import { faultHint } from "../records-duckdb.js";
import type { SparkSession } from "./client.js";
import { firstLine, SparkFailure } from "./failure.js";
import { dayOfFolder, faultMark, packedWorks, recordsOf, worksView, filesView } from "./records.js";

/** A folder by the URL that Spark uses. */
type Place = ReturnType<typeof worksFolder>;

interface SparkFile extends Listed {
  readonly bytes: number;
}

/** Overrides a cluster's defaults: nothing is skipped, and failed computations are errors. */
const settings = [
  "spark.sql.ansi.enabled=true",
  "spark.sql.files.ignoreCorruptFiles=false",
  "spark.sql.files.ignoreMissingFiles=false",
];

/** Accepts a path or the URL of a folder in remote storage: `s3a://bucket/works`. */
export function worksFolder(folder: string) {
  const [, scheme] = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)/.exec(folder) ?? [];
  const uri =
    scheme === undefined
      ? decodeURIComponent(pathToFileURL(path.resolve(folder)).href)
      : scheme + path.posix.join("/", folder.slice(scheme.length)).replace(/\/$/, "");
  if (/[{}[\]*?\\]/.test(uri))
    throw new WorksError(`${uri}: Spark would treat this name as a pattern.`, {
      hint: "Use a name without { } [ ] * ? and \\.",
    });
  const depth = uri.replace(/^[a-z0-9+.-]+:\/\/[^/]*/, "").split("/").length - 1;
  /** A regular expression for JavaScript and Java that matches the folder at the start of a file's URL. */
  const inFolder = `^[a-z0-9+.-]+(?:://[^/]*|:)(?:/[^/]+){${depth}}/`;
  return { uri, inFolder };
}

/** Spark returns file names as URLs, with special characters encoded as %XX. */
const nameIn = ({ inFolder }: Place, address: string): string =>
  decodeURIComponent(address.replace(new RegExp(inFolder), ""));

/** Returns the files sorted by name. Parquet files below the path `cube` are not treated as works. */
export async function readRecords(
  spark: SparkSession,
  folder: string,
  cube: string,
): Promise<Cube["inputs"]> {
  if (!/^spark (?:[4-9]|\d\d)/.test(spark.name))
    throw new WorksError(`The server is ${spark.name}, but counting works requires Spark 4 or later.`);
  const place = worksFolder(folder);
  const show = (name: string): string => `${place.uri.replace(/^file:\/\//, "")}/${name}`;
  const cubeFolder = `${decodeURIComponent(pathToFileURL(cube).href)}/`;
  for (const setting of settings) await spark.run(`SET ${setting}`);
  const files = await listFiles(spark, place, cubeFolder, show);
  await spark.run(worksView(place.uri));
  const records = recordsOf({ file: "input_file_name()", day: dayOfFolder(place.inFolder) });
  await spark.run(`CREATE OR REPLACE TEMPORARY VIEW records AS ${records}`);
  const explain = (error: unknown): never => {
    throw unreadable(error, (address) => show(nameIn(place, address)));
  };
  await spark.keep("records").catch(explain);
  const counts = await numbersByFile(spark, place, "SELECT file, count(*) FROM records GROUP BY file");
  const inputs = files.map((file) => {
    const records = counts.get(file.name) ?? 0;
    expectCount(file, "records", records, show);
    counts.delete(file.name);
    return { name: file.name, records };
  });
  const [unlisted] = counts.keys();
  if (unlisted !== undefined)
    throw new WorksError(`${show(unlisted)}: added to the folder while Spark was reading it.`, {
      hint: "Run the command again when all files are in place.",
    });
  return inputs;
}

async function listFiles(
  spark: SparkSession,
  place: Place,
  cubeFolder: string,
  show: (name: string) => string,
): Promise<readonly SparkFile[]> {
  const pathGlobFilter = `{${packedWorks},*.parquet}`;
  const view = filesView("works_files", "binaryFile", place.uri, { pathGlobFilter });
  await spark.run(view).catch((error: unknown) => {
    if (!(error instanceof SparkFailure) || !error.message.includes("PATH_NOT_FOUND")) throw error;
    throw new WorksError(`${place.uri}: Spark cannot find this folder.`, {
      cause: error,
      hint: "Spark's driver and every worker must be able to access it at this address.",
    });
  });
  const sizes = await numbersByFile(spark, place, "SELECT input_file_name(), length FROM works_files");
  const found: SparkFile[] = [];
  for (const address of await spark.filesOf("works_files")) {
    const name = nameIn(place, address);
    if (formatOf(name) === "jsonl.gz") found.push({ name, bytes: sizes.get(name) ?? 0, expected: undefined });
    else if (!`${place.uri}/${name}`.startsWith(cubeFolder))
      throw new WorksError(`${show(name)}: with Spark, works are read only from *.gz.`, {
        hint: "Choose a folder without Parquet files, or count with DuckDB.",
      });
  }
  if (found.length === 0) throw noWorks(place.uri);
  let files: readonly SparkFile[] = found.sort(byName);
  for (const manifest of await readManifests(spark, place)) files = applyManifest(manifest, files, show);
  for (const file of files) {
    // Spark reads an empty file as one without records.
    if (file.bytes === 0)
      throw new WorksError(`${show(file.name)}: the file is empty.`, { hint: "Download it again." });
    expectCount(file, "bytes", file.bytes, show);
  }
  return files;
}

const numbersByFile = async (spark: SparkSession, place: Place, sql: string): Promise<Map<string, number>> =>
  new Map((await allRows(spark, sql)).map(([file, number]) => [nameIn(place, String(file)), Number(number)]));

async function readManifests(spark: SparkSession, place: Place): Promise<readonly Manifest[]> {
  const options = { pathGlobFilter: "manifest.json", wholetext: "true" };
  await spark.run(filesView("manifests", "text", place.uri, options));
  return (await allRows(spark, "SELECT input_file_name(), value FROM manifests"))
    .map(([address, content]) => ({ name: nameIn(place, String(address)), text: String(content) }))
    .sort(byName);
}

/** Spark reports the reason why a file is unreadable only in the causes of its error. */
function unreadable(error: unknown, show: (address: string) => string): unknown {
  if (!(error instanceof SparkFailure)) return error;
  for (const message of error.messages) {
    const [, file, fault] = faultMark.exec(message) ?? [];
    if (file !== undefined && fault !== undefined)
      return new WorksError(`${show(file)}: ${fault}`, { cause: error, hint: faultHint });
  }
  const [address] = error.messages.flatMap(
    (message) => /FAILED_READ_FILE[\s\S]*?reading file (\S+?)\.?\s/.exec(`${message} `)?.[1] ?? [],
  );
  if (address === undefined) return error;
  const why = firstLine(error.messages.at(-1) ?? "");
  const said = why.includes("FAILED_READ_FILE") ? "a line is not a JSON object" : clipped(why, 200);
  return new WorksError(`${show(address)}: cannot be read as works: ${said}`, {
    cause: error,
    hint: faultHint,
  });
}
