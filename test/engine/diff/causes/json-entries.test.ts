import { expect, test } from "vitest";
import { compareJson } from "../../../../src/engine/diff/causes/data-files.js";

const rows = (before: unknown, after: unknown) =>
  compareJson(JSON.stringify(before), JSON.stringify(after)).rows?.map(
    ({ name, cells: [cell] }) => `${name}: ${cell?.was} → ${cell?.is}`,
  );

test("entries are reported by their paths, with the lines on which they stand", () => {
  const text = (partial: number) =>
    `\uFEFF{\n  "limits": {\n    "full": [1, 2],\n    "partial": ${partial}\n  }\n}`;
  expect(compareJson(text(1), text(2)).rows).toEqual([
    { status: "changed", name: "limits.partial", line: 4, cells: [{ column: "", was: "1", is: "2" }] },
  ]);
});

test("a list without items is not an object without keys", () => {
  expect(rows({ a: [] }, { a: {} })).toEqual(["a: [] → {}"]);
});

test("a key with a dot is not a path", () => {
  expect(rows({ "a.b": 1, a: { b: 3 } }, { "a.b": 2, a: { b: 3 } })).toEqual(["a.b: 1 → 2"]);
});

test.each([600, 100_000])("nested %i levels deep, nothing is reported", (levels) => {
  const deep = "[".repeat(levels) + "]".repeat(levels);
  expect(compareJson(deep, "[]")).toEqual({});
});

test("a large file is read in a moment", () => {
  const large = (last: number) =>
    JSON.stringify([...Array.from({ length: 20_000 }, (_, index) => ({ index })), last], undefined, 1);
  const { rowCount, rows: [row] = [] } = compareJson(large(1), large(2));
  expect({ rowCount, line: row?.line }).toEqual({ rowCount: 1, line: 60_002 });
});
