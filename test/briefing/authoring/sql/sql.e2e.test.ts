/** A query in the real kernel: its reads are known, so its results are cached until the data change. */
import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { describeWithDuckDb } from "../../../support/duckdb.js";
import { runBriefing, type Ran } from "../../cli/run-briefing.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { codeCell, stored } from "../../../support/notebook.js";

const folder = temporaryFolder("briefing sql ü");
const at = (...names: readonly string[]): string => path.join(folder, ...names);
const briefing = (...argv: readonly string[]): Promise<Ran> =>
  runBriefing(argv, { cwd: folder, env: { BRIEFING_CACHE_DIR: at("cache") } });
const notebook = (...sources: readonly string[]): string =>
  stored(sources.map((source, index) => codeCell(`c${index}`, source)));

describeWithDuckDb("sql in the kernel", () => {
  beforeAll(async () => {
    await mkdir(at("notebooks"));
    await mkdir(at("data"));
    await writeFile(at("notebooks/briefing.yml"), "title: T\n");
    const fields = [
      { name: "year", type: "year" },
      { name: "works", type: "integer" },
    ];
    const resources = ["a", "b"].map((name) => ({ name, path: `${name}.csv`, schema: { fields } }));
    await writeFile(at("data/datapackage.json"), JSON.stringify({ name: "d", resources }));
    await writeFile(at("data/a.csv"), "year,works\n2018,1\n2019,2\n");
    await writeFile(at("data/b.csv"), "year,works\n2018,10\n");
  });

  test("the results of a query are cached until a table that it reads changes", async () => {
    const query = "await sql<{ works: number }>`SELECT works FROM a WHERE year > ${from} ORDER BY works`";
    await writeFile(
      at("notebooks/q.ipynb"),
      notebook(
        'import { sql } from "briefing";\nconst from = 2018;',
        `const rows = ${query};\nrows.map((row) => row.works.toFixed(0));`,
        // Filled before, read again.
        `(${query}).length;`,
      ),
    );
    const state = async () => /q {2}3 code cells, (.*)/.exec((await briefing("build")).stderr)?.[1];
    expect(await state()).toContain("not in the cache yet");
    expect(await state()).toBe("unchanged");
    await writeFile(at("data/b.csv"), "year,works\n2018,11\n");
    expect(await state()).toBe("unchanged");
    await writeFile(at("data/a.csv"), "year,works\n2018,1\n2019,3\n");
    expect(await state()).toContain("data/a.csv changed");
  });

  test("a cell that uses DuckDB directly is not treated as one with known reads", async () => {
    await mkdir(at("node_modules"));
    await symlink(path.resolve("node_modules/@duckdb"), at("node_modules/@duckdb"), "junction");
    await writeFile(
      at("notebooks/q.ipynb"),
      notebook(
        'import { sql } from "briefing";\nawait sql`SELECT sum(works) AS works FROM a`;',
        'import { DuckDBInstance } from "@duckdb/node-api";\nDuckDBInstance.name;',
      ),
    );
    expect((await briefing("build")).stderr).toContain("not cached: cell c1 loaded native code");
  });
});
