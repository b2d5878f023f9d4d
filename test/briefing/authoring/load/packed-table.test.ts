import { deserialize, serialize } from "node:v8";
import fc from "fast-check";
import { expect, test } from "vitest";
import { packed, type PackedTable, unpacked } from "../../../../src/briefing/authoring/load/packed-table.js";
import { TableRows } from "../../../../src/briefing/authoring/load/record.js";
import type { Cell } from "../../../../src/briefing/authoring/load/schema.js";

const ofColumns = (columns: Readonly<Record<string, Cell[]>>): TableRows => {
  const rows = new TableRows(Object.entries(columns).map(([name, cells]) => ({ name, cells })));
  rows.length = Math.max(0, ...Object.values(columns).map(({ length }) => length));
  return rows;
};

/** As another kernel receives it. */
const again = (columns: Readonly<Record<string, Cell[]>>): TableRows =>
  unpacked(deserialize(serialize(packed(ofColumns(columns), Object.keys(columns)))) as PackedTable);

const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(-0, 2 ** 31, -(2 ** 31), 2 ** 53));
/** Of one type, with missing values. */
const column = (length: number) =>
  fc.oneof(
    ...[number, fc.integer(), fc.boolean(), fc.string()].map((cell) =>
      fc.array(fc.option(cell as fc.Arbitrary<Cell>), { minLength: length, maxLength: length }),
    ),
  );

test("a table is the same after packing, whatever the type of its columns", () => {
  const tables = fc.nat({ max: 20 }).chain((length) => fc.array(column(length), { maxLength: 4 }));
  fc.assert(
    fc.property(tables, (columns) => {
      const table = Object.fromEntries(columns.map((cells, index) => [`column ${index}`, cells]));
      const before = ofColumns(table);
      const after = again(table);
      expect(after.length).toBe(before.length);
      for (const [name, cells] of Object.entries(table)) expect(after.cells(name)).toStrictEqual(cells);
      expect(after.all).toStrictEqual(before.all);
    }),
  );
});

test("a column with more different texts than a small index can number", () => {
  const texts = Array.from({ length: 70_000 }, (_, index) => `text ${index}`);
  expect(again({ name: texts }).cells("name")).toStrictEqual(texts);
});
