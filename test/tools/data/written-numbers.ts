/** How people write numbers: what `briefing data add` makes of them, and how `load` then gives them. */
import type { Read } from "./tables.js";

export const writtenNumbers: Readonly<Record<string, Read>> = {
  "decimal commas": {
    content: "k;n\na;1,5\nb;-1.234,25\nc;7\n",
    columns: "k:string n:number",
    key: "k",
    changes: 'n: "1,5" became "1.5"',
    rows: [
      ["a", 1.5],
      ["b", -1234.25],
      ["c", 7],
    ],
  },
  "thousands separators": {
    content: 'k,a,b,c\nx,"1,234","1,234.5",1 234\ny,"1,234,567",12,12\n',
    columns: "k:string a:integer b:number c:integer",
    key: "k",
    changes: 'a: "1,234" became "1234"',
    rows: [
      ["x", 1234, 1234.5, 1234],
      ["y", 1234567, 12, 12],
    ],
  },
  "a number that another column explains": {
    content: "k;a;b\nx;1,234;0,5\ny;2,345;0,25\n",
    columns: "k:string a:number b:number",
    key: "k",
    changes: 'a: "1,234" became "1.234"',
    rows: [
      ["x", 1.234, 0.5],
      ["y", 2.345, 0.25],
    ],
  },
  "a number that the person explains": {
    content: "k;a\nx;1,234\ny;2,345\n",
    settings: { decimal: "comma" },
    columns: "k:string a:number",
    key: "k",
    changes: 'a: "1,234" became "1.234"',
  },
  "points of thousands, by what the person says": {
    content: "k;a\nx;1.234\ny;2.345\n",
    settings: { decimal: "comma" },
    columns: "k:string a:integer",
    key: "k",
    changes: 'a: "1.234" became "1234"',
    rows: [
      ["x", 1234],
      ["y", 2345],
    ],
  },
  "three decimals": { content: "k,a\nx,1.234\ny,2.345\n", columns: "k:string a:number", key: "k" },
  "both decimal signs in a column": {
    content: 'k,a\nx,"1,5"\ny,2.5\n',
    columns: "k:string a:string",
    key: "k",
    notes: "some numbers have a decimal comma, others a decimal point",
  },
  "blanks around numbers, and the sign of typesetters": {
    content: "a, b\n1, 2\n3, \u22124\n",
    columns: "a:integer b:integer",
    key: "a",
    changes: 'blanks around names of columns were left out; b: " 2" became "2"',
    rows: [
      [1, 2],
      [3, -4],
    ],
  },
};
