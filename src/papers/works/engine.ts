/** A database that counts works with SQL. */
export interface Engine {
  /** The engine's name in cube.json: `duckdb 1.5.6`. */
  readonly name: string;
  readonly run: (sql: string) => Promise<void>;
  /** Rows one at a time, in the query's order. Integers of any size are returned as text. */
  readonly rows: (sql: string) => AsyncGenerator<readonly Cell[]>;
}

export type Cell = string | number | boolean | null;

/** A quoted SQL string. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The rows of a short result. */
export async function allRows(engine: Pick<Engine, "rows">, sql: string): Promise<(readonly Cell[])[]> {
  const rows: (readonly Cell[])[] = [];
  for await (const row of engine.rows(sql)) rows.push(row);
  return rows;
}

/** The only row of a result, or its first. */
export const first = async (engine: Pick<Engine, "rows">, sql: string): Promise<readonly Cell[]> =>
  (await allRows(engine, sql))[0] ?? [];
