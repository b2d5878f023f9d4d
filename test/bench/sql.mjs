// sql`…` over ten million rows of a cube, beside plain DuckDB with as many threads and with one, in one run: node test/bench/sql.mjs
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { sql } from "../../dist/index.js";
import { workFolder } from "../checks.mjs";

const project = workFolder("bench-sql");
const cube = path.join(project, "data/cube");
mkdirSync(cube, { recursive: true });
writeFileSync(path.join(project, "data/datapackage.json"), '{ "name": "bench", "resources": [] }');
writeFileSync(
  path.join(cube, "cube.json"),
  JSON.stringify({
    $schema: "urn:decoupling-briefing:cube:1",
    pair: ["CN", "US"],
    panel: [1990, 2024],
    tables: { pairs: {} },
  }),
);
const file = path.join(cube, "pairs.parquet");
const connections = {};
for (const threads of [1, os.availableParallelism()])
  connections[threads] = await (
    await DuckDBInstance.create(":memory:", { threads: String(threads) })
  ).connect();
await connections[1].run(`COPY (
  SELECT chr(65 + (r % 26)::INT) || 'A' AS a, chr(65 + ((r // 26) % 26)::INT) || 'B' AS b, 1990 + r % 35 AS year, r % 27 AS field,
    hash(r) % 1000 AS whole FROM range(10000000) AS rows(r)) TO '${file}'`);
process.chdir(project);

const queries = {
  "papers by year": (table) =>
    `SELECT year, sum(whole) AS whole FROM ${table} WHERE a < 'M' GROUP BY year ORDER BY year`,
  "by pair and field": (table) =>
    `SELECT a, b, field, sum(whole) AS whole FROM ${table} GROUP BY ALL ORDER BY a, b, field`,
};
const ask = (query) => sql(Object.assign([query("cube.pairs")], { raw: [] }));
const plain = (connection, query) =>
  connection.runAndReadAll(query(`'${file}'`)).then((result) => result.getRowObjectsJS());
const timed = async (work) => {
  const seconds = [];
  for (let run = 0; run < 5; run++) {
    const start = performance.now();
    await work();
    seconds.push((performance.now() - start) / 1000);
  }
  return seconds.sort((a, b) => a - b)[2];
};
for (const [name, query] of Object.entries(queries)) {
  const ours = await timed(() => ask(query));
  const beside = [];
  for (const [threads, connection] of Object.entries(connections)) {
    const seconds = await timed(() => plain(connection, query));
    beside.push(`plain DuckDB, ${threads} threads, ${seconds.toFixed(2)} s (${(ours / seconds).toFixed(2)})`);
  }
  console.log(`${name}: ${ours.toFixed(2)} s, ${(await ask(query)).length} rows; ${beside.join("; ")}`);
}
