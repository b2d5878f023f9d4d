/** Files that people have, and what `briefing data add` makes of each: columns, types, key, missing values. */
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
  /** `year:year n:integer?` where n lacks values. */
  readonly columns: string;
  readonly key?: string;
  /** Besides the empty cell. */
  readonly missing?: readonly string[];
  /** What had to be written anew. */
  readonly changes?: string;
  readonly notes?: string;
  /** The rows as `load` gives them, where they say more than the types. */
  readonly rows?: readonly (readonly unknown[])[];
}

const cases = casesOf("tables.yml", import.meta.url) as Readonly<
  Record<"read" | "writtenNumbers", Readonly<Record<string, Read>>>
>;

/** How people write numbers: what `briefing data add` makes of them, and how `load` then gives them. */
export const { writtenNumbers } = cases;

const utf16 = (text: string): Uint8Array => Buffer.from(text, "utf16le");
const swapped = (text: string): Uint8Array => Buffer.from(text, "utf16le").swap16();

export const read: Readonly<Record<string, Read>> = {
  ...cases.read,
  "UTF-16 with a mark": {
    content: utf16("\ufeffa,b\n1,ü\n2,漢\n"),
    columns: "a:integer b:string",
    key: "a",
    changes: "UTF-16LE became UTF-8",
    rows: [
      [1, "ü"],
      [2, "漢"],
    ],
  },
  "UTF-16 without one, big end first": {
    content: swapped("a\tb\n1\tx\n2\ty\n"),
    columns: "a:integer b:string",
    key: "a",
    changes: "UTF-16BE became UTF-8",
  },
  "an encoding that is said": {
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
