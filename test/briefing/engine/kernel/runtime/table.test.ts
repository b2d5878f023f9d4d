import { expect, test } from "vitest";
import {
  cellText,
  tableHtml,
  tableOf,
  tableText,
} from "../../../../../src/briefing/engine/kernel/runtime/table.js";

test("only arrays of plain records and what is shaped like a DataFrame are tables", () => {
  expect(tableOf([{ a: 1 }])?.columns).toEqual(["a"]);
  expect(tableOf([Object.assign(Object.create(null) as object, { a: 1 })])?.columns).toEqual(["a"]);
  for (const other of [
    [],
    [1],
    [{ a: 1 }, 2],
    [[1]],
    [new Date(0)],
    [new Map()],
    [{}],
    null,
    "x",
    { columns: [] },
  ])
    expect(tableOf(other)).toBeUndefined();
  expect(tableOf({ columns: ["a"], values: [[1]], shape: [2, 1] })).toBeUndefined();
});

test("columns are those of all records, in the order they come", () => {
  const view = tableOf([{ a: 1 }, { b: 2, a: 3 }]);
  expect(view?.columns).toEqual(["a", "b"]);
  expect(view?.rows).toEqual([
    [1, undefined],
    [3, 2],
  ]);
});

test("a Series is a table of one column", () => {
  const view = tableOf({ columns: ["share"], values: [0.5, 0.25], shape: [2, 1], index: ["x", "y"] });
  expect(view?.rows).toEqual([[0.5], [0.25]]);
  expect(view?.index).toEqual(["x", "y"]);
});

test("only what is shown is touched, and the rest is counted", () => {
  const columns = Array.from({ length: 30 }, (_, at) => `c${at}`);
  const view = tableOf({
    columns,
    values: Array.from({ length: 1000 }, () => columns.map(() => 0)),
    shape: [1000, 30],
  });
  expect([view?.rows.length, view?.rows[0]?.length]).toEqual([50, 20]);
  expect(view && tableHtml(view)).toContain("<p>50 of 1000 rows, 20 of 30 columns shown</p>");
});

test("a record whose getter throws is no table; nor is a frame that pretends", () => {
  const thrower = {
    get a(): number {
      throw new Error("g");
    },
  };
  expect(tableOf([thrower])).toBeUndefined();
  expect(
    tableOf(
      new Proxy(
        {},
        {
          has: () => {
            throw new Error("trap");
          },
        },
      ),
    ),
  ).toBeUndefined();
});

test("cells are one short line each", () => {
  expect(cellText(null)).toBe("");
  expect(cellText(new Date(0))).toBe("1970-01-01T00:00:00.000Z");
  expect(cellText(new Date(Number.NaN))).toBe("Invalid Date");
  expect(cellText({ a: { b: { c: 1 } } })).toBe("{ a: { b: [Object] } }");
  expect(cellText("x".repeat(300))).toHaveLength(201);
});

test("HTML escapes headings, labels and cells", () => {
  const view = tableOf({ columns: ["<h>"], values: [["&'\""]], shape: [1, 1], index: ["<i>"] });
  const html = view === undefined ? "" : tableHtml(view);
  expect(html).toContain("<th>&lt;h&gt;</th>");
  expect(html).toContain("<th>&lt;i&gt;</th><td>&amp;&#39;&quot;</td>");
});

test("text sets numbers right and words left, one line a row", () => {
  const view = tableOf({
    columns: ["n", "word"],
    values: [
      [5, "a\nb"],
      [10, "c"],
    ],
    shape: [2, 2],
  });
  expect(view && tableText(view)).toBe("    n  word\n0   5  a b\n1  10  c");
});

test("numbers have four significant digits; whole numbers, years among them, are not rounded", () => {
  const numbers = [
    12.09072868217054,
    -0.000123456,
    0.1 + 0.2,
    1234.5,
    123456.7,
    62432,
    2019,
    1e21,
    1 / 0,
    NaN,
  ];
  const shown = ["12.09", "-0.0001235", "0.3", "1235", "123457", "62432", "2019", "1e+21", "Infinity", "NaN"];
  expect(numbers.map(cellText)).toEqual(shown);
  const view = tableOf(numbers.slice(0, 2).map((ratio) => ({ ratio })));
  expect(view && tableHtml(view)).toContain('<td align="right">12.09</td>');
  expect(
    view &&
      tableText(view)
        .split("\n")
        .map((line) => line.trim()),
  ).toEqual(["ratio", "12.09", "-0.0001235"]);
});
