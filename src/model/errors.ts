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
