/** The only module that uses DuckDB; all others pass it SQL. */
import type * as duckDb from "@duckdb/node-api";
import type { Cell, Engine } from "./engine.js";
import { diskFullHint, WorksError } from "./errors.js";

/** Can also insert rows counted by another engine. */
export interface DuckDb extends Engine {
  readonly append: (table: string, rows: AsyncIterable<readonly Cell[]>) => Promise<void>;
}

export interface EngineSettings {
  /** Memory limit before DuckDB spills to `spillFolder`. */
  readonly memoryMb: number;
  readonly threads: number;
  readonly spillFolder: string;
}

/** An in-memory database that exists while `work` runs. Each connection runs one query at a time. */
export async function withDuckDb<Result>(
  settings: EngineSettings,
  work: (connect: () => Promise<DuckDb>) => Promise<Result>,
): Promise<Result> {
  const { DuckDBInstance } = await loadDuckDb();
  const instance = await DuckDBInstance.create(":memory:", {
    threads: String(settings.threads),
    memory_limit: `${settings.memoryMb}MB`,
    temp_directory: settings.spillFolder,
    // Each file is read only once.
    enable_external_file_cache: "false",
    // No downloads: the package contains all required functions.
    autoinstall_known_extensions: "false",
  });
  const connections: duckDb.DuckDBConnection[] = [];
  try {
    return await work(async () => {
      const connection = await instance.connect();
      connections.push(connection);
      return engineOf(connection);
    });
  } finally {
    for (const connection of connections) connection.closeSync();
    instance.closeSync();
  }
}

async function engineOf(connection: duckDb.DuckDBConnection): Promise<DuckDb> {
  const [[version] = []] = (await connection.runAndReadAll("SELECT version()")).getRows();
  return {
    name: `duckdb ${typeof version === "string" ? version.replace(/^v/, "") : ""}`,
    run: async (sql) => {
      await connection.run(sql).catch(explain);
    },
    async *rows(sql) {
      const result = await connection.stream(sql).catch(explain);
      for (;;) {
        const chunk = await result.fetchChunk().catch(explain);
        if (chunk === null || chunk.rowCount === 0) return;
        for (const row of chunk.getRows()) yield row.map(cellOf);
      }
    },
    async append(table, rows) {
      const appender = await connection.createAppender(table).catch(explain);
      try {
        for await (const row of rows) {
          for (const cell of row) appender.appendValue(cell);
          appender.endRow();
        }
        try {
          appender.flushSync();
        } catch (error) {
          explain(error);
        }
      } finally {
        appender.closeSync();
      }
    },
  };
}

/** Explains errors that the user can fix; rethrows all others. */
function explain(error: unknown): never {
  const { message } = error as Error;
  const [line = message] = message.split("\n");
  if (line.startsWith("Out of Memory Error"))
    throw new WorksError("DuckDB ran out of memory.", {
      cause: error,
      hint: "Raise the limit with --memory 1024 (megabytes), or use fewer threads.",
    });
  if (/no space left|not enough space|quota exceeded/i.test(message))
    throw new WorksError(`DuckDB could not write because the disk is full. ${line}`, {
      cause: error,
      hint: diskFullHint,
    });
  if (line.startsWith("IO Error")) throw new WorksError(`DuckDB failed: ${line.slice(10)}`, { cause: error });
  throw error;
}

function cellOf(value: unknown): Cell {
  if (typeof value === "bigint") return value.toString();
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

/** Loaded on demand, because it is large and not available on all platforms. */
async function loadDuckDb(): Promise<typeof duckDb> {
  try {
    return await import("@duckdb/node-api");
  } catch (error) {
    throw new WorksError("DuckDB, which counts works, is not installed or does not support this machine.", {
      cause: error,
      hint: "Install it in the project: npm install @duckdb/node-api (Linux, macOS and Windows, 64 bits).",
    });
  }
}
