import { expect, test } from "vitest";
import { present } from "../../../../src/briefing/authoring/load/present.js";

const rows = [
  { a: 1, b: "x" },
  { a: null, b: "y" },
  { a: 0, b: null },
];

test("keeps the rows with a value in every column; zero is one", () => {
  expect(rows.filter(present("a"))).toEqual([rows[0], rows[2]]);
  expect(rows.filter(present("a", "b"))).toEqual([rows[0]]);
  const sum: number = rows.filter(present("a")).reduce((total, row) => total + row.a, 0);
  expect(sum).toBe(1);
});

test("a column that the rows do not have is an error, not an empty table", () => {
  // Cells of JavaScript are not type-checked.
  const loose = rows as readonly object[] as readonly { readonly c: unknown }[];
  expect(() => loose.filter(present("c"))).toThrow('present: a row has no column "c"');
});
