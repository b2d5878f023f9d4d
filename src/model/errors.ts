/**
 * Errors that are the project's fault, not the program's: the command line prints their message without a stack and
 * exits 1 (ConfigError raised for wrong usage: 2). Rooms subclass it: NotebookFormatError, CellExecutionError …
 */
export class BriefingError extends Error {
  /** What to do about it, one sentence; printed on a line of its own. */
  readonly hint: string | undefined;

  constructor(message: string, options?: ErrorOptions & { hint?: string }) {
    super(message, options);
    this.name = new.target.name;
    this.hint = options?.hint;
  }
}

/** Several as one, so that a person sees all that is wrong at once. */
export function allOf(errors: readonly [BriefingError, ...BriefingError[]]): BriefingError {
  const [only, ...others] = errors;
  if (others.length === 0) return only;
  const messages = errors.map(({ message, hint }) => (hint === undefined ? message : `${message}\n${hint}`));
  return new BriefingError(`${errors.length} faults:\n\n${messages.join("\n\n")}`);
}

/** The command line was typed wrongly: exit code 2. */
export class UsageError extends BriefingError {}
