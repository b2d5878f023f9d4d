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
  /** What the same faults of other rows have in common; without one, the problem is like no other. */
  readonly cause?: string;
  /** The number of further problems of the same cause, and the first of their lines or rows. */
  readonly further?: { readonly count: number; readonly positions: readonly number[] };
}

/** The message of a problem, and what it has in common with the same fault of another row. */
export type ProblemWords = Pick<DataProblem, "message" | "cause">;

const mostPositions = 3;

/** Problems by their causes: thousands with one cause are a single problem that counts the others. */
export class ProblemList {
  total = 0;
  readonly #limit: number;
  readonly #problems: DataProblem[] = [];
  readonly #indexOf = new Map<string, number>();
  #described = 0;

  /** @param limit maximum number of different causes kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get problems(): readonly DataProblem[] {
    return this.#problems;
  }

  /** Number of problems that are neither kept nor counted by one that is. */
  get omitted(): number {
    return this.total - this.#described;
  }

  readonly add = (problem: DataProblem): void => {
    this.total++;
    const { path, field = "", cause } = problem;
    const key = cause === undefined ? undefined : JSON.stringify([path, field, cause]);
    const index = key === undefined ? undefined : this.#indexOf.get(key);
    const first = index === undefined ? undefined : this.#problems[index];
    if (index === undefined || first === undefined) {
      if (this.#problems.length >= this.#limit) return;
      if (key !== undefined) this.#indexOf.set(key, this.#problems.length);
      this.#problems.push(problem);
    } else this.#problems[index] = { ...first, further: withOneMore(first, problem) };
    this.#described++;
  };
}

function withOneMore(
  { further }: DataProblem,
  { line, row }: DataProblem,
): NonNullable<DataProblem["further"]> {
  const { count = 0, positions = [] } = further ?? {};
  const position = line ?? row;
  const isListed = positions.length < mostPositions && position !== undefined;
  return { count: count + 1, positions: isListed ? [...positions, position] : positions };
}

/** `; the same in 2999 more, on lines 3, 4, 5 …` */
function furtherWords({ further, row }: DataProblem): string {
  if (further === undefined) return "";
  const { count, positions } = further;
  const unit = row === undefined ? "line" : "row";
  const list = `${positions.length === 1 ? unit : `${unit}s`} ${positions.join(", ")}`;
  const places = positions.length === 0 ? "" : `, on ${list}${count > positions.length ? " …" : ""}`;
  return `; and ${count} more of the same kind${places}`;
}

/** `data/pairs.csv:1042:7 column "year": expected an integer, got "n.d."`, or `data/pairs.parquet row 1041 column …` */
export function describeProblem(problem: DataProblem): string {
  const { path, line, column, row, field, message } = problem;
  const place = [path, line, column].filter((part) => part !== undefined).join(":");
  const inTable = `${row === undefined ? "" : ` row ${row}`}${field === undefined ? "" : ` column "${field}"`}`;
  return `${place}${inTable}: ${message}${furtherWords(problem)}`;
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

  /** @param omitted number of problems that are not described */
  static of(problems: readonly DataProblem[], omitted = 0): DataError {
    const lines = problems.map(describeProblem);
    if (omitted > 0) lines.push(`… and ${omitted} more`);
    return new DataError(lines.join("\n"), {
      problems,
      hint: "Correct the rows or, if the schema is wrong, datapackage.json.",
    });
  }
}
