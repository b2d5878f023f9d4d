/** A database that counts works: it is handed SQL. */
export interface Engine {
  /** As it is written into cube.json: `duckdb 1.5.6`. */
  readonly name: string;
  readonly run: (sql: string) => Promise<void>;
  /** One row at a time, in the order of the query. Whole numbers of any size come as text. */
  readonly rows: (sql: string) => AsyncGenerator<readonly Cell[]>;
}

export type Cell = string | number | boolean | null;

/** Text as SQL writes it. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The first row of what is asked for. */
export async function first(engine: Engine, sql: string): Promise<readonly Cell[]> {
  for await (const row of engine.rows(sql)) return row;
  return [];
}
