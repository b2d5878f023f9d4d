/** Files that people have, and what `briefing data add` makes of each: columns, types, key, missing values. */
import { gzipSync } from "node:zlib";

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

const utf16 = (text: string): Uint8Array => Buffer.from(text, "utf16le");
const swapped = (text: string): Uint8Array => Buffer.from(text, "utf16le").swap16();

export const read: Readonly<Record<string, Read>> = {
  "whole and decimal numbers": {
    content: "a,b,c\n1,1.5,-2\n-20,.5,1e3\n",
    columns: "a:integer b:number c:number",
    key: "a",
  },
  dates: { content: "d\n2018-11-01\n2020-02-29\n", columns: "d:date", key: "d" },
  "a day that does not exist": {
    content: "d\n2018-11-01\n2018-11-02\n2019-02-29\n",
    columns: "d:string",
    key: "d",
    notes: 'text, because of "2019-02-29" on line 4; most are dates',
  },
  "years, where the column says so": {
    content: "year,papers\n2001,1900\n2002,2000\n",
    columns: "year:year papers:integer",
    key: "year",
  },
  "years in other languages": {
    content: "Jahr,année,año,年\n2001,2001,2001,2001\n",
    columns: "Jahr:year année:year año:year 年:year",
  },
  "a year that is none": { content: "year\n2001\n20011\n", columns: "year:integer", key: "year" },
  "booleans in the spellings that load() reads": {
    content: "a,b,c,d\ntrue,TRUE,True,1\nfalse,0,False,0\n",
    columns: "a:boolean b:boolean c:boolean d:integer",
  },
  "booleans in others": { content: "a,b\nyes,tRUE\nno,false\n", columns: "a:string b:string", key: "a" },
  "codes with leading zeros": {
    content: "fips,n\n01001,1\n10003,2\n",
    columns: "fips:string n:integer",
    key: "fips",
    notes: "so that 01001 keeps its zero",
    rows: [
      ["01001", 1],
      ["10003", 2],
    ],
  },
  "more digits than a number holds": {
    content: "id\n12345678901234567890\n1\n",
    columns: "id:string",
    key: "id",
  },
  "mixed types": { content: "a,b\n1,x\nDE,2\n", columns: "a:string b:string", key: "a" },
  "one cell of another type": {
    content: "n\n1\n2\nhm\n3\n",
    columns: "n:string",
    key: "n",
    notes: 'text, because of "hm" on line 4; most are numbers',
  },
  "a column without a value": {
    content: "a,b\n1,\n2,\n",
    columns: "a:integer b:string?",
    key: "a",
    notes: "no cell says what type it has",
  },
  "missing values": {
    content: "k,a,b,c,d\nx,1,NA,n/a,2018-11-01\ny,-,2.5,..,-\nz,3,,true,2018-11-02\n",
    columns: "k:string a:integer? b:number? c:boolean? d:date?",
    key: "k",
    missing: ["-", "..", "NA", "n/a"],
    rows: [
      ["x", 1, null, null, "2018-11-01"],
      ["y", null, 2.5, null, null],
      ["z", 3, null, true, "2018-11-02"],
    ],
  },
  "a word for a missing value that only texts have": {
    content: "k,a\n1,NA\n2,word\n",
    columns: "k:integer a:string",
    key: "k",
    notes: 'if it means that a value is missing: --missing "NA"',
  },
  "a word for a missing value in texts, too": {
    content: "k,a,n\n1,-,-\n2,word,3\n",
    columns: "k:integer a:string? n:integer?",
    key: "k",
    missing: ["-"],
    notes: '"-" is a missing value, also in the text column "a" (line 2, 1 cell)',
  },
  "a missing value that is said": {
    content: "k,n\na,-999\nb,1\n",
    settings: { missing: ["-999"] },
    columns: "k:string n:integer?",
    key: "k",
    missing: ["-999"],
  },
  "NA that is Namibia": {
    content: "iso,n\nNA,5\nDE,6\n",
    columns: "iso:string n:integer",
    key: "iso",
    notes: '"NA" is text',
  },
  semicolons: { content: "a;b\n1;x,y\n2;z\n", columns: "a:integer b:string", key: "a" },
  "tabs in a .tsv": {
    file: "t.tsv",
    content: "a\tb\n1\tx,y\n2\tz,\n",
    columns: "a:integer b:string",
    key: "a",
  },
  bars: {
    content: "a|b\n1|x\n2|y\n",
    settings: { delimiter: "|" },
    columns: "a:integer b:string",
    key: "a",
  },
  "one column": { content: "name\nAda\nBob\n", columns: "name:string", key: "name" },
  "a byte order mark": { content: "\ufeffa,b\n1,2\n3,4\n", columns: "a:integer b:integer", key: "a" },
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
  "line ends of Windows and old Macs": {
    content: "a,b\r\n1,2\r3,4\r\n",
    columns: "a:integer b:integer",
    key: "a",
  },
  "line ends and quotes in cells": {
    content: 'a,b\n1,"two\nlines, ""quoted"""\n2,x\n',
    columns: "a:integer b:string",
    key: "a",
    rows: [
      [1, 'two\nlines, "quoted"'],
      [2, "x"],
    ],
  },
  "columns of one name, and of none": {
    content: "n,,n,n_2\n1,2,3,4\n2,3,4,5\n",
    columns: "n:integer column_2:integer n_3:integer n_2:integer",
    key: "n",
    changes: "column 2, which had no name, is called column_2; column 3, another n, is called n_3",
  },
  "years as names of columns": {
    content: "iso,2001,2002\nDE,1,2\nFR,3,4\n",
    columns: "iso:string 2001:integer 2002:integer",
    key: "iso",
  },
  "a first line that may be a row": {
    content: "DE,1234\nFR,5\nUS,6\n",
    columns: "DE:string 1234:integer",
    key: "DE",
    notes: "1234 in the first line were taken for names",
  },
  "names for a file without a header": {
    content: "2001,5\n2002,6\n",
    settings: { columns: ["year", "papers"] },
    columns: "year:year papers:integer",
    key: "year",
    changes: "a header was written",
    rows: [
      [2001, 5],
      [2002, 6],
    ],
  },
  "200 columns": {
    content: `${Array.from({ length: 200 }, (_, index) => `c${index}`).join()}\n${`${"1,".repeat(199)}2\n`.repeat(3)}`,
    columns: Array.from({ length: 200 }, (_, index) => `c${index}:integer`).join(" "),
  },
  "no key": { content: "a,n\nx,1\nx,1\n", columns: "a:string n:integer" },
  "a key of three columns": {
    content: "iso,to,year,n\nDE,FR,2001,1\nDE,FR,2002,1\nDE,US,2001,1\nFR,US,2001,1\n",
    columns: "iso:string to:string year:year n:integer",
    key: "iso, to, year",
  },
  "what counts is no key by chance": {
    content: "iso,year,n\nDE,2001,10\nDE,2002,20\nFR,2001,30\n",
    columns: "iso:string year:year n:integer",
    key: "iso, year",
  },
  "a number of something is no key": {
    content: "country,year,number_of_papers\nDE,2001,10\nDE,2002,20\nFR,2001,30\n",
    columns: "country:string year:year number_of_papers:integer",
    key: "country, year",
  },
  "words that only end like one of a key": {
    content: "country,paid,valid,monthly\nDE,1,7,4\nDE,2,8,5\n",
    columns: "country:string paid:integer valid:integer monthly:integer",
  },
  "a number by its name": {
    content: "kind,countryId\na,1\na,2\n",
    columns: "kind:string countryId:integer",
    key: "countryId",
  },
  "a month together with others": {
    content: "kind,sum,year,month\na,1.5,2001,1\na,2.5,2001,2\na,2.5,2002,1\n",
    columns: "kind:string sum:number year:year month:integer",
    key: "year, month",
  },
  "names that other files begin with": {
    content: "PK,PAR1\n1,2\n2,3\n",
    columns: "PK:integer PAR1:integer",
    key: "PK",
  },
  "names that all objects have": {
    content: "constructor,toString\n1,x\n2,y\n",
    columns: "constructor:integer toString:string",
    key: "constructor",
  },
  JSON: {
    file: "t.json",
    content:
      '[{"year": 2018, "n": 1.5}, {"year": 2019, "n": null, "of": "a, \\"b\\""}, {"ok": true, "year": 2020}]',
    columns: "year:year n:number? of:string? ok:boolean?",
    key: "year",
    changes: "JSON became CSV",
    rows: [
      [2018, 1.5, null, null],
      [2019, null, 'a, "b"', null],
      [2020, null, null, true],
    ],
  },
  "a cell of a megabyte": {
    content: `a,b\n1,${"x".repeat(1 << 20)}\n2,y\n`,
    columns: "a:integer b:string",
    key: "a",
  },
};
