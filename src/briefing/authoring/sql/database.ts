/** The in-memory DuckDB of a notebook, with no access to files other than those of the cube. */
import { createRequire } from "node:module";
import { setTimeout } from "node:timers/promises";
import type * as duckDb from "@duckdb/node-api";
import { DataError } from "../load/errors.js";
import type { Cell, DataRow, FieldType, Resource } from "../load/schema.js";
import { orderMissing, type Query, readQuery } from "./query.js";

interface Shared {
  readonly duckDb: typeof duckDb;
  readonly instance: duckDb.DuckDBInstance;
  /** Functions whose result depends on the time or date. */
  readonly unsteady: ReadonlySet<string>;
  /** Filled tables, by name. */
  readonly filled: Map<string, { readonly version: string; readonly own: string }>;
}

export class Database {
  readonly #shared: Shared;
  readonly #connection: duckDb.DuckDBConnection;

  private constructor(shared: Shared, connection: duckDb.DuckDBConnection) {
    this.#shared = shared;
    this.#connection = connection;
  }

  static async open(cube: string): Promise<Database> {
    const loaded = loadDuckDb();
    const instance = await loaded.DuckDBInstance.create(":memory:", {
      // Sums of fractions depend on the order of addition, so one thread reads the rows in order.
      threads: "1",
      // A file that changed is read again.
      enable_external_file_cache: "false",
      autoinstall_known_extensions: "false",
    });
    const connection = await instance.connect();
    await connection.run(`SET allowed_directories = [${literal(cube)}]`);
    await connection.run("SET enable_external_access = false");
    await connection.run("SET lock_configuration = true");
    await connection.run("CREATE SCHEMA cube");
    const unsteady = await connection.runAndReadAll(
      `SELECT DISTINCT function_name FROM duckdb_functions()
      WHERE stability IN ('VOLATILE', 'CONSISTENT_WITHIN_QUERY') AND function_name NOT IN ('error', 'stats')`,
    );
    const names = new Set(unsteady.getRows().map(([name]) => String(name)));
    return new Database({ duckDb: loaded, instance, unsteady: names, filled: new Map() }, connection);
  }

  /** The same tables, without waiting for an interrupted query that is still computing. */
  async again(): Promise<Database> {
    return new Database(this.#shared, await this.#shared.instance.connect());
  }

  close(): void {
    this.#connection.closeSync();
  }

  async parse(text: string, parameters: number): Promise<Query> {
    const answer = await this.#connection.runAndReadAll("SELECT json_serialize_sql($1::VARCHAR)", [text]);
    return readQuery(String(answer.getRows()[0]?.[0]), this.#shared.unsteady, parameters);
  }

  /** Whether a table of this version exists, so that queries on this connection can name it. */
  async offers(table: string, version: string): Promise<boolean> {
    const found = this.#shared.filled.get(table);
    if (found?.version !== version) return false;
    await this.#view(table, identifier(found.own));
    return true;
  }

  /** Creates a table with these rows, replacing any table of this name. */
  async fill({ name, fields }: Resource, rows: readonly DataRow[], version: string): Promise<void> {
    const columns = fields.map((field) => `${identifier(field.name)} ${types[field.type]}`);
    // Concurrent queries may fill a table twice, so each uses its own.
    const own = `${name} ${++lastTable}`;
    await this.#connection.run(`CREATE TABLE ${identifier(own)} (${columns.join(", ")})`);
    const appender = await this.#connection.createAppender(own);
    for (const row of rows) {
      // eslint-disable-next-line local/lookups -- the names that the rows were made with
      for (const { name: field, type } of fields) this.#append(appender, type, row[field] ?? null);
      appender.endRow();
    }
    appender.closeSync();
    const before = this.#shared.filled.get(name);
    this.#shared.filled.set(name, { version, own });
    // One of the same version belongs to another query, which may be using it.
    if (before !== undefined && before.version !== version)
      await this.#connection.run(`DROP TABLE ${identifier(before.own)}`).catch(() => undefined);
    await this.#view(name, identifier(own));
  }

  #append(appender: duckDb.DuckDBAppender, type: FieldType, cell: Cell): void {
    const { DuckDBDateValue, DuckDBTimestampValue } = this.#shared.duckDb;
    if (cell === null) appender.appendNull();
    else if (type === "integer") appender.appendBigInt(BigInt(cell));
    else if (type === "number") appender.appendDouble(cell as number);
    else if (type === "year") appender.appendInteger(cell as number);
    else if (type === "boolean") appender.appendBoolean(cell as boolean);
    else if (type === "date") appender.appendDate(new DuckDBDateValue(Date.parse(String(cell)) / 86_400_000));
    else if (type === "datetime")
      appender.appendTimestamp(new DuckDBTimestampValue(microseconds(String(cell))));
    else appender.appendVarchar(cell as string);
  }

  /** A file of the cube, as a table of the schema `cube`. */
  async offerFile(table: string, file: string): Promise<void> {
    const view = `CREATE OR REPLACE VIEW cube.${identifier(table)} AS FROM read_parquet(${literal(file)})`;
    for (let tries = 1; ; tries++) {
      try {
        await this.#connection.run(view);
        return;
      } catch (error) {
        // Another query is creating the same view.
        if (tries === 50 || !String(error).includes("onflict")) explain(error);
        await setTimeout(10);
      }
    }
  }

  /** Limited to this connection, so that concurrent queries do not interfere. */
  async #view(name: string, from: string): Promise<void> {
    await this.#connection
      .run(`CREATE OR REPLACE TEMP VIEW ${identifier(name)} AS FROM ${from}`)
      .catch(explain);
  }

  async rows(query: Query, parameters: readonly unknown[]): Promise<readonly DataRow[]> {
    const typed = parameters.map((value, at) => typedValue(this.#shared.duckDb, value, at + 1));
    const values = typed.map(([value]) => value);
    const types = typed.map(([, type]) => type);
    const run = (text: string) => this.#connection.runAndReadAll(text, values, types).catch(explain);
    const plain = await this.#textOf(query.orderedBy(1));
    const columns = (await run(`SELECT * FROM (${plain}) LIMIT 0`)).columnNames();
    const ordered = query.order === "none" ? plain : await this.#textOf(query.orderedBy(columns.length));
    const result = await run(ordered);
    if (result.currentRowCount > 1 && query.order === "none") throw orderMissing("it gives several");
    return result.getRows().map((row) => {
      const cells = columns.map((name, at) => [name, cellOf(row[at] ?? null, name)] as const);
      return Object.fromEntries<Cell>(cells);
    });
  }

  async #textOf(serialized: string): Promise<string> {
    const answer = await this.#connection
      .runAndReadAll("SELECT json_deserialize_sql($1::JSON)", [serialized])
      .catch(explain);
    return String(answer.getRows()[0]?.[0]);
  }
}

let lastTable = 0;

const types: Record<FieldType, string> = {
  string: "VARCHAR",
  integer: "BIGINT",
  number: "DOUBLE",
  boolean: "BOOLEAN",
  year: "INTEGER",
  date: "DATE",
  datetime: "TIMESTAMP",
};

/** In UTC, like every time of the program that names no zone. */
function microseconds(text: string): bigint {
  const isZoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(text.slice(10));
  return BigInt(Date.parse(isZoned ? text : `${text}Z`)) * 1000n;
}

/**
 * The kernel does not cache cells that load native code, because it cannot see what such code reads. DuckDB's reads are
 * reported, so its modules are removed from Node's list; a direct import of DuckDB loads them again.
 */
function loadDuckDb(): typeof duckDb {
  const load = createRequire(import.meta.url);
  try {
    return load("@duckdb/node-api") as typeof duckDb;
  } catch (cause) {
    throw new DataError("sql`…` needs DuckDB, which is not installed or does not run on this system.", {
      cause,
      hint: "Install it in the project: npm install @duckdb/node-api (Linux, macOS and Windows, 64 bits).",
    });
  } finally {
    for (const file of Object.keys(load.cache))
      if (/[\\/]@duckdb[\\/]/.test(file)) Reflect.deleteProperty(load.cache, file);
  }
}

/** `Binder Error: Referenced column "yer" not found …`, with the position in the query below it. */
function explain(cause: unknown): never {
  throw new DataError((cause as Error).message.trim(), {
    cause,
    hint: "DuckDB computes the query; its dialect is described on duckdb.org/docs/sql.",
  });
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

type Typed = readonly [value: duckDb.DuckDBValue, type: duckDb.DuckDBType];

/** Whole numbers as such, so that LIMIT takes them. */
function typedValue(
  { BIGINT, BOOLEAN, DOUBLE, HUGEINT, LIST, listValue, SQLNULL, VARCHAR }: typeof duckDb,
  parameter: unknown,
  position: number,
): Typed {
  const single = (one: unknown): Typed | undefined => {
    if (typeof one === "string") return [one, VARCHAR];
    if (typeof one === "boolean") return [one, BOOLEAN];
    if (typeof one === "bigint") return [one, HUGEINT];
    if (typeof one !== "number" || Number.isNaN(one)) return undefined;
    if (Number.isSafeInteger(one)) return [BigInt(one), BIGINT];
    if (Number.isInteger(one)) refuseRounded(one, position);
    return [one, DOUBLE];
  };
  if (parameter === null) return [null, SQLNULL];
  if (!Array.isArray(parameter)) return single(parameter) ?? refuse(parameter, position);
  const items = parameter.map((one) => single(one) ?? refuse(one, position));
  const [type = SQLNULL, ...others] = new Set(items.map((item) => item[1]));
  if (others.length === 0) return [listValue(items.map(([value]) => value)), LIST(type)];
  if (parameter.every((one) => typeof one === "number")) return [listValue(parameter), LIST(DOUBLE)];
  throw new DataError(`Value ${position} of the query is a list of ${[type, ...others].join(" and ")}.`, {
    hint: "A list holds either texts or numbers.",
  });
}

/** JavaScript has rounded it before it arrives here. */
function refuseRounded(value: number, position: number): never {
  throw new DataError(
    `Value ${position} of the query, ${value}, has more digits than a number holds exactly.`,
    { hint: "Write it as a bigint, with an n at its end: 9007199254740993n" },
  );
}

function refuse(value: unknown, position: number): never {
  const { name } = (value ?? undefined)?.constructor ?? { name: "undefined" };
  throw new DataError(`Value ${position} of the query is ${Number.isNaN(value) ? "NaN" : name}.`, {
    hint: "It may be text, a number, true, false, null, or a list of texts or numbers. A date is text: 2018-11-01.",
  });
}

function cellOf(value: duckDb.DuckDBValue, column: string): Cell {
  if (typeof value === "bigint") return safeNumber(value, column);
  if (value === null || typeof value !== "object") return value;
  if ("scale" in value) return Number(value.toString());
  if ("days" in value || "micros" in value) return value.toString();
  throw new DataError(`Column "${column}" of the query holds ${value.constructor.name}.`, {
    hint: `Rows of a query hold text, numbers, true and false. Take it apart with unnest(…), or write it out: CAST(${column} AS VARCHAR)`,
  });
}

function safeNumber(value: bigint, column: string): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new DataError(
    `${value} in column "${column}" of the query has more digits than a number holds exactly.`,
    {
      hint: `Take it as text, CAST(${column} AS VARCHAR), or as a rounded number, CAST(${column} AS DOUBLE).`,
    },
  );
}
