/** Which data a cell is said to have asked for, whatever asked before. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { describeWithDuckDb } from "../../../../support/duckdb.js";
import { type Cell, runCells } from "./run-cells.js";
import { temporaryFolder } from "../../../../support/temporary.js";

const folder = temporaryFolder("reads");
beforeAll(() => {
  mkdirSync(path.join(folder, "data"));
  const schema = { fields: [{ name: "a", type: "string" }] };
  const resources = ["pairs", "other"].map((name) => ({ name, path: `${name}.csv`, schema }));
  writeFileSync(path.join(folder, "data/datapackage.json"), JSON.stringify({ name: "d", resources }));
  writeFileSync(path.join(folder, "data/pairs.csv"), "a\nUS\nCN\n");
  writeFileSync(path.join(folder, "data/other.csv"), "a\nJP\n");
});

/** Of each cell, as `file rows where`, of files of the project: DuckDB looks at the program that runs it. */
async function readsOf(...cells: readonly Cell[]) {
  const { outcomes } = await runCells(cells, { folder });
  return outcomes.map(({ error, trace }) => {
    expect(error).toBeUndefined();
    return trace.reads
      ?.filter(({ file }) => file.startsWith(folder))
      .map(({ file, rows, where }) => {
        const condition = where === undefined ? "" : ` ${JSON.stringify(where)}`;
        return `${path.relative(folder, file)} ${rows ?? "whole"}${condition}`;
      });
  });
}

test("a cell asks for rows, read before or not, and for what its own code reads", async () => {
  expect(
    await readsOf(
      'import { load } from "briefing";\nimport { readFileSync } from "node:fs";\nload("pairs").length;',
      'load("pairs", { a: "CN" }).length + load("pairs", { a: "CN" }).length',
      // Own code that reads a table which was loaded before.
      'readFileSync("data/pairs.csv", "utf8").length',
      { code: "", silent: true, userExpressions: { x: 'load("other").length', y: "1 + 1" } },
      "1 + 1",
    ),
  ).toEqual([
    ["data/pairs.csv 2"],
    ['data/pairs.csv 1 {"a":["CN"]}'],
    ["data/pairs.csv whole"],
    ["data/other.csv 1"],
    [],
  ]);
});

test("what a module reads on loading is asked for by its import, not by the others of the cell", async () => {
  writeFileSync(path.join(folder, "plain.mjs"), "export const one = 1;");
  const reading =
    'import { readFileSync } from "node:fs";\nexport const rows = readFileSync("data/pairs.csv", "utf8");';
  writeFileSync(path.join(folder, "reading.mjs"), reading);
  const code = 'import { one } from "./plain.mjs";\nimport { rows } from "./reading.mjs";\nrows.length + one';
  const { outcomes } = await runCells([code], { folder });
  const read = outcomes[0]?.trace.reads?.find(({ file }) => file.endsWith("pairs.csv"));
  expect(read?.at).toEqual([expect.stringMatching(/^1@/)]);
});

describeWithDuckDb("queries in the kernel", () => {
  test("ask for whole tables, read before or not", async () => {
    const count = (table: string) => `await sql\`SELECT count(*) AS n FROM ${table}\``;
    expect(await readsOf('import { sql } from "briefing";', count("pairs"), count("pairs"))).toEqual([
      [],
      ["data/pairs.csv whole"],
      ["data/pairs.csv whole"],
    ]);
  });
});
