// Sail (pysail) speaks Spark Connect and is neither Spark nor whole: it has no CACHE TABLE and no input_file_name(), and takes
// folders named updated_date=… for columns. So its tables are written to files, and its works lie in one folder.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { countCube, prepare } from "../../src/papers/dist/works/count-cube.js";
import { withDuckDb } from "../../src/papers/dist/works/duckdb.js";
import { withoutRecords } from "../../src/papers/dist/works/records-duckdb.js";
import { connectTo } from "../../src/papers/dist/works/spark/client.js";
import { recordsOf, worksView } from "../../src/papers/dist/works/spark/records.js";
import { parseRemote } from "../../src/papers/dist/works/spark/remote.js";
import { freePorts, start } from "./processes.mjs";

export async function countWithSail(sail, folder, work) {
  const [port] = await freePorts(1);
  start(sail, ["spark", "server", "--ip", "127.0.0.1", "--port", String(port)], {
    log: path.join(work, "sail.log"),
    cwd: work,
  });
  const session = await patiently(() => connectTo(parseRemote(`sc://127.0.0.1:${port}`, {})));
  try {
    const create = async ({ name, kind, sql }) => {
      const place = `USING parquet LOCATION '${path.join(work, "sail", name)}'`;
      await session.run(
        kind === "view"
          ? `CREATE OR REPLACE TEMPORARY VIEW ${name} AS ${sql}`
          : `CREATE TABLE ${name} ${place} AS ${sql}`,
      );
    };
    await session.run(worksView(pathToFileURL(folder).href));
    await create({ name: "records", kind: "table", sql: recordsOf({ file: "''", day: "''" }) });
    const scratch = path.join(work, "sail-cube");
    mkdirSync(scratch);
    /** @type {import("../../src/papers/dist/works/count-cube.js").CountSettings} */
    const settings = { pair: ["CN", "US"], years: [1990, 2026], panel: undefined, cube: scratch, threads: 1 };
    const duckDbSettings = { memoryMb: 256, threads: 1, spillFolder: path.join(work, "sail-spill") };
    return await withDuckDb(duckDbSettings, async (connect) => {
      const duckDb = await connect();
      await prepare(duckDb, withoutRecords);
      const counter = {
        engine: session,
        create: async (step) => {
          await duckDb.run(`CREATE VIEW ${step.name} AS ${step.sql}`);
          await create(step);
        },
        materialize: async (table, sql) => {
          await duckDb.run(`CREATE TABLE ${table} AS ${sql}`);
          await duckDb.append(table, session.rows(sql));
        },
      };
      return countCube(counter, duckDb, [], settings, scratch, () => undefined);
    });
  } finally {
    await session.close();
  }
}

/** Until the server has started. */
async function patiently(connect, attempts = 100) {
  try {
    return await connect();
  } catch (error) {
    if (attempts === 0) throw error;
    await sleep(200);
    return patiently(connect, attempts - 1);
  }
}
