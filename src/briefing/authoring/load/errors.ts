import { BriefingError } from "../../model/errors.js";

/**
 * A problem in a file of data/. Lines and columns are 1-based characters of the file; files without lines have 1-based
 * rows.
 */
export interface DataProblem {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly row?: number;
  readonly field?: string;
  readonly message: string;
}

/** `data/pairs.csv:1042:7 column "year": expected an integer, got "n.d."`, or `data/pairs.parquet row 1041 column …` */
export function describeProblem({ path, line, column, row, field, message }: DataProblem): string {
  const place = [path, line, column].filter((part) => part !== undefined).join(":");
  const inTable = `${row === undefined ? "" : ` row ${row}`}${field === undefined ? "" : ` column "${field}"`}`;
  return `${place}${inTable}: ${message}`;
}

/** Data that disagree with datapackage.json, or a missing table. */
export class DataError extends BriefingError {
  readonly problems: readonly DataProblem[];

  constructor(
    message: string,
    options: ErrorOptions & { hint?: string; problems?: readonly DataProblem[] } = {},
  ) {
    super(message, options);
    this.problems = options.problems ?? [];
  }

  /** One problem, with what to do about it. */
  static at(problem: DataProblem, hint: string, cause?: unknown): DataError {
    const problems = [problem];
    return new DataError(describeProblem(problem), { ...(cause !== undefined && { cause }), problems, hint });
  }

  /** @param total number of problems, if not all are described */
  static of(problems: readonly DataProblem[], total = problems.length): DataError {
    const lines = problems.map(describeProblem);
    if (total > lines.length) lines.push(`… and ${total - lines.length} more`);
    return new DataError(lines.join("\n"), {
      problems,
      hint: "Correct the rows or, if the schema is wrong, datapackage.json.",
    });
  }
}
