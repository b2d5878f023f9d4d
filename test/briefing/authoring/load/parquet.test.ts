/** Tables stored as Parquet give the same rows and errors as the same table in CSV. */
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

  type Fault = readonly [what: string, field: object, type: Type, bad: Value, good: Value, expected: string];
  const x = (type: string, constraints: object = {}) => field("x", type, constraints);
  const faults: readonly Fault[] = [
    ["a missing value", x("string", { required: true }), "string", null, "a", "a value, got nothing"],
    ["a fraction", x("integer"), "number", 1.5, 1, 'an integer, got "1.5"'],
    ["too many digits", x("integer"), "integer", 2n ** 60n, 1, 'an integer, got "1152921504606846976"'],
    ["no number", x("number"), "number", NaN, 1, 'a number, got "NaN"'],
    ["a year with five digits", x("year"), "year", 20190, 2019, 'a year of four digits, got "20190"'],
    [
      "no date",
      x("date"),
      "string",
      "2019-02-29",
      "2019-02-28",
      'a date such as 2018-11-01, got "2019-02-29"',
    ],
    ["too low", x("number", { minimum: 0 }), "number", -0.5, 0, 'at least 0, got "-0.5"'],
    ["too high", x("integer", { maximum: 9 }), "year", 10, 9, 'at most 9, got "10"'],
    ["an unlisted value", x("string", { enum: ["a", "b"] }), "string", "c", "b", 'one of a, b, got "c"'],
    [
      "another pattern",
      x("string", { pattern: "[A-Z]{2}" }),
      "string",
      "us",
      "US",
      'text like [A-Z]{2}, got "us"',
    ],
    ["too short", x("string", { minLength: 2 }), "string", "a", "ab", 'at least 2 characters, got "a"'],
    ["too long", x("string", { maxLength: 2 }), "string", "abc", "ab", 'at most 2 characters, got "abc"'],
  ];
  test.each(faults)(
    "%s is reported by row and column, as in CSV",
    async (_, fault, type, bad, good, expected) => {
      const columns: Columns = {
        id: { type: "year", values: [1, 2, 3] },
        x: { type, values: [good, bad, good] },
      };
      const schema = { fields: [field("id", "integer"), fault] };
      const stored = createProject({ t: asParquet(parquet(columns, { rowGroupSize: 1 }), schema) });
      const inParquet = `data/t.parquet row 2 column "x": expected ${expected}`;
      expect(failure(stored).message).toBe(inParquet);
      expect(await messages(stored)).toEqual([inParquet]);
      const written = createProject({ t: { csv: csv(columns).replaceAll('"', ""), schema } });
      expect(failure(written).message).toBe(`data/t.csv:3:3 column "x": expected ${expected}`);
    },
  );

  test.each([
    ["text in a column of numbers", x("integer"), "string", "1", 'an integer, got "1"'],
    ["a number in a column of text", x("string"), "number", 1.5, 'text, got "1.5"'],
    ["a number in a column of truth values", x("boolean"), "year", 1, 'true or false, got "1"'],
  ] as const)(
    "%s has the wrong type, because Parquet values are typed",
    (_, other, type, value, expected) => {
      const project = createProject({
        t: asParquet(parquet({ x: { type, values: [value] } }), { fields: [other] }),
      });
      expect(failure(project).message).toBe(`data/t.parquet row 1 column "x": expected ${expected}`);
    },
  );

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

  test("wrong columns, and columns that contain lists, are reported", async () => {
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
  ])("a file %s is reported, with what to do, and hides no other table", async (_, bytes) => {
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
