import { readFile } from "node:fs/promises";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { build, gzipped } from "./cube-of.js";
import { drafts, records } from "./decoupled.js";
import { generateWorks } from "./generate.js";
import { describeWithDuckDb } from "../../support/duckdb.js";
import { temporaryFolder } from "../../support/temporary.js";
import { writeFiles } from "../../support/files.js";

const works = generateWorks(11, 200);
const whole = gzipped(works);
const [plain] = generateWorks(12, 1);

/** Cut where a line ends, so that what is left reads well. */
function cutAtNewline(file: Buffer): Buffer {
  const text = gunzipSync(file);
  return gzipSync(text.subarray(0, text.lastIndexOf("\n", text.length / 2) + 1));
}

/** The packed bytes themselves cut. */
const cutPacked = (file: Buffer): Buffer => file.subarray(0, Math.floor(file.length * 0.9));

function withBadChecksum(file: Buffer): Buffer {
  const bad = Buffer.from(file);
  const at = bad.length - 8;
  bad.writeUInt8(255 - bad.readUInt8(at), at);
  return bad;
}

const manifest = (name: string, meta: { content_length?: number; record_count?: number }): string =>
  JSON.stringify({ entries: [{ url: `s3://openalex/data/works/${name}`, meta }], meta: {} });

const part = "updated_date=2026-01-01/part_0000.gz";
const with2019 = (year: unknown): Buffer => gzipped([{ ...plain, publication_year: year }]);

type Files = Readonly<Record<string, string | Buffer>>;
const cases: readonly (readonly [string, Files, RegExp])[] = [
  ["an empty folder", { "readme.txt": "none" }, /contains no works/],
  [
    "a file cut in its packed bytes",
    { [part]: cutPacked(whole) },
    /part_0000\.gz: the file is damaged.*unexpected end/,
  ],
  ["a file with a wrong checksum", { [part]: withBadChecksum(whole) }, /damaged.*incorrect data check/],
  ["a file that is not packed", { [part]: JSON.stringify(plain) }, /damaged.*incorrect header check/],
  ["a file of no bytes", { [part]: "" }, /damaged.*unexpected end of file/],
  [
    "a file cut where a line ends, where a manifest counts records",
    { [part]: cutAtNewline(whole), "manifest.json": manifest(part, { record_count: works.length }) },
    /it has \d+ records instead of the manifest's \d+/,
  ],
  [
    "a file of other size than in the manifest",
    { [part]: whole, "manifest.json": manifest(part, { content_length: whole.length + 1 }) },
    /bytes instead of the manifest's/,
  ],
  [
    "a file that the manifest lists and nobody downloaded",
    { [part]: whole, "manifest.json": manifest("updated_date=2026-01-02/part_0000.gz", {}) },
    /not listed in .*manifest\.json/,
  ],
  ["an invalid manifest", { [part]: whole, "manifest.json": "{}" }, /manifest\.json: entries: it is missing/],
  [
    "a line that is no JSON",
    { [part]: gzipSync(`${JSON.stringify(plain)}\n<html>\n`) },
    /part_0000\.gz:2: cannot be read as works: .*unexpected character/,
  ],
  [
    "a line that is no object",
    { [part]: gzipSync(`${JSON.stringify(plain)}\n3\n`) },
    /part_0000\.gz:2: .*Expected OBJECT/,
  ],
  [
    "authorships that are no list",
    { [part]: gzipped([{ ...plain, authorships: "many" }]) },
    /part_0000\.gz:1: .*Expected ARRAY/,
  ],
  [
    "a list that is an object, in a line among many",
    { [part]: gzipped(works.map((work, at) => (at === 120 ? { ...work, referenced_works: {} } : work))) },
    /part_0000\.gz:121: .*Expected ARRAY, but got OBJECT/,
  ],
  [
    "text cut in the last line, which has no end",
    { [part]: gzipSync(`${gunzipSync(whole).toString()}{"id": "https://open`) },
    new RegExp(String.raw`part_0000\.gz:${works.length + 1}: `),
  ],
  [
    "works without authorships",
    { [part]: gzipped(works.map((work) => ({ ...work, authorships: undefined }))) },
    /^None of the works has authorships/,
  ],
  [
    "two works on a line",
    { [part]: gzipSync(`${JSON.stringify(plain)} ${JSON.stringify(plain)}\n`) },
    /part_0000\.gz/,
  ],
  [
    "the year 2019.7",
    { [part]: with2019(2019.7) },
    /publication_year of https:\S+W4000000000 is 2019\.7, not a year/,
  ],
  ["a year in words", { [part]: with2019("last year") }, /is last year, not a year/],
  [
    "records of something else",
    { [part]: gzipped([{ ...plain, id: "https://openalex.org/A5000000001" }]) },
    /the id of a record is https:\/\/openalex\.org\/A5000000001, not that of a work/,
  ],
  ["records without id", { [part]: gzipped([{ ...plain, id: null }]) }, /the id of a record is missing/],
  ["invalid Parquet", { "works.parquet": "PAR1 and no more" }, /works\.parquet: cannot be read/],
];

type Has = (code: string) => boolean;

describeWithDuckDb("works that cannot be counted", () => {
  test.each(cases)("%s", async (_, files, message) => {
    const folder = temporaryFolder();
    writeFiles(folder, files);
    await expect(build(folder)).rejects.toThrow(message);
  });

  test.each(["{}", "{ broken", '{"entries": [{}]}'])(
    "a broken manifest says what to do: %s",
    async (manifest) => {
      const folder = temporaryFolder();
      writeFiles(folder, { [part]: whole, "manifest.json": manifest });
      await expect(build(folder)).rejects.toMatchObject({
        message: expect.stringContaining("manifest.json") as string,
        hint: expect.stringContaining("remove the manifest") as string,
      });
    },
  );

  test.each([
    ["of one country", (has: Has) => has("US"), "every international paper has an author in US"],
    [
      "of one side only where they are joint",
      (has: Has) => !has("CN") || has("US"),
      "every international paper of CN is joint with US",
    ],
  ])("are rejected with the reason if they are %s", async (_, isChosen, message) => {
    const folder = temporaryFolder();
    const chosen = drafts(2, 400, "nothing").filter(({ countries }) =>
      isChosen((code) => countries.includes(code)),
    );
    writeFiles(folder, { [part]: gzipped(records(chosen)) });
    await expect(build(folder)).rejects.toMatchObject({
      message: expect.stringContaining(message) as string,
      hint: expect.stringContaining("international papers of all countries") as string,
    });
  });

  test("leave the cube as it was", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { [part]: whole });
    await build(folder);
    const before = await readFile(path.join(folder, "cube/cube.json"), "utf8");
    writeFiles(folder, { "updated_date=2026-01-02/part_0000.gz": cutPacked(whole) });
    await expect(build(folder)).rejects.toThrow("damaged");
    expect(await readFile(path.join(folder, "cube/cube.json"), "utf8")).toBe(before);
  });

  test("are not found in folders of others: a cube is written into a new folder or over a cube", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { [part]: whole, "papers/thesis.docx": "mine" });
    await expect(build(folder, { cube: path.join(folder, "papers") })).rejects.toThrow(
      /papers contains other files but no cube/,
    );
  });
});
