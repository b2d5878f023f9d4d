/** What frames keep of their rows, and how they say what is wrong. */
import { DataFrame as PlainFrame } from "danfojs-node";
import { expect, test } from "vitest";
import { columnOf, recordsFor } from "../../../../src/briefing/authoring/charts/columns.js";
import { AuthoringError } from "../../../../src/briefing/authoring/errors.js";
import { loadDanfojs } from "../../../../src/briefing/authoring/frame/danfojs.js";
import { describeRows, type Frame } from "../../../../src/briefing/authoring/load/records.js";
import { concat, frame, merge } from "../../../../src/briefing/frame.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { thrown } from "../../../support/thrown.js";

const rows = describeRows(
  [
    { edition: 1400, origin: "A", recipients: 10 },
    { edition: 1401, origin: "B", recipients: 20 },
    { edition: 1401, origin: "A", recipients: 40 },
  ],
  [
    { name: "edition", type: "year" },
    { name: "origin", type: "string", title: "Country of origin" },
    { name: "recipients", type: "integer", title: "Recipients of doctorates", unit: "doctorates" },
  ],
);

/** As charts and tables see the column. */
function shown(given: Frame, field: string) {
  const { title, unit, kind } = columnOf("table", recordsFor("table", given), field);
  return [title, unit, kind];
}

test("sorting, filtering and choosing keep titles, units and years", () => {
  const all = frame(rows);
  for (const made of [
    all,
    all.sortValues("recipients").head(2),
    all.query((row) => row.origin === "A"),
    all.loc({ rows: [1, 2] }),
    all.fillNa(0).dropNa(),
    all.addColumn("twice", [1, 2, 3]).drop({ columns: ["twice"] }),
    concat({ dfList: [all, all] }),
  ]) {
    expect(shown(made, "origin")).toEqual(["Country of origin", undefined, "category"]);
    expect(shown(made, "recipients")).toEqual(["Recipients of doctorates", "doctorates", "number"]);
    expect(shown(made, "edition")).toEqual(["Edition", undefined, "year"]);
  }
  expect(shown({ columns: all.columns, values: all.values }, "origin")).toEqual([
    "Origin",
    undefined,
    "category",
  ]);
});

test("groups and merges keep those of their columns; a computed one has no title", () => {
  const sums = frame(rows)
    .groupby(["origin"])
    .agg({ recipients: ["sum", "count"] });
  expect(shown(sums, "origin")[0]).toBe("Country of origin");
  expect(shown(sums, "recipients_sum")).toEqual(["Recipients sum", "doctorates", "number"]);
  expect(shown(sums, "recipients_count")).toEqual(["Recipients count", undefined, "number"]);
  const renamed = sums.rename({ recipients_sum: "all" }).loc({ columns: ["origin", "all"] });
  const merged = merge({ left: frame(rows), right: renamed, on: ["origin"], how: "left" });
  expect(shown(merged, "recipients")).toEqual(["Recipients of doctorates", "doctorates", "number"]);
  expect(shown(merged, "all")).toEqual(["All", "doctorates", "number"]);
  expect(shown(merged.addColumn("recipients", [1, 2, 3]), "recipients")).toEqual([
    "Recipients",
    undefined,
    "number",
  ]);
});

test("merges keep rows without a partner as asked, also beside a frame without rows", () => {
  const left = frame([
    { k: "a", n: 1 },
    { k: "b", n: 2 },
  ]);
  const right = frame([
    { k: "b", m: 3 },
    { k: "c", m: 4 },
  ]);
  const values = (how: "inner" | "left" | "right" | "outer", other = right) =>
    merge({ left, right: other, on: ["k"], how }).values;
  expect(values("inner")).toEqual([["b", 2, 3]]);
  expect(values("left")).toEqual([
    ["a", 1, null],
    ["b", 2, 3],
  ]);
  expect(values("right")).toEqual([
    ["b", 2, 3],
    ["c", null, 4],
  ]);
  expect(values("outer")).toEqual([
    ["a", 1, null],
    ["b", 2, 3],
    ["c", null, 4],
  ]);
  const none = right.query(() => false);
  expect(values("inner", none)).toEqual([]);
  expect(values("outer", none)).toEqual([
    ["a", 1, null],
    ["b", 2, null],
  ]);
  const { hint } = thrown(AuthoringError, () => merge({ left, right: left, on: ["k"], how: "inner" }));
  expect(hint).toContain('right.rename({ "n": "…" })');
});

test("statistics are those of danfojs, and its own frame can be had and taken", () => {
  const all = frame(rows);
  const plain = new PlainFrame([...rows]);
  expect(all.describe().loc({ columns: ["edition", "recipients"] }).values).toEqual(plain.describe().values);
  expect(all.describe().column("statistic").values[0]).toBe("count");
  expect(all.danfojs).toBeInstanceOf(PlainFrame);
  expect(frame(plain as Frame).values).toEqual(all.values);
  expect(all.column("recipients").std()).toBe(plain.column("recipients").std());
  expect(all.column("recipients").mul(2).add(all.column("edition")).values).toEqual([1420, 1441, 1481]);
  expect(all.query(all.column("recipients").gt(10).and(all.column("origin").eq("A"))).index).toEqual([2]);
});

test("unknown columns, other lengths and mixed types are errors that name them", () => {
  const all = frame(rows);
  const messageOf = (work: () => unknown) => thrown(AuthoringError, work).message;
  expect(messageOf(() => all.sortValues("size" as never))).toBe(
    'sortValues: the frame has no column "size".',
  );
  expect(messageOf(() => all.addColumn("a", [1]))).toContain('"a" has 1 value, and the frame has 3 rows');
  expect(messageOf(() => frame([{ a: 1 }, { a: "x" }]).sortValues("a"))).toContain(
    "numbers (row 1) and text (row 2)",
  );
  expect(messageOf(() => all.column("origin").mean())).toContain('is not a column of numbers: row 1 has "A"');
});

test("without danfojs-node, the error says what to install", () => {
  const folder = temporaryFolder();
  const { message, hint } = thrown(AuthoringError, () => loadDanfojs(folder));
  expect(message).toBe(`frame: the package danfojs-node is not installed for ${folder}.`);
  expect(hint).toContain("npm install danfojs-node");
});
