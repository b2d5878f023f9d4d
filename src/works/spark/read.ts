/** A folder of works that every worker of Spark sees → the view `records`, each file checked as far as Spark can tell. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { clipped } from "../../lib/quoted.js";
import type { Cube } from "../../model/cube.js";
import { WorksError } from "../errors.js";
import { byName, formatOf, noWorks } from "../find-files.js";
import { applyManifest, expectCount, type Listed, type Manifest } from "../manifest.js";
import { faultHint } from "../records-duckdb.js";
import type { SparkSession } from "./client.js";
import { firstLine, SparkFailure } from "./failure.js";
import { dayOfFolder, faultMark, packedWorks, recordsOf, worksView, filesView } from "./records.js";

/** A folder by its address, as Spark knows it. */
interface Place {
  readonly uri: string;
  /** A regular expression, for JavaScript and for Java: the folder at the beginning of the address of a file in it. */
  readonly inFolder: string;
}

interface SparkFile extends Listed {
  readonly bytes: number;
}

/** Whatever a cluster is set to by default: nothing is skipped, and what cannot be computed is an error. */
const settings = [
  "spark.sql.ansi.enabled=true",
  "spark.sql.files.ignoreCorruptFiles=false",
  "spark.sql.files.ignoreMissingFiles=false",
];

/** A path, or the address of a folder on other storage: `s3a://bucket/works`. */
export function placeOf(folder: string): Place {
  const [, scheme] = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)/.exec(folder) ?? [];
  const uri =
    scheme === undefined
      ? decodeURIComponent(pathToFileURL(path.resolve(folder)).href)
      : scheme + path.posix.join("/", folder.slice(scheme.length)).replace(/\/$/, "");
  if (/[{}[\]*?\\]/.test(uri))
    throw new WorksError(`${uri}: Spark takes this name for a pattern, not for a folder.`, {
      hint: "Rename it: without { } [ ] * ? and \\",
    });
  const depth = uri.replace(/^[a-z0-9+.-]+:\/\/[^/]*/, "").split("/").length - 1;
  return { uri, inFolder: `^[a-z0-9+.-]+(?:://[^/]*|:)(?:/[^/]+){${depth}}/` };
}

/** What Spark gives as the name of a file is an address, with its special characters written as %XX. */
const nameIn = ({ inFolder }: Place, address: string): string =>
  decodeURIComponent(address.replace(new RegExp(inFolder), ""));

/** Returns the files, in the order of their names. Parquet below `cube`, a path, is not taken for works. */
export async function readRecords(
  spark: SparkSession,
  folder: string,
  cube: string,
): Promise<Cube["inputs"]> {
  if (!/^spark (?:[4-9]|\d\d)/.test(spark.name))
    throw new WorksError(`The server is ${spark.name}. Works are counted by Spark 4 and later.`);
  const place = placeOf(folder);
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
  const counts = new Map<string, number>();
  for await (const [address, count] of spark.rows("SELECT file, count(*) FROM records GROUP BY file"))
    counts.set(nameIn(place, String(address)), Number(count));
  const inputs = files.map((file) => {
    const records = counts.get(file.name) ?? 0;
    expectCount(file, "records", records, show);
    counts.delete(file.name);
    return { name: file.name, records };
  });
  const [unlisted] = counts.keys();
  if (unlisted !== undefined)
    throw new WorksError(`${show(unlisted)}: it came into the folder while Spark read it.`, {
      hint: "Run the command again when all files are there.",
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
  await spark.run(view).catch(explainFolder(place));
  const sizes = new Map<string, number>();
  for await (const [address, bytes] of spark.rows("SELECT input_file_name(), length FROM works_files"))
    sizes.set(nameIn(place, String(address)), Number(bytes));
  const found: SparkFile[] = [];
  for (const address of await spark.filesOf("works_files")) {
    const name = nameIn(place, address);
    if (formatOf(name) === "jsonl.gz") found.push({ name, bytes: sizes.get(name) ?? 0, expected: undefined });
    else if (!`${place.uri}/${name}`.startsWith(cubeFolder))
      throw new WorksError(`${show(name)}: with Spark, works are read from *.gz alone.`, {
        hint: "Name a folder without Parquet, or count with DuckDB.",
      });
  }
  if (found.length === 0) throw noWorks(place.uri);
  let files: readonly SparkFile[] = found.sort(byName);
  for (const manifest of await readManifests(spark, place)) files = applyManifest(manifest, files, show);
  for (const file of files) {
    // Spark reads a file of no bytes as one of no records.
    if (file.bytes === 0)
      throw new WorksError(`${show(file.name)}: the file is empty.`, { hint: "Download it again." });
    expectCount(file, "bytes", file.bytes, show);
  }
  return files;
}

async function readManifests(spark: SparkSession, place: Place): Promise<readonly Manifest[]> {
  const options = { pathGlobFilter: "manifest.json", wholetext: "true" };
  await spark.run(filesView("manifests", "text", place.uri, options));
  const found: Manifest[] = [];
  for await (const [address, content] of spark.rows("SELECT input_file_name(), value FROM manifests"))
    found.push({ name: nameIn(place, String(address)), text: String(content) });
  return found.sort(byName);
}

const explainFolder =
  ({ uri }: Place) =>
  (error: unknown): never => {
    if (!(error instanceof SparkFailure) || !/PATH_NOT_FOUND/.test(error.message)) throw error;
    throw new WorksError(`${uri}: Spark does not find this folder.`, {
      cause: error,
      hint: "It must be on storage that Spark's driver and every worker see under this address.",
    });
  };

/** What Spark says of a file that it cannot read is in the causes of its error. */
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
  const said = why.includes("FAILED_READ_FILE") ? "a line of it is no JSON object" : clipped(why, 200);
  return new WorksError(`${show(address)}: it cannot be read as works: ${said}`, {
    cause: error,
    hint: faultHint,
  });
}
