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

/** The first row of a query's result. */
export async function first(engine: Pick<Engine, "rows">, sql: string): Promise<readonly Cell[]> {
  for await (const row of engine.rows(sql)) return row;
  return [];
}
