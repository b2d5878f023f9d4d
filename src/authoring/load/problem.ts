/** One thing that is wrong with a file of data/. Lines and columns are 1-based characters of the file. */
export interface DataProblem {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly field?: string;
  readonly message: string;
}

/** `data/pairs.csv:1042:7 column "year": expected an integer, got "n.d."` */
export function describeProblem({ path, line, column, field, message }: DataProblem): string {
  const place = [path, line, column].filter((part) => part !== undefined).join(":");
  return `${place}${field === undefined ? "" : ` column "${field}"`}: ${message}`;
}
