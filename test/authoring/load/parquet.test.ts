/** Tables that are stored as Parquet: the rows, and the faults, of the same table as CSV. */
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { codecs, type Columns, csv, parquet, type Type, type Value } from "./columns.js";
import { createProject, failure, field, loaded, messages } from "./project.js";

const asParquet = (bytes: Uint8Array, schema: object, extra: object = {}) => ({
  csv: bytes,
  file: "t.parquet",
  schema,
  extra,
});

describe("a Parquet table", () => {
  const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 });
  const row = fc.record({
    name: nullable(
      fc.oneof(
        fc.constantFrom("", "US", "CN"),
        fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\r", "")),
      ),
    ),
    works: nullable(fc.maxSafeInteger()),
    year: nullable(fc.integer({ min: 1000, max: 9999 })),
    share: nullable(fc.double({ noNaN: true, noDefaultInfinity: true })),
    final: nullable(fc.boolean()),
    day: nullable(fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })),
  });
  const types = {
    name: "string",
    works: "integer",
    year: "year",
    share: "number",
    final: "boolean",
    day: "date",
  } as const;

  test("gives the rows of the same table as CSV, whatever they are and however they are stored", () => {
    const schema = { fields: Object.entries(types).map(([name, type]) => field(name, type)) };
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.constantFrom(...codecs),
        fc.integer({ min: 1, max: 20 }),
        (rows, codec, rowGroupSize) => {
          const columns = Object.fromEntries(
            Object.entries(types).map(([name, type]) => [
              name,
              { type, values: rows.map((one) => one[name as keyof typeof types]) },
            ]),
          );
          const project = createProject({
            t: asParquet(parquet(columns, { codec, rowGroupSize }), schema),
          });
          expect(loaded(project)).toStrictEqual(loaded(createProject({ t: { csv: csv(columns), schema } })));
        },
      ),
      { numRuns: 60 },
    );
  });

  const faults: readonly [
    string,
    object,
    { readonly type: Type; readonly bad: Value; readonly good: Value },
    string,
  ][] = [
    [
      "a value that is missing",
      field("x", "string", { required: true }),
      { type: "string", bad: null, good: "a" },
      "expected a value, got nothing",
    ],
    [
      "a fraction",
      field("x", "integer"),
      { type: "number", bad: 1.5, good: 1 },
      'expected an integer, got "1.5"',
    ],
    [
      "an integer too large to be exact",
      field("x", "integer"),
      { type: "integer", bad: 2n ** 60n, good: 1 },
      'expected an integer, got "1152921504606846976"',
    ],
    [
      "no number",
      field("x", "number"),
      { type: "number", bad: NaN, good: 1 },
      'expected a number, got "NaN"',
    ],
    [
      "a year of five digits",
      field("x", "year"),
      { type: "year", bad: 20190, good: 2019 },
      'expected a year of four digits, got "20190"',
    ],
    [
      "an invalid date",
      field("x", "date"),
      { type: "string", bad: "2019-02-29", good: "2019-02-28" },
      'expected a date such as 2018-11-01, got "2019-02-29"',
    ],
    [
      "too low",
      field("x", "number", { minimum: 0 }),
      { type: "number", bad: -0.5, good: 0 },
      'expected at least 0, got "-0.5"',
    ],
    [
      "too high",
      field("x", "integer", { maximum: 9 }),
      { type: "year", bad: 10, good: 9 },
      'expected at most 9, got "10"',
    ],
    [
      "none of the list",
      field("x", "string", { enum: ["a", "b"] }),
      { type: "string", bad: "c", good: "b" },
      'expected one of a, b, got "c"',
    ],
    [
      "of another pattern",
      field("x", "string", { pattern: "[A-Z]{2}" }),
      { type: "string", bad: "us", good: "US" },
      'expected text like [A-Z]{2}, got "us"',
    ],
    [
      "too short",
      field("x", "string", { minLength: 2 }),
      { type: "string", bad: "a", good: "ab" },
      'expected at least 2 characters, got "a"',
    ],
    [
      "too long",
      field("x", "string", { maxLength: 2 }),
      { type: "string", bad: "abc", good: "ab" },
      'expected at most 2 characters, got "abc"',
    ],
  ];
  test.each(faults)(
    "%s is named by row and column, as in CSV",
    async (_, fault, { type, bad, good }, message) => {
      const columns: Columns = {
        id: { type: "year", values: [1, 2, 3] },
        x: { type, values: [good, bad, good] },
      };
      const schema = { fields: [field("id", "integer"), fault] };
      const stored = createProject({ t: asParquet(parquet(columns, { rowGroupSize: 1 }), schema) });
      const inParquet = `data/t.parquet row 2 column "x": ${message}`;
      expect(failure(stored).message).toBe(inParquet);
      expect(await messages(stored)).toEqual([inParquet]);
      const written = createProject({ t: { csv: csv(columns).replaceAll('"', ""), schema } });
      const inCsv = `data/t.csv:3:3 column "x": ${message}`;
      expect(failure(written).message).toBe(inCsv);
      expect(await messages(written)).toEqual([inCsv]);
    },
  );

  test.each([
    [
      "text in a column of numbers",
      field("x", "integer"),
      { type: "string", values: ["1"] },
      'expected an integer, got "1"',
    ],
    [
      "a number in a column of text",
      field("x"),
      { type: "number", values: [1.5] },
      'expected text, got "1.5"',
    ],
    [
      "a number in a column of truth values",
      field("x", "boolean"),
      { type: "year", values: [1] },
      'expected true or false, got "1"',
    ],
  ] as const)("%s is of another type, for Parquet has types of its own", (_, other, column, message) => {
    const project = createProject({ t: asParquet(parquet({ x: column }), { fields: [other] }) });
    expect(failure(project).message).toBe(`data/t.parquet row 1 column "x": ${message}`);
  });

  test("keys and references are checked by row", async () => {
    const codes: Columns = { code: { type: "string", values: ["US", "CN", "US"] } };
    const schema = { fields: [field("code")], primaryKey: "code" };
    const other = {
      csv: "of\nUS\nFR\n",
      schema: {
        fields: [field("of")],
        foreignKeys: [{ fields: "of", reference: { resource: "t", fields: "code" } }],
      },
    };
    const project = createProject({ t: asParquet(parquet(codes), schema), u: other });
    expect(failure(project).message).toBe("data/t.parquet row 3: the same code as row 1");
    expect(await messages(project)).toEqual([
      "data/t.parquet row 3: the same code as row 1",
      'data/u.csv:3:1 column "of": "FR" is not in code of the table t',
    ]);
  });

  test("other columns, and columns that hold lists, are named", async () => {
    const schema = { fields: [field("a"), field("b")] };
    const columns: Columns = { a: { type: "string", values: ["x"] }, c: { type: "string", values: ["y"] } };
    const other = 'data/t.parquet: the columns are "a", "c", datapackage.json says "a", "b"';
    const project = createProject({ t: asParquet(parquet(columns), schema) });
    expect(failure(project).message).toBe(other);
    expect(await messages(project)).toEqual([other]);
    const lists = parquetWriteBuffer({ columnData: [{ name: "a", data: [{ x: [1, 2] }], type: "VARIANT" }] });
    const nested = createProject({ t: asParquet(new Uint8Array(lists), { fields: [field("a")] }) });
    expect(failure(nested).message).toBe(
      'data/t.parquet column "a": expected one value a row, got a list or a group',
    );
  });

  const whole = parquet({
    a: { type: "string", values: Array.from({ length: 5000 }, (_, row) => `x${row * 7919}`) },
  });
  test.each([
    ["empty", new Uint8Array()],
    ["cut off", whole.subarray(0, whole.length - 50)],
    ["cut in two", whole.subarray(whole.length >> 1)],
    ["that is CSV", Buffer.from("a\nx\n")],
  ])("a file %s is named, with what to do, and hides no other table", async (_, bytes) => {
    const project = createProject({
      t: asParquet(bytes, { fields: [field("a")] }),
      u: { csv: "a\n\n", schema: { fields: [field("a", "string", { required: true })] } },
    });
    const pattern =
      /^data\/t\.parquet: the file cannot be read as Parquet \(.+\); restore it, or write it again$/;
    expect(failure(project).message).toMatch(pattern);
    const [first, ...others] = await messages(project);
    expect(first).toMatch(pattern);
    expect(others).toEqual(['data/u.csv:2:1 column "a": expected a value, got nothing']);
  });
});
