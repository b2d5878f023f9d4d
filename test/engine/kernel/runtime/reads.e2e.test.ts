/** Which statement of a cell is said to have asked for data, whatever asked before and however late the data come. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeWithDuckDb } from "../../../support/duckdb.js";
import { type Cell, runCells } from "./run-cells.js";

let folder = "";
beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "reads-")));
  mkdirSync(path.join(folder, "data"));
  const schema = { fields: [{ name: "a", type: "string" }] };
  const resources = ["pairs", "other"].map((name) => ({ name, path: `${name}.csv`, schema }));
  writeFileSync(path.join(folder, "data/datapackage.json"), JSON.stringify({ name: "d", resources }));
  writeFileSync(path.join(folder, "data/pairs.csv"), "a\nUS\nCN\n");
  writeFileSync(path.join(folder, "data/other.csv"), "a\nJP\n");
  writeFileSync(path.join(folder, "rows.csv"), "a\n");
  writeFileSync(
    path.join(folder, "read.ts"),
    'import { readFileSync } from "node:fs";\nreadFileSync("rows.csv");\n',
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Of each cell, as `file rows by`, of files of the project: DuckDB looks at the program that runs it. */
async function readsOf(...cells: readonly Cell[]) {
  const { outcomes } = await runCells(cells, { folder });
  return outcomes.map(({ error, trace }) => {
    expect(error).toBeUndefined();
    return trace.reads
      ?.filter(({ file }) => file.startsWith(folder))
      .map(({ file, rows, by }) => `${path.relative(folder, file)} ${rows ?? "whole"} [${by.join()}]`);
  });
}

test("a read belongs to the statement that asked for it, and to the whole cell where that is not known", async () => {
  expect(
    await readsOf(
      'import { load } from "decoupling-briefing";\nimport { readFileSync } from "node:fs";\nload("pairs").length;',
      // A person's own reading of a table that was loaded before.
      'const text = readFileSync("data/pairs.csv", "utf8");',
      // A module that reads when it is imported, whoever reads the same again.
      'import "./read";\nconst again = readFileSync("rows.csv", "utf8");',
      `import { readFile } from "node:fs/promises";
async function later(name: string): Promise<number> {
  await new Promise((done) => setTimeout(done, 1));
  return load(name).length;
}
const a = later("pairs");
const b = readFile("rows.csv");
const ra = await a;
const rb = await b;`,
      // What an earlier cell has begun.
      'let go = () => {};\nconst waits = new Promise<void>((done) => (go = done)).then(() => load("pairs").length);',
      "go();\nconst n = await waits;",
      { code: "", silent: true, userExpressions: { x: 'later("pairs")', y: "1 + 1" } },
    ),
  ).toEqual([
    ["data/pairs.csv 2 [2]"],
    ["data/pairs.csv whole [0]"],
    ["rows.csv whole []"],
    ["data/pairs.csv 2 [2]", "rows.csv whole [3]"],
    [],
    ["data/pairs.csv 2 []"],
    ["data/pairs.csv 2 [x]"],
  ]);
});

describeWithDuckDb("queries in the kernel", () => {
  test("that run beside each other read for the statements that began them, whoever reads the tables first", async () => {
    const from = (table: string) => `sql\`SELECT count(*) AS n FROM ${table}\``;
    const cell = (one: string, two: string) =>
      `const a = ${from(one)};\nconst b = ${from(two)};\nconst ra = await a;\nconst rb = await b;`;
    expect(
      await readsOf(
        'import { sql } from "decoupling-briefing";',
        cell("pairs", "other"),
        cell("other", "pairs"),
      ),
    ).toEqual([
      [],
      ["data/other.csv whole [1]", "data/pairs.csv whole [0]"],
      ["data/other.csv whole [0]", "data/pairs.csv whole [1]"],
    ]);
  });
});
