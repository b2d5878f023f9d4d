import { BriefingError } from "../../model/errors.js";

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

/** Data that do not agree with datapackage.json, or a table that is not there. */
export class DataError extends BriefingError {
  readonly problems: readonly DataProblem[];

  constructor(
    message: string,
    options: ErrorOptions & { hint?: string; problems?: readonly DataProblem[] } = {},
  ) {
    super(message, options);
    this.problems = options.problems ?? [];
  }

  /** @param total how many problems there are, where not all are described */
  static of(problems: readonly DataProblem[], total = problems.length): DataError {
    const lines = problems.map(describeProblem);
    if (total > lines.length) lines.push(`… and ${total - lines.length} more`);
    return new DataError(lines.join("\n"), {
      problems,
      hint: "Correct the rows, or the schema in datapackage.json if it is the schema that is wrong.",
    });
  }
}
