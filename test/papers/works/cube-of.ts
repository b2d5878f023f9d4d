/** Works written as files, built into a cube, read back: in a folder of their own, removed after the test. */
import path from "node:path";
import { gzipSync } from "node:zlib";
import { buildCube, type BuildSettings, type Built } from "../../../src/papers/works/build-cube.js";
import { withDuckDb } from "../../../src/papers/works/duckdb.js";
import { allRows } from "../../../src/papers/works/engine.js";
import type { RawWork } from "./generate.js";

export const gzipped = (works: readonly unknown[]): Buffer =>
  gzipSync(works.map((work) => `${JSON.stringify(work)}\n`).join(""), { level: 1 });

/** As a snapshot has them: by the day on which they were updated; those that do not say it are the oldest. */
export function partitioned(works: readonly RawWork[]): Readonly<Record<string, Buffer>> {
  const days = new Map<string, RawWork[]>();
  for (const work of works) {
    const day = work.updated_date?.slice(0, 9) ?? "2025-12-3";
    days.set(day, [...(days.get(day) ?? []), work]);
  }
  return Object.fromEntries(
    [...days].map(([day, those]) => [`updated_date=${day}1/part_0000.gz`, gzipped(those)]),
  );
}

export const build = (
  folder: string,
  settings: Partial<Omit<BuildSettings, "folder">> = {},
): Promise<Built> =>
  buildCube(
    {
      folder,
      cube: path.join(folder, "cube"),
      memoryMb: 256,
      threads: 2,
      pair: ["CN", "US"],
      years: [1990, 2026],
      panel: undefined,
      remote: undefined,
      ...settings,
    },
    () => undefined,
  );

/** The rows of a table as text, in their order. */
export function tableOf(cube: string, name: string): Promise<readonly (readonly string[])[]> {
  const settings = { memoryMb: 256, threads: 1, spillFolder: path.join(cube, ".scratch") };
  return withDuckDb(settings, async (connect) => {
    const rows = await allRows(await connect(), `FROM read_parquet('${path.join(cube, `${name}.parquet`)}')`);
    return rows.map((row) => row.map(String));
  });
}

/** With the columns and types that DuckDB finds in the file itself. */
export const asParquet = (file: string, target: string): Promise<void> =>
  withDuckDb({ memoryMb: 256, threads: 1, spillFolder: `${target}.spill` }, async (connect) => {
    const engine = await connect();
    await engine.run(
      `COPY (SELECT * FROM read_json('${file}', compression='gzip', hive_partitioning=false)) TO '${target}' (FORMAT parquet)`,
    );
  });
