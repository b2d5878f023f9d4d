/** Files that are not tables, and their messages. */
import { gzipSync } from "node:zlib";
import type { Sample } from "./tables.js";
import { casesOf } from "../../support/cases.js";

interface Refused extends Sample {
  readonly message: string;
  readonly hint?: string;
}

const cases = (
  casesOf("refused-tables.yml", import.meta.url) as { refused: Readonly<Record<string, Refused>> }
).refused;

export const refused: Readonly<Record<string, Refused>> = {
  ...cases,
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
