import { expect, test } from "vitest";
import { load, loadTable } from "../../../../src/briefing/authoring/load/load.js";
import { remembered } from "../../../../src/briefing/authoring/load/reads.js";
import { rowsOf } from "../../../../src/briefing/authoring/load/where.js";
import { omit } from "../../../../src/briefing/lib/omit.js";
import type { Read } from "../../../../src/briefing/model/reads.js";
import { listenForReads } from "../../../support/reads.js";
import { createProject, field, inFolder } from "./project.js";

const papers = {
  csv: "edition,a,b,year,works\n2022,US,CN,2019,7\n2024,US,CN,2019,8\n2024,CN,JP,2019,3\n2024,US,CN,2020,9\n",
  schema: {
    fields: [field("edition"), field("a"), field("b"), field("year", "integer"), field("works", "integer")],
    foreignKeys: [{ fields: ["edition"], reference: { resource: "editions", fields: ["edition"] } }],
  },
};
const editions = {
  csv: "edition,name,collected\n2022,Old,2022\n2024,New,2024\n",
  schema: { fields: [field("edition"), field("name"), field("collected")] },
};
const project = () => createProject({ t: papers, editions });

/** The reads recorded during some work, with a minimal kernel. */
function noted(work: () => unknown): readonly Omit<Read, "file">[] {
  const reads = listenForReads();
  work();
  return reads.map((read) => omit(read, "file"));
}

test("rows are selected by exact values of columns, one or several each, in the order of the table", () => {
  const rows = (where: object) =>
    inFolder(project(), () => load("t", where)).map(({ year, works }) => [year, works]);
  expect(rows({ a: "US", edition: "2024" })).toEqual([
    [2019, 8],
    [2020, 9],
  ]);
  expect(rows({ b: ["JP", "CN"], year: 2019 })).toHaveLength(3);
  expect(rows({ year: [] })).toEqual([]);
  expect(rows({})).toHaveLength(4);
});

test("a condition that no row can meet, such as a misspelt one, is reported", () => {
  const asked = (where: object) => () => inFolder(project(), () => load("t", where));
  expect(asked({ yaer: 2019 })).toThrow('the table "t" has no column "yaer"');
  expect(asked({ a: undefined })).toThrow('nothing is said of the column "a"');
});

test("the record contains the selected rows' values and editions", () => {
  const folder = project();
  const reads = noted(() => {
    inFolder(folder, () => {
      load("t", { a: ["US", "DE"], b: "CN" });
      load("t", { a: "DE" });
      load("t");
    });
  });
  expect(reads).toEqual([
    { where: { a: ["US"], b: ["CN"] }, rows: 3, of: 4, editions: ["2022", "2024"] },
    { where: { a: ["DE"] }, rows: 0, of: 4, editions: [] },
    { rows: 4, of: 4 },
  ]);
});

test("requesting a cached result records its source rows, each time and not before", () => {
  const folder = project();
  const table = inFolder(folder, () => loadTable("t"));
  const inner = remembered(() => rowsOf(table, { year: 2020 }));
  let outer: (() => unknown) | undefined;
  expect(noted(() => (outer = remembered(() => [inner(), rowsOf(table, { year: 2019 })])))).toEqual([]);
  const years = () => noted(() => outer?.()).map(({ where }) => where?.["year"]);
  expect(years()).toEqual([[2020], [2019]]);
  expect(years()).toEqual([[2020], [2019]]);
  expect(noted(() => inner())).toHaveLength(1);
});
