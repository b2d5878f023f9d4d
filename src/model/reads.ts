/** Which data a cell asked for: what `load` reports to the kernel, and how a report keeps it. */

/** Name of the symbol under which the kernel puts a {@link ReadListener} on the global object. */
export const READS = "decoupling-briefing.reads";

export interface ReadListener {
  /** A read, or what was made of it, is asked for. */
  asks(read: Read): void;
  /** A file is read by code that reports what is asked of it, until the function that comes back is called. */
  opens(file: string): () => void;
}

/** What columns of the rows say, one of the values each. */
export type Condition = Readonly<Record<string, readonly (string | number | boolean | null)[]>>;

/** Rows that were handed over, or a file that was read as a whole. */
export interface Read {
  /** An absolute path inside the protocol, relative to the project in output. */
  readonly file: string;
  /** What was asked of the rows, as far as those that were handed over say it; missing where nothing was asked. */
  readonly where?: Condition;
  /** How many rows were handed over, and of how many; missing where the file was not read as a table. */
  readonly rows?: number;
  readonly of?: number;
  /** Ids of the editions among the rows that were handed over; missing where all of them were. */
  readonly editions?: readonly string[];
}

/** A table that others refer to and that has these columns lists the editions of sources. */
export function isListOfEditions(columns: readonly string[]): boolean {
  return ["name", "collected"].every((wanted) => columns.includes(wanted));
}
