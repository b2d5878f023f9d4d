/** Years are recognised by type or, whatever their column is called, by values: no thousands separator. */
import { describe, expect, test } from "vitest";
import { columnOf } from "../../../../src/briefing/authoring/charts/columns.js";
import { measureOf } from "../../../../src/briefing/authoring/charts/measure.js";
import { bar } from "../../../../src/briefing/authoring/charts/bar.js";
import { describeRows } from "../../../../src/briefing/authoring/load/records.js";
import { columnStyle } from "../../../../src/briefing/authoring/show/column-style.js";

const kindOf = (rows: readonly object[], field: string) =>
  columnOf("line", rows as readonly Readonly<Record<string, unknown>>[], field).kind;
const rowsWith = (...cells: readonly unknown[]) => cells.map((Berichtsjahr) => ({ Berichtsjahr }));

describe("a column", () => {
  test.each([
    ["of whole numbers from 1500 to 2100", [1500, 2018, null, 2100], "year"],
    ["with another number", [2018, 2101], "number"],
    ["with a fraction", [2018, 2018.5], "number"],
    ["without numbers", [null], "number"],
  ])("%s", (_, cells, kind) => {
    expect(kindOf(rowsWith(...cells), "Berichtsjahr")).toBe(kind);
  });

  test("with a unit counts something, unless that is the year", () => {
    const inUnit = (unit: string) =>
      describeRows(rowsWith(1832, 1901), [{ name: "Berichtsjahr", type: "integer", unit }]);
    expect(kindOf(inUnit("papers"), "Berichtsjahr")).toBe("number");
    expect(kindOf(inUnit("year"), "Berichtsjahr")).toBe("year");
  });
});

test("of rows that were copied, a year is printed as one in tables and on axes", () => {
  const rows = rowsWith(2017, 2018).map((row) => ({ ...row }));
  expect(columnStyle(rows, { field: "Berichtsjahr" }).format).toBe("year");
  const measure = measureOf([columnOf("scatter", rows, "Berichtsjahr")]);
  expect([measure.write(2018), measure.labelExpr([2018])]).toEqual(["2018", "format(datum.value, 'd')"]);
  // The author may know better.
  expect(columnStyle(rows, { field: "Berichtsjahr", unit: "papers" }).format).toBe("number");
  expect(measureOf([columnOf("scatter", rows, "Berichtsjahr")], { style: "count" }).write(2018)).toBe(
    "2,018",
  );
});

test("horizontal bars of counts that look like years are drawn along the counts", () => {
  const rows = [
    { papers: 1832, state: "A" },
    { papers: 1901, state: "B" },
  ];
  expect(JSON.stringify(bar(rows, { x: "papers", y: "state" }))).toContain('"titleAnchor"');
  expect(() => bar(rows, { x: "papers", y: "state" })).not.toThrow();
});
