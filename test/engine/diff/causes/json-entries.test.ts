import { expect, test } from "vitest";
import { compareJson } from "../../../../src/engine/diff/causes/data-files.js";

const rows = (before: unknown, after: unknown) =>
  compareJson(JSON.stringify(before), JSON.stringify(after)).rows?.map(
    ({ name, cells: [cell] }) => `${name}: ${cell?.was} → ${cell?.is}`,
  );

test("entries are reported by path and line", () => {
  const text = (partial: number) =>
    `\uFEFF{\n  "limits": {\n    "full": [1, 2],\n    "partial": ${partial}\n  }\n}`;
  expect(compareJson(text(1), text(2)).rows).toEqual([
    { status: "changed", name: "limits.partial", line: 4, cells: [{ column: "", was: "1", is: "2" }] },
  ]);
});

test("an empty list differs from an empty object", () => {
  expect(rows({ a: [] }, { a: {} })).toEqual(["a: [] → {}"]);
});

test("a key with a dot is not a path", () => {
  expect(rows({ "a.b": 1, a: { b: 3 } }, { "a.b": 2, a: { b: 3 } })).toEqual(["a.b: 1 → 2"]);
});

test.each([600, 100_000])("reports nothing if nested %i levels deep", (levels) => {
  const deep = "[".repeat(levels) + "]".repeat(levels);
  expect(compareJson(deep, "[]")).toEqual({});
});

test("a large file is compared quickly", () => {
  const large = (last: number) =>
    JSON.stringify([...Array.from({ length: 20_000 }, (_, index) => ({ index })), last], undefined, 1);
  const { rowCount, rows: [row] = [] } = compareJson(large(1), large(2));
  expect({ rowCount, line: row?.line }).toEqual({ rowCount: 1, line: 60_002 });
});
