import { BriefingError } from "../../model/errors.js";

/** A file that is no notebook this program can read; the message begins with its path (and line:column if known). */
export class NotebookFormatError extends BriefingError {}

/** Values for a `parameters` cell that do not fit it. */
export class ParameterError extends BriefingError {
  /** 1-based, in the `parameters` cell. */
  readonly line: number | undefined;

  constructor(message: string, options?: ErrorOptions & { hint?: string; line?: number }) {
    super(message, options);
    this.line = options?.line;
  }
}
