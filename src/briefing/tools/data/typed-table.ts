/** A table from a file whose cells have types, as CSV. */
export interface TypedTable {
  readonly text: string;
  /** Names of the columns with numbers that are typed in the file, and so written with decimal points in the text. */
  readonly plain: ReadonlySet<string>;
  /** What was done, in words. */
  readonly change: string;
}
