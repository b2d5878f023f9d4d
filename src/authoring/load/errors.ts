import { BriefingError } from "../../model/errors.js";
import { describeProblem, type DataProblem } from "./problem.js";

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

  static of(problems: readonly DataProblem[], total: number): DataError {
    const lines = problems.map(describeProblem);
    if (total > lines.length) lines.push(`… and ${total - lines.length} more`);
    return new DataError(lines.join("\n"), {
      problems,
      hint: "Mend the rows, or the schema in datapackage.json if it is the schema that is wrong.",
    });
  }
}
