/** Marks errors of this module in every copy of it. */
const mark = Symbol.for("briefing.error");

/**
 * Errors caused by the project, not by the program: the command line prints their message without a stack and exits
 * with 1 (UsageError: 2). Subclasses: NotebookFormatError, CellExecutionError …
 */
export class BriefingError extends Error {
  readonly [mark] = true;
  /** How to fix it, in one sentence; printed on a separate line. */
  readonly hint: string | undefined;

  constructor(message: string, options?: ErrorOptions & { hint?: string }) {
    super(message, options);
    this.name = new.target.name;
    this.hint = options?.hint;
  }

  /**
   * A package that adds commands may load another copy of this module than the program that runs them. So classes are
   * compared by name.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (!(value instanceof Error) || !(mark in value)) return false;
    let prototype: object | null = Object.getPrototypeOf(value) as object | null;
    while (prototype !== null) {
      if (prototype.constructor.name === this.name) return true;
      prototype = Object.getPrototypeOf(prototype) as object | null;
    }
    return false;
  }
}

/** Several errors as one, so that all of them are reported at once. */
export function allOf(errors: readonly [BriefingError, ...BriefingError[]]): BriefingError {
  const [only, ...others] = errors;
  if (others.length === 0) return only;
  const messages = errors.map(({ message, hint }) => (hint === undefined ? message : `${message}\n${hint}`));
  return new BriefingError(`${errors.length} faults:\n\n${messages.join("\n\n")}`);
}

/** Wrong usage of the command line: exit code 2. */
export class UsageError extends BriefingError {}
