import { expect, test, vi } from "vitest";
import { loadCube } from "../../../src/briefing/authoring/load/cube.js";
import type { CubeRows } from "../../../src/briefing/model/cube.js";
import { answers } from "../../collaboration/works/answers.js";
import { countDrafts } from "./count-drafts.js";
import { describeWithDuckDb } from "../../support/duckdb.js";
import { build, gzipped } from "./cube-of.js";
import { drafts, records } from "./decoupled.js";
import { temporaryFolder } from "../../support/temporary.js";
import { writeFiles } from "../../support/files.js";

/** A project with nothing but data/, as the working folder. */
function projectFolder(): string {
  const folder = temporaryFolder();
  writeFiles(folder, { "data/datapackage.json": '{ "name": "none", "resources": [] }' });
  vi.spyOn(process, "cwd").mockReturnValue(folder);
  return folder;
}

/** In one order, with the columns that chapters read: the cube has more. */
function rowsOf<Name extends keyof CubeRows>(
  rows: Iterable<CubeRows[Name]>,
  columns: readonly string[],
): readonly string[] {
  return [...(rows as Iterable<object>)]
    .map((row) => columns.map((column) => String(Reflect.get(row, column))).join("|"))
    .sort();
}

test("a project without a cube has none", () => {
  projectFolder();
  expect(loadCube()).toBeNull();
});

describeWithDuckDb("the cube that a chapter loads", () => {
  test("holds what DuckDB counted, row by row, and answers the same", async () => {
    const folder = projectFolder();
    const all = drafts(3, 2_500, "new sources");
    writeFiles(folder, { "works/part.jsonl.gz": gzipped(records(all)) });
    await build(`${folder}/works`, { cube: `${folder}/data/cube` });
    const cube = loadCube();
    if (cube === null) throw new Error("no cube");
    const counted = countDrafts(all);
    for (const table of [
      "countries",
      "pairs",
      "totals",
      "panel_countries",
      "panel_pairs",
      "panel_totals",
      "citations",
      "venues",
      "panel",
    ] as (keyof CubeRows)[]) {
      const columns = Object.keys([...counted.rows(table)][0] ?? {});
      expect(rowsOf(cube.rows(table), columns), table).toEqual(rowsOf(counted.rows(table), columns));
    }
    expect(answers(cube)).toEqual(answers(counted));
  });

  test("is refused where a table is not the one that was counted", async () => {
    const folder = projectFolder();
    writeFiles(folder, { "works/part.jsonl.gz": gzipped(records(drafts(4, 50, "nothing"))) });
    await build(`${folder}/works`, { cube: `${folder}/data/cube` });
    writeFiles(folder, { "data/cube/pairs.parquet": "PAR1" });
    expect(() => loadCube()?.rows("pairs")).toThrow(
      "data/cube/pairs.parquet is not the table that data/cube/cube.json describes",
    );
    writeFiles(folder, { "data/cube/cube.json": "{}" });
    expect(() => loadCube()).toThrow("data/cube/cube.json does not describe a cube");
  });
});
