/** Files that are no tables, and what is said of each. */
import { gzipSync } from "node:zlib";
import type { Sample } from "./tables.js";

interface Refused extends Sample {
  readonly message: string;
  readonly hint?: string;
}

export const refused: Readonly<Record<string, Refused>> = {
  "an empty file": { content: "", message: "the file is empty" },
  "blank lines": { content: "\n\n\n", message: "looks like values", hint: "--columns" },
  "a header and no rows": { content: "a,b\n", message: "a header and no rows" },
  "no header": { content: "2001,5\n2002,6\n", message: "looks like values", hint: "--columns" },
  "lines of other lengths": {
    content: "a,b\n1,2\n1,2,3\n1\n",
    message: "t.csv:3: expected 2 cells, got 3\n",
    hint: "--delimiter",
  },
  "a quote that stays open": {
    content: 'a,b\n1,"x\n2,y\n',
    message: "t.csv:2: not CSV",
    hint: "Correct the file",
  },
  "the name __proto__": { content: "a,__proto__\n1,2\n", message: "no column can be called __proto__" },
  "NUL bytes": { content: "a,b\n1,x\0y\n", message: 't.csv:2 column "b": the cell has a NUL byte' },
  "bytes that are not UTF-8": {
    content: Buffer.from("a,b\n1,caf\xe9\n2,x\n", "latin1"),
    message: 't.csv:2 column "b": the cell has bytes that are not UTF-8',
    hint: "--encoding windows-1252",
  },
  "another delimiter": {
    content: "a|b\n1|2\n",
    message: "t.csv:1: no comma, semicolon or tab separates",
    hint: '--delimiter "|"',
  },
  "an encoding that does not exist": {
    content: "a\n1\n",
    settings: { encoding: "klingon" },
    message: 'no encoding "klingon"',
  },
  "a number that may be either": {
    content: "k;a\nx;1,234\ny;2,345\n",
    message: 'line 2, column "a": 1,234 may be a decimal number or thousands',
    hint: "--decimal comma or --decimal point",
  },
  "Namibia and a missing number": {
    content: "iso,n\nNA,5\nDE,NA\n",
    message: "perhaps Namibia",
    hint: "--missing NA",
  },
  "Namibia among countries and groups of them": {
    content: "iso,v\nNA,1\nUS,NA\nEU27,4\n",
    message: "perhaps Namibia",
  },
  "a name of a column that is not UTF-8": {
    content: Buffer.from("k,Ann\xe9e_x\n1,2\n", "latin1"),
    message: "t.csv:1 the name of column 2 has bytes that are not UTF-8",
    hint: "--encoding windows-1252",
  },
  "gzip that is cut off": {
    file: "t.csv.gz",
    content: gzipSync(`a,b\n${"1,2\n".repeat(1000)}`).subarray(0, 30),
    message: "cannot be decompressed",
    hint: "etch",
  },
  "gzip under another name": {
    content: gzipSync("a\n1\n"),
    message: "compressed with gzip under another name",
  },
  "Parquet under another name": { content: "PAR1\x15\x04", message: "Parquet under another name" },
  "a spreadsheet under another name": {
    content: "PK\x03\x04xxxx",
    message: "a spreadsheet or a zip archive",
  },
  "a spreadsheet": { file: "t.xlsx", content: "PK", message: "a spreadsheet; save the sheet as CSV" },
  "JSON lines": { file: "t.jsonl", content: "{}\n{}\n", message: "a list of JSON lines" },
  "no Parquet": { file: "t.parquet", content: "PAR1 no", message: "cannot be read as Parquet" },
  "JSON that is an object": { file: "t.json", content: '{"a": 1}', message: "this is not an array" },
  "JSON that is cut off": { file: "t.json", content: '[\n{"a": 1},', message: "t.json:2:10: not JSON" },
  "JSON of lists": { file: "t.json", content: "[[1, 2]]", message: "item 1 is [1,2], not an object" },
  "JSON in JSON": {
    file: "t.json",
    content: '[{"a": {"b": 1}}]',
    message: 'item 1, "a" holds a list or an object',
  },
  "JSON with a longer number": {
    file: "t.json",
    content: '[{"a": 12345678901234567890}]',
    message: "more digits than a number holds",
  },
  "JSON with the name __proto__": {
    file: "t.json",
    content: '[{"__proto__": 1, "a": 2}]',
    message: "__proto__",
  },
  "JSON without names": { file: "t.json", content: "[{}]", message: "no objects with values" },
};
