/** Tables stored as gzip files are read like any others, and damage is reported. */
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { validateData } from "../../../../src/briefing/tools/data/validate.js";
import { createProject, failure, field, loaded, messages } from "./project.js";

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

  test("with several gzip members is read to its end", () => {
    const bytes = Buffer.concat([gzipSync("code,works\nUS,1\n"), gzipSync("CN,2\n")]);
    expect(loaded(createProject({ t: gz(bytes) }))).toHaveLength(2);
  });

  test("reports errors at their positions in the text", async () => {
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
  ])("%s is reported, with what to do", async (_, bytes, why) => {
    const project = createProject({ t: gz(bytes), u: { csv: "code,works\nUS,0\n", schema } });
    const pattern =
      /^data\/t\.csv\.gz: the file cannot be decompressed \((.*)\); restore it, or write it again with gzip$/;
    const error = failure(project);
    expect(pattern.exec(error.message)?.[1]).toMatch(why);
    expect(error.hint).toContain('"compression": "gz"');
    const [first, ...others] = await messages(project);
    expect(pattern.exec(first ?? "")?.[1]).toMatch(why);
    // The other tables are still checked.
    expect(others).toEqual(['data/u.csv:2:4 column "works": expected at least 1, got "0"']);
  });
});
