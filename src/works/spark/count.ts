/** Spark counts; only the rows of the tables come to this machine. */
import type { Counter } from "../count-cube.js";
import type { DuckDb } from "../duckdb.js";
import type { SparkSession } from "./client.js";

/**
 * DuckDB, in which `records` is empty, gives each table its columns and their types by the same SQL. A table of Spark is a
 * view whose rows stay with the workers: where a worker dies, Spark computes its part again.
 */
export const sparkCounter = (spark: SparkSession, duckDb: DuckDb): Counter => ({
  engine: spark,
  async create({ name, kind, sql }) {
    await duckDb.run(`CREATE VIEW ${name} AS ${sql}`);
    await spark.run(`CREATE OR REPLACE TEMPORARY VIEW ${name} AS ${sql}`);
    if (kind === "table") await spark.keep(name);
  },
  async bring(table, sql) {
    await duckDb.run(`CREATE TABLE ${table} AS ${sql}`);
    await duckDb.append(table, spark.rows(sql));
  },
});
