import { writeFileSync } from "node:fs";
import path from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { readRecords } from "../../../../src/briefing/authoring/load/table-reader.js";
import { own } from "../../../../src/briefing/lib/own.js";
import { inspect, type Inspected } from "../../../../src/briefing/tools/data/inspect.js";
import { gzipSync } from "node:zlib";
import { casesOf } from "../../../support/cases.js";
import { temporaryFolder } from "../../../support/temporary.js";

/* Typical user files, and the results of `briefing data add`: columns, types, key, missing values. */
interface Sample {
  readonly content: string | Uint8Array;
  /** Its name; t.csv by default. */
  readonly file?: string;
  readonly settings?: {
    readonly missing?: readonly string[];
    readonly columns?: readonly string[];
    readonly decimal?: "point" | "comma";
    readonly encoding?: string;
    readonly delimiter?: string;
    readonly date?: "day-first" | "month-first";
    readonly sheet?: string;
  };
}

interface Read extends Sample {
  /** `year:year n:integer?` if n has missing values. */
  readonly columns: string;
  readonly key?: string;
  /** Besides the empty cell. */
  readonly missing?: readonly string[];
  /** The parts that were rewritten. */
  readonly changes?: string;
  readonly notes?: string;
  /** The rows returned by `load`, if the types are not enough. */
  readonly rows?: readonly (readonly unknown[])[];
}

const {
  read: plainly,
  writtenNumbers,
  dates,
} = casesOf("tables.yml", import.meta.url) as Readonly<
  Record<"read" | "writtenNumbers" | "dates", Readonly<Record<string, Read>>>
>;

const utf16 = (text: string): Uint8Array => Buffer.from(text, "utf16le");
const swapped = (text: string): Uint8Array => Buffer.from(text, "utf16le").swap16();

const read: Readonly<Record<string, Read>> = {
  ...plainly,
  "UTF-16 with a BOM": {
    content: utf16("\ufeffa,b\n1,ü\n2,漢\n"),
    columns: "a:integer b:string",
    key: "a",
    changes: "UTF-16LE became UTF-8",
    rows: [
      [1, "ü"],
      [2, "漢"],
    ],
  },
  "UTF-16 without a BOM, big-endian": {
    content: swapped("a\tb\n1\tx\n2\ty\n"),
    columns: "a:integer b:string",
    key: "a",
    changes: "UTF-16BE became UTF-8",
  },
  "an encoding given by option": {
    content: Buffer.from("a,b\n1,caf\xe9\n2,x\n", "latin1"),
    settings: { encoding: "windows-1252" },
    columns: "a:integer b:string",
    key: "a",
    changes: "WINDOWS-1252 became UTF-8",
    rows: [
      [1, "café"],
      [2, "x"],
    ],
  },
  gzip: {
    file: "t.csv.gz",
    content: gzipSync("a;b\n1;x\n2;y\n"),
    columns: "a:integer b:string",
    key: "a",
  },
  "200 columns": {
    content: `${Array.from({ length: 200 }, (_, index) => `c${index}`).join()}\n${`${"1,".repeat(199)}2\n`.repeat(3)}`,
    columns: Array.from({ length: 200 }, (_, index) => `c${index}:integer`).join(" "),
  },
  "a cell of a megabyte": {
    content: `a,b\n1,${"x".repeat(1 << 20)}\n2,y\n`,
    columns: "a:integer b:string",
    key: "a",
  },
};

/** Files that are not tables, and their messages. */
type Refused = Sample & { readonly message: string; readonly hint?: string };
const cases = casesOf("refused-tables.yml", import.meta.url) as {
  readonly refused: Readonly<Record<string, Refused>>;
};
const refused: Readonly<Record<string, Refused>> = {
  ...cases.refused,
  "bytes that are not UTF-8": {
    content: Buffer.from("a,b\n1,caf\xe9\n2,x\n", "latin1"),
    message: 't.csv:2 column "b": the cell has bytes that are not UTF-8',
    hint: "--encoding windows-1252",
  },
  "a column name that is not UTF-8": {
    content: Buffer.from("k,Ann\xe9e_x\n1,2\n", "latin1"),
    message: "t.csv:1 the name of column 2 has bytes that are not UTF-8",
    hint: "--encoding windows-1252",
  },
  "truncated gzip": {
    file: "t.csv.gz",
    content: gzipSync(`a,b\n${"1,2\n".repeat(1000)}`).subarray(0, 30),
    message: "cannot be decompressed",
    hint: "etch",
  },
};

async function inspected({ content, file = "t.csv", settings = {} }: Sample): Promise<Inspected> {
  const folder = temporaryFolder("briefing data ü");
  const source = path.join(folder, file);
  writeFileSync(source, content);
  const workFolder = path.join(folder, "work");
  return inspect(source, { missing: [], ...settings, workFolder, onBytes: () => undefined });
}

const columnsOf = ({ schema }: Inspected): string =>
  schema.fields
    .map(({ name, type, constraints }) => `${name}:${type}${constraints === undefined ? "?" : ""}`)
    .join(" ");

function rowsOf({ table, resource }: Inspected): readonly (readonly unknown[])[] {
  const rows: unknown[][] = [];
  readRecords(table, resource, ({ row }) => {
    rows.push(resource.fields.map(({ name }) => own(row, name)));
  });
  return rows;
}

describe("a file as a table", () => {
  test.each(Object.entries({ ...read, ...writtenNumbers, ...dates }))("%s", async (_, sample) => {
    const result = await inspected(sample);
    const notes = [...result.notes, ...result.columns.map(({ note = "" }) => note)].join("\n");
    expect(columnsOf(result)).toBe(sample.columns);
    expect(result.schema.primaryKey?.join(", ")).toBe(sample.key);
    expect(result.schema.missingValues).toEqual(["", ...(sample.missing ?? [])]);
    expect(result.changes.join("; ")).toContain(sample.changes ?? "");
    if (sample.changes === undefined) expect(result.changes).toEqual([]);
    expect(notes).toContain(sample.notes ?? "");
    if (sample.notes === undefined) expect(notes.trim()).toBe("");
    if (sample.rows !== undefined) expect(rowsOf(result)).toEqual(sample.rows);
  });

  test.each(Object.entries(refused))("refused: %s", async (_, sample) => {
    const refusal = await inspected(sample).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      message: expect.stringContaining(sample.message) as string,
      hint: expect.stringContaining(sample.hint ?? "") as string,
    });
  });
});

test("every cell counts: the one with another type may be the last of many", async () => {
  const numbers = Array.from({ length: 100_000 }, (_, index) => `${index}.5`);
  const result = await inspected({ content: `n\n${numbers.join("\n")}\nx\n` });
  expect(columnsOf(result)).toBe("n:string");
  expect(result.columns[0]?.note).toContain('"x" on line 100002');
});

describe("Parquet", () => {
  const written = (columnData: Parameters<typeof parquetWriteBuffer>[0]["columnData"]): Sample => ({
    file: "t.parquet",
    content: new Uint8Array(parquetWriteBuffer({ columnData })),
  });

  test("keeps the types that its schema has", async () => {
    const result = await inspected(
      written([
        { name: "code", data: ["01", "02"], type: "STRING" },
        { name: "year", data: [2001, 2002], type: "INT32" },
        { name: "n", data: [1n, 2n], type: "INT64" },
        { name: "share", data: [0.5, null], type: "DOUBLE" },
        { name: "ok", data: [true, false], type: "BOOLEAN" },
        { name: "day", data: ["2018-11-01", "2018-11-02"], type: "STRING" },
      ]),
    );
    expect(columnsOf(result)).toBe("code:string year:year n:integer share:number? ok:boolean day:string");
    expect(result.schema.primaryKey).toEqual(["code"]);
  });

  test("NaN is a missing value", async () => {
    const result = await inspected(
      written([
        { name: "k", data: ["a", "b"], type: "STRING" },
        { name: "n", data: [NaN, 1.5], type: "DOUBLE" },
      ]),
    );
    expect(columnsOf(result)).toBe("k:string n:number?");
    expect(result.schema.missingValues).toEqual(["", "NaN"]);
  });

  type Column = Parameters<typeof written>[0][number];
  const time = new Date("2018-11-01T10:00:00Z");
  test.each<[string, Pick<Column, "data" | "type">, string]>([
    ["times of day", { data: [time], type: "TIMESTAMP" }, 'row 1 column "t": expected a date'],
    ["digits beyond a number", { data: [2n ** 60n], type: "INT64" }, 'row 1 column "t": expected an integer'],
    ["objects", { data: [{ a: 1 }], type: "JSON" }, 'column "t": it holds JSON'],
  ])("refused: %s", async (_, column, why) => {
    await expect(inspected(written([{ name: "t", ...column }]))).rejects.toThrow(why);
  });
});
