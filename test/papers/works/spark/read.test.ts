import path from "node:path";
import { expect, test } from "vitest";
import type { Cell } from "../../../../src/papers/works/engine.js";
import type { SparkSession } from "../../../../src/papers/works/spark/client.js";
import { SparkFailure } from "../../../../src/papers/works/spark/failure.js";
import { worksFolder, readRecords } from "../../../../src/papers/works/spark/read.js";

const bucket = "s3a://bucket/works";
const one = "updated_date=2026-01-01/part_0000.gz";
const other = "updated_date=2026-02-01/part_0000.gz";

interface Storage {
  readonly name?: string;
  /** Bytes of each file. */
  readonly files: Readonly<Record<string, number>>;
  /** Records that Spark reads of each. */
  readonly records?: Readonly<Record<string, number>>;
  readonly manifest?: object | string;
  /** How reading ends. */
  readonly failure?: Error;
}

/** A Spark that sees these files below `root`. */
function sparkOver(root: string, { name = "spark 4.2.0", files, records = {}, manifest, failure }: Storage) {
  const address = (file: string): string => `${root}/${file}`;
  const answers: Readonly<Record<string, readonly (readonly Cell[])[]>> = {
    works_files: Object.entries(files).flatMap(([file, bytes]) =>
      bytes === 0 ? [] : [[address(file), String(bytes)]],
    ),
    manifests:
      manifest === undefined
        ? []
        : [[address("manifest.json"), typeof manifest === "string" ? manifest : JSON.stringify(manifest)]],
    records: Object.entries(records).map(([file, count]) => [address(file), String(count)]),
  };
  const session: SparkSession = {
    name,
    run: () => Promise.resolve(),
    keep: () => (failure === undefined ? Promise.resolve() : Promise.reject(failure)),
    // eslint-disable-next-line @typescript-eslint/require-await -- what a generator over a network is
    async *rows(sql) {
      yield* answers[/FROM (\w+)/.exec(sql)?.[1] ?? ""] ?? [];
    },
    filesOf: () => Promise.resolve(Object.keys(files).map(address)),
    close: () => Promise.resolve(),
  };
  return session;
}

const read = (storage: Storage) => readRecords(sparkOver(bucket, storage), bucket, "/cube");
const entry = (name: string, meta: object) => ({ url: `s3://openalex/data/works/${name}`, meta });

test("files come in the order of their names, with what Spark read of them; one without records is one", async () => {
  const files = { [other]: 10, [one]: 20 };
  expect(await read({ files, records: { [other]: 3 } })).toEqual([
    { name: one, records: 0 },
    { name: other, records: 3 },
  ]);
});

test("a path is given to Spark as an address, and names may hold whatever names may hold", async () => {
  const folder = path.resolve("a b%c");
  const spark = sparkOver(`file://${folder.replace("%", "%25").replace(" ", "%20")}`, {
    files: { "it's%2520.jsonl.gz": 1 },
    records: { "it's%2520.jsonl.gz": 4 },
  });
  expect(worksFolder("a b%c").uri).toBe(`file://${folder}`);
  expect(await readRecords(spark, "a b%c", "/cube")).toEqual([{ name: "it's%20.jsonl.gz", records: 4 }]);
});

test.each([
  ["s3a://bucket", "s3a://bucket", "s3a://bucket/a.jsonl.gz"],
  ["s3a://bucket//x/../works/", "s3a://bucket/works", "s3a://bucket/works/a.jsonl.gz"],
  ["hdfs:///works", "hdfs:///works", "hdfs://name:8020/works/a.jsonl.gz"],
  ["file:///works", "file:///works", "file:/works/a.jsonl.gz"],
])("%s is %s, and has %s", (folder, uri, file) => {
  const place = worksFolder(folder);
  expect(place.uri).toBe(uri);
  expect(file.replace(new RegExp(place.inFolder), "")).toBe("a.jsonl.gz");
});

test("a name that Spark takes for a pattern", () => {
  expect(() => worksFolder("works [2026]")).toThrow(/would treat this name as a pattern/);
});

test("the cube may stand among the works", async () => {
  const files = { "1.jsonl.gz": 1, "cube/pairs.parquet": 9 };
  const spark = sparkOver(`file://${path.resolve("w")}`, { files, records: { "1.jsonl.gz": 1 } });
  expect(await readRecords(spark, "w", path.resolve("w/cube"))).toHaveLength(1);
});

const listed = { entries: [entry(one, { content_length: 20, record_count: 5 })] };
const unread = (...messages: readonly string[]): Storage => ({
  files: { [one]: 20 },
  failure: new SparkFailure(messages, undefined),
});
const cannotRead = `[FAILED_READ_FILE.NO_HINT] Encountered error while reading file ${bucket}/${one}.  SQLSTATE: KD001`;

test.each<readonly [string, Storage, RegExp]>([
  ["no works", { files: {} }, /^s3a:\/\/bucket\/works contains no works/],
  ["an empty file", { files: { [one]: 0 } }, /part_0000\.gz: the file is empty/],
  ["Parquet", { files: { [one]: 1, "a.parquet": 1 } }, /a\.parquet: with Spark, works are read only from/],
  ["other bytes than in the manifest", { files: { [one]: 21 }, manifest: listed }, /it has 21 bytes instead/],
  [
    "fewer records than in the manifest",
    { files: { [one]: 20 }, records: { [one]: 4 }, manifest: listed },
    /2026-01-01\/part_0000\.gz: it has 4 records instead of the manifest's 5/,
  ],
  [
    "no record of a file that has some",
    { files: { [one]: 20 }, manifest: listed },
    /it has 0 records instead of the manifest's/,
  ],
  [
    "a file that the manifest does not list",
    { files: { [one]: 20, [other]: 1 }, manifest: listed },
    /2026-02-01\/part_0000\.gz: not listed in s3a:\/\/bucket\/works\/manifest\.json/,
  ],
  [
    "a file that only the manifest has",
    { files: { [other]: 1 }, manifest: { entries: [entry(other, {}), entry(one, {})] } },
    /2026-01-01\/part_0000\.gz: missing/,
  ],
  ["an invalid manifest", { files: { [one]: 20 }, manifest: "<html>" }, /manifest\.json is not valid JSON/],
  [
    "a file that came meanwhile",
    { files: { [one]: 20 }, records: { [one]: 5, [other]: 1 } },
    /2026-02-01\/part_0000\.gz: added to the folder while Spark was reading it/,
  ],
  [
    "a file that is cut",
    unread(cannotRead, "java.io.EOFException: Unexpected end of input stream"),
    /^s3a:\/\/bucket\/works\/updated_date=2026-01-01\/part_0000\.gz: cannot be read as works: Unexpected end/,
  ],
  ["a line that is no object", unread(cannotRead), /part_0000\.gz: .*: a line is not a JSON object/],
  [
    "an invalid year",
    unread(
      "Job aborted",
      `[USER_RAISED_EXCEPTION] «${bucket}/${one}»«publication_year of W1 is 2019.7, not a year.»`,
    ),
    /part_0000\.gz: publication_year of W1 is 2019\.7, not a year/,
  ],
  [
    "storage that Spark lacks a package for",
    unread("java.lang.ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem not found"),
    /^Spark has no file system for org\.apache\.hadoop\.fs\.s3a\.S3AFileSystem\.$/,
  ],
  [
    "storage that Spark does not know",
    unread('org.apache.hadoop.fs.UnsupportedFileSystemException: No FileSystem for scheme "s3"'),
    /^Spark has no file system for s3\.$/,
  ],
  ["something else", unread("[OUT_OF_DISK] x"), /^Spark aborted the query: \[OUT_OF_DISK\] x/],
  ["an older Spark", { name: "spark 3.5.1", files: { [one]: 1 } }, /The server is spark 3\.5\.1/],
])("%s", async (_, storage, message) => {
  await expect(read(storage)).rejects.toThrow(message);
});
