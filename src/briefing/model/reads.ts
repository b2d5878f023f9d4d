/** The data that cells use: as `load` reports it to the kernel, and as a report stores it. */

/** Name of the symbol under which the kernel puts a {@link ReadListener} on the global object. */
export const READS = "briefing.reads";

export interface ReadListener {
  /** Distinguishes requests to the kernel. */
  cell(): number;
  /** Called when a read, or something derived from it, is used. */
  asks(read: Read): void;
  /** Between this call and one to the returned function, a file is read by code that reports its reads itself. */
  opens(file: string): () => void;
  /**
   * The statement that is being executed, as `execution count:index@requests`, with the number of reads that it has
   * requested so far; undefined outside of cells.
   */
  statement(): string | undefined;
}

/** Conditions on rows: for each column, the values of which a row must have one. */
export type Condition = Readonly<Record<string, readonly (string | number | boolean | null)[]>>;

/** Rows returned to the cell, or a file that was read as a whole. */
export interface Read {
  /** An absolute path in the protocol, relative to the project in output. */
  readonly file: string;
  /** The conditions on the rows, as far as the returned rows show them; missing if there were none. */
  readonly where?: Condition;
  /** The number of rows returned, and of all rows; missing if the file was not read as a table. */
  readonly rows?: number;
  readonly of?: number;
  /** Ids of the editions among the returned rows; missing if all rows were returned. */
  readonly editions?: readonly string[];
  /**
   * Who asked for them, as `statement@request`: the index of a statement of the cell, or the id of an inline expression,
   * or nothing for code that ran outside of both; and which of its requests it was, from 0. Missing in reports, and in notebooks executed by earlier versions.
   */
  readonly at?: readonly string[];
}

/** A table with these columns that other tables reference lists the editions of sources. */
export function isListOfEditions(columns: readonly string[]): boolean {
  return ["name", "collected"].every((wanted) => columns.includes(wanted));
}
