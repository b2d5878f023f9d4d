import { describe, expect, it, test } from "vitest";
import {
  compareCsv,
  compareJson,
  packageChange,
} from "../../../../../src/briefing/engine/diff/causes/data-files.js";

const years = Array.from({ length: 20 }, (_, index) => 2000 + index);
const csv = (flow: (year: number) => number | undefined) =>
  [
    "river,year,flow",
    ...years.flatMap((year) => (flow(year) === undefined ? [] : `Alder,${year},${flow(year)}`)),
  ].join("\n");
const rules = { delimiter: ",", key: ["river", "year"] };

test("a large change of a table is summarised: rows, columns, the ten largest", () => {
  const before = csv((year) => (year === 2019 ? undefined : 100));
  const after = csv((year) => (year === 2000 ? undefined : year === 2010 ? 150 : year > 2010 ? 103 : 98));
  const { summary, rowCount } = compareCsv(before, after, rules);
  expect(rowCount).toBe(20);
  expect(summary).toMatchObject({
    added: 1,
    removed: 1,
    changed: 18,
    columns: [{ column: "flow", changed: 18, relative: { least: -0.02, median: 0.03, greatest: 0.5 } }],
  });
  expect(summary?.largest).toHaveLength(10);
  expect(summary?.largest[0]).toMatchObject({ name: "river Alder, year 2010", was: "100", is: "150" });
});

test("few rows are all listed", () => {
  const { summary, rows: listed } = compareCsv(
    csv(() => 100),
    csv((year) => (year === 2010 ? 101 : 100)),
    rules,
  );
  expect([summary, listed?.length]).toEqual([undefined, 1]);
});

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

describe("an edited data package", () => {
  const text = (flow: object, more: object = {}, others: readonly object[] = []) =>
    JSON.stringify({ resources: [{ path: "flow.csv", hash: "1", bytes: 1, ...flow }, ...others], ...more });
  const change = (one: string, two: string, isChanged = false) =>
    packageChange(one, two, "data/datapackage.json", () => isChanged);

  it("is not reported if only blanks, or size and hash of changed data, differ", () => {
    const spaced = JSON.stringify(JSON.parse(text({})), undefined, 2);
    expect(change(text({}), spaced)).toEqual({ restates: true });
    expect(change(text({}), text({ hash: "2", bytes: 2 }), true)).toEqual({ restates: true });
    expect(change(text({}), text({ hash: "2" }))).toEqual({ resources: ["data/flow.csv"] });
  });

  it("is reported by the files it describes", () => {
    const other = { path: "other.csv", title: "Other" };
    expect(change(text({}), text({}, {}, [other]))).toEqual({ resources: ["data/other.csv"] });
    expect(change(text({}), text({}, { title: "New" }))).toEqual({ resources: [] });
    expect(change(text({}), "torn")).toEqual({});
  });
});
