/** Tables of a project and their description, each with the expected error; the table `t` has the field `x`. */
import { casesOf } from "../../support/cases.js";

type Right = readonly [name: string, csv: string, rows: readonly (string | null)[]];
interface Cases {
  readonly wrongResources: readonly (readonly [name: string, resource: object, message: string])[];
  readonly wrongTables: readonly (readonly [name: string, csv: string, message: string])[];
  readonly wrongIntegers: readonly (readonly [cell: string, shown: string])[];
  readonly rightTables: readonly Right[];
}
const cases = casesOf("tables.yml", import.meta.url) as Cases;
const pattern = "a".repeat(1_000_000);

/** The description of the table, apart from name and path. */
export const wrongResources: Cases["wrongResources"] = [
  ...cases.wrongResources,
  ["no schema", { schema: undefined }, 'resource "t": schema must be an object'],
  [
    "a pattern of a megabyte",
    { schema: { fields: [{ name: "x", type: "string", constraints: { pattern } }] } },
    "pattern has 1000000 characters",
  ],
  ["no path", { path: undefined }, "path must be a string"],
];

/** The content of the file; the field `x` is a text, or an integer if the name says so. */
export const wrongTables: Cases["wrongTables"] = [
  ...cases.wrongTables,
  ["a name of a megabyte", `${"y".repeat(1_000_000)}\n`, "the header reads"],
  ["10,000 cells more", `x\n${",".repeat(10_000)}\n`, "data/t.csv:2:1: expected 1 cells, got 10001"],
  [
    "a quote left open for 17 MB",
    `x\n"${"a\n".repeat(9_000_000)}`,
    "data/t.csv:2: not CSV: the record that begins here has no end",
  ],
  ["a quote after a megabyte", `x\n${"a".repeat(1_000_000)}"b\n`, "a quote in cell 1"],
];
export const wrongIntegers: Cases["wrongIntegers"] = [
  ...cases.wrongIntegers,
  ..."1e400,-,1.5,0x1f,NaN,Infinity,1_000,１,١,--1,1 ,9007199254740993"
    .split(",")
    .map((cell) => [cell, JSON.stringify(cell)] as const),
  ["9".repeat(1_000_000), `"${"9".repeat(60)}…"`],
];

/** Valid tables: the rows that are read. */
export const rightTables: readonly Right[] = [
  ...cases.rightTables,
  ["a field of a megabyte", `x\n"${"a".repeat(1_000_000)}"\n`, ["a".repeat(1_000_000)]],
  ["a field of a million quotes", `x\n"${'""'.repeat(1_000_000)}"\n`, ['"'.repeat(1_000_000)]],
];
