/** Typical user files, and the results of `briefing data add`: columns, types, key, missing values. */
import { gzipSync } from "node:zlib";
import { casesOf } from "../../support/cases.js";

export interface Sample {
  readonly content: string | Uint8Array;
  /** Its name; t.csv by default. */
  readonly file?: string;
  readonly settings?: {
    readonly missing?: readonly string[];
    readonly columns?: readonly string[];
    readonly decimal?: "point" | "comma";
    readonly encoding?: string;
    readonly delimiter?: string;
  };
}

export interface Read extends Sample {
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

const cases = casesOf("tables.yml", import.meta.url) as Readonly<
  Record<"read" | "writtenNumbers", Readonly<Record<string, Read>>>
>;

/** Number formats: the results of `briefing data add`, and of `load` afterwards. */
export const { writtenNumbers } = cases;

const utf16 = (text: string): Uint8Array => Buffer.from(text, "utf16le");
const swapped = (text: string): Uint8Array => Buffer.from(text, "utf16le").swap16();

export const read: Readonly<Record<string, Read>> = {
  ...cases.read,
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
