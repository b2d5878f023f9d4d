/** The fast paths for common cells give the same values as the full parser. */
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createCellParser } from "../../../../src/briefing/authoring/load/cell.js";
import { DataError } from "../../../../src/briefing/authoring/load/errors.js";
import { load } from "../../../../src/briefing/authoring/load/load.js";
import type { Cell, Constraints, Field, FieldType } from "../../../../src/briefing/authoring/load/schema.js";
import { createProject, inFolder } from "./project.js";

/** Parses cell by cell, with a parser for all of CSV and a cell parser for all types. */
function expected(csv: string, fields: readonly Field[], missing: ReadonlySet<string>, delimiter: string) {
  const [, ...records] = parse(csv, {
    delimiter,
    relax_column_count: true,
    bom: true,
    record_delimiter: ["\r\n", "\n"],
  });
  const parsers = fields.map((field) => createCellParser(field, missing));
  /** By cause: the number of cells. */
  const problems = new Map<string, number>();
  const rows = records.map((cells) =>
    Object.fromEntries(
      fields.flatMap(({ name }, index): [string, Cell][] => {
        const parsed = parsers[index]?.(cells[index] ?? "") ?? { value: null };
        if ("value" in parsed) return [[name, parsed.value]];
        const problem = `column "${name}": expected ${parsed.expected}, got `;
        problems.set(problem, (problems.get(problem) ?? 0) + 1);
        return [];
      }),
    ),
  );
  return problems.size > 0 ? [...problems].map(([problem, count]) => `${problem}× ${count}`) : rows;
}

function loaded(csv: string, fields: readonly Field[], missing: ReadonlySet<string>, delimiter: string) {
  const schema = { fields, missingValues: [...missing] };
  const project = createProject({ t: { csv, schema, extra: { dialect: { delimiter } } } });
  try {
    return inFolder(project, () => load("t"));
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return error.message.split("\n").map((line) => {
      const problem = /column .*?got (?=nothing|")/.exec(line)?.[0];
      const further = Number(/; and (\d+) more of the same kind/.exec(line)?.[1] ?? 0);
      return problem === undefined ? line : `${problem}× ${1 + further}`;
    });
  }
}

const types: readonly [FieldType, Constraints][] = [
  ["integer", {}],
  ["integer", { required: true, minimum: 0 }],
  ["integer", { maximum: "99", unique: true }],
  ["integer", { enum: [1, 7] }],
  ["number", {}],
  ["number", { minimum: -1, maximum: 1e3 }],
  ["number", { pattern: "[0-9.]+" }],
  ["string", {}],
  ["string", { required: true, maxLength: 4 }],
  ["boolean", {}],
  ["year", { minimum: 1900 }],
  ["date", {}],
];
const numbers = "0 7 -7 +7 007 -0 99 100 1.5 1. .5 -.5 1e3 2E-3 1e400 0x10 0b1".split(" ");
const others = ",1e,-,.,+,Infinity,NaN,NA,1;5,9007199254740993,123456789012345,1_0, 1,1 ".split(",");
const words = 'a é 語 " true FALSE 2018 2018-11-01 2019-02-29'.split(" ");
const texts = ["a b", 'say "x"', "two\nlines", "two\r\nlines", ...words];
const cell = fc.oneof(
  fc.constantFrom("1,5", ...numbers, ...others, ...texts),
  fc.double().map(String),
  fc.maxSafeInteger().map(String),
);

test.each([",", ";", "\t", "|", "::", "7"])("delimiter %j", (delimiter) => {
  const written = fc
    .tuple(cell, fc.boolean())
    .map(([text, isQuoted]) =>
      isQuoted || /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text,
    );
  const table = fc.array(fc.constantFrom(...types), { minLength: 2, maxLength: 4 }).chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      records: fc.array(fc.array(written, { minLength: columns.length, maxLength: columns.length }), {
        maxLength: 5,
      }),
      lineEnd: fc.constantFrom("\n", "\r\n"),
      isClosed: fc.boolean(),
      missing: fc.constantFrom([""], ["", "NA"], ["", "0"], ["NA"]),
    }),
  );
  fc.assert(
    fc.property(table, ({ columns, records, lineEnd, isClosed, missing }) => {
      const fields = columns.map(([type, constraints], index) => ({
        name: "abcd"[index] ?? "",
        type,
        constraints,
      }));
      const lines = [fields.map(({ name }) => name), ...records].map((cells) => cells.join(delimiter));
      const csv = lines.join(lineEnd) + (isClosed ? lineEnd : "");
      const known = new Set(missing);
      expect(loaded(csv, fields, known, delimiter)).toStrictEqual(expected(csv, fields, known, delimiter));
    }),
    { numRuns: 150 },
  );
});

const integer = (name: string): Field => ({ name, type: "integer", constraints: {} });
const text = (name: string): Field => ({ name, type: "string", constraints: {} });

test("a delimiter that could be part of a number is not part of one", () => {
  const fields = [integer("a"), integer("b")];
  expect(loaded("a7b\n17273\n", fields, new Set([""]), "7")).toEqual([
    "data/t.csv:2:1: expected 2 cells, got 3",
  ]);
});

test("a text containing quotes is not mistaken for a quoted one", () => {
  const csv = 'a,b\n"""x""",1\n"x",2\nx,3\n"""x""",4\n';
  const rows = loaded(csv, [text("a"), text("b")], new Set([""]), ",");
  expect(rows).toEqual([
    { a: '"x"', b: "1" },
    { a: "x", b: "2" },
    { a: "x", b: "3" },
    { a: '"x"', b: "4" },
  ]);
});
