/** Tables that are stored as gzip files: they read like any other, and damage is named. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { validateData } from "../../../src/tools/data/validate.js";
import { createProject, failure, field, loaded, messages } from "./project.js";
import { root } from "./tables.js";

const schema = {
  fields: [field("code", "string", { required: true }), field("works", "integer", { minimum: 1 })],
  primaryKey: "code",
};
const gz = (bytes: Uint8Array, extra: object = {}) => ({
  csv: bytes,
  file: "t.csv.gz",
  schema,
  extra: { compression: "gz", ...extra },
});
const plain = (csv: string) => ({ csv, schema });

describe("a compressed table", () => {
  test("gives the rows of its text, whatever they are", async () => {
    const code = fc.stringMatching(/^[A-Za-zé ,"]{1,8}$/);
    const tables = fc.uniqueArray(fc.tuple(code, fc.integer({ min: 1, max: 1e9 })), {
      selector: ([key]) => key,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(tables, async (rows) => {
        const lines = rows.map(([key, works]) => `"${key.replaceAll('"', '""')}",${works}\n`);
        const project = createProject({ t: gz(gzipSync(`\ufeffcode,works\n${lines.join("")}`)) });
        expect(loaded(project)).toEqual(rows.map(([key, works]) => ({ code: key, works })));
        expect(await validateData(project)).toMatchObject({ tables: [{ rows: rows.length }], problems: [] });
      }),
      { numRuns: 20 },
    );
  });

  test("of several gzip members is read to its end", () => {
    const bytes = Buffer.concat([gzipSync("code,works\nUS,1\n"), gzipSync("CN,2\n")]);
    expect(loaded(createProject({ t: gz(bytes) }))).toHaveLength(2);
  });

  test("has its errors where its text has them", async () => {
    const csv = `code,works\n${Array.from({ length: 3000 }, (_, row) => `x${row},1\n`).join("")}"a,b",none\nx7,0\n`;
    const compressed = createProject({ t: gz(gzipSync(csv)) });
    const open = createProject({ t: plain(csv) });
    const expected = [
      'data/t.csv.gz:3002:7 column "works": expected an integer, got "none"',
      'data/t.csv.gz:3003:4 column "works": expected at least 1, got "0"',
      "data/t.csv.gz:3003:1: the same code as line 9",
    ];
    const sorted = (lines: readonly string[]) => [...lines].sort();
    expect(sorted(failure(compressed).message.split("\n"))).toEqual(sorted(expected));
    expect(sorted(await messages(compressed))).toEqual(sorted(expected));
    const asOpen = (lines: readonly string[]) => lines.map((line) => line.replace("t.csv.gz", "t.csv"));
    expect(asOpen(await messages(compressed))).toEqual(await messages(open));
  });

  test("has the hash and the size of the file as it is stored", async () => {
    const bytes = gzipSync("code,works\nUS,1\n");
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const right = gz(bytes, { hash: `sha256:${sha256}`, bytes: bytes.length });
    expect(await messages(createProject({ t: right }))).toEqual([]);
    const wrong = gz(bytes, { hash: `sha256:${"0".repeat(64)}` });
    expect((await messages(createProject({ t: wrong })))[0]).toContain(
      `put "bytes": ${bytes.length} and "hash": "sha256:${sha256}" there`,
    );
  });

  test("may be referred to by another", async () => {
    const other = {
      csv: "of\nUS\nFR\n",
      schema: {
        fields: [field("of")],
        foreignKeys: [{ fields: "of", reference: { resource: "t", fields: "code" } }],
      },
    };
    const project = createProject({ t: gz(gzipSync("code,works\nUS,1\n")), u: other });
    expect(await messages(project)).toEqual([
      'data/u.csv:3:1 column "of": "FR" is not in code of the table t',
    ]);
  });
});

describe("a damaged file", () => {
  const csv = `code,works\n${Array.from({ length: 50_000 }, (_, row) => `x${row},${((row * 7919) % 9973) + 1}\n`).join("")}`;
  const whole = gzipSync(csv);
  const flipped = Uint8Array.from(whole);
  const middle = Math.floor(whole.length / 2);
  flipped[middle] = (flipped[middle] ?? 0) ^ 0xff;

  test.each([
    ["cut off", whole.subarray(0, whole.length - 100), /unexpected end of file/],
    ["cut off before its checksum", whole.subarray(0, whole.length - 8), /unexpected end of file/],
    ["with a byte changed", flipped, /./],
    ["empty", new Uint8Array(), /unexpected end of file/],
    ["that is plain text", Buffer.from(csv), /incorrect header check/],
  ])("%s is named, with what to do", async (_, bytes, why) => {
    const project = createProject({ t: gz(bytes), u: { csv: "code,works\nUS,0\n", schema } });
    const pattern =
      /^data\/t\.csv\.gz: the file cannot be decompressed \((.*)\); restore it, or write it again with gzip$/;
    const error = failure(project);
    expect(pattern.exec(error.message)?.[1]).toMatch(why);
    expect(error.hint).toContain('"compression": "gz"');
    const [first, ...others] = await messages(project);
    expect(pattern.exec(first ?? "")?.[1]).toMatch(why);
    // The other tables are checked all the same.
    expect(others).toEqual(['data/u.csv:2:4 column "works": expected at least 1, got "0"']);
  });
});

test("the project's compressed table has no name and no time in its header: the same rows, the same bytes", () => {
  const bytes = readFileSync(join(root, "data", "world-pairs.csv.gz"));
  expect([...bytes.subarray(0, 8)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
  expect(gunzipSync(bytes).subarray(0, 28).toString()).toBe("edition,year,a,b,works\nopena");
});
