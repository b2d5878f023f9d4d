import { BriefingError } from "../../model/errors.js";

/** This program cannot read the notebook; the message begins with its path (and line:column, if known). */
export class NotebookFormatError extends BriefingError {}

/** Throws the error, or records it together with its effect on the page. */
export type OnFault = (error: NotebookFormatError, consequence: string) => void;

/** Values do not fit the `parameters` cell. */
export class ParameterError extends BriefingError {
  /** 1-based, within the `parameters` cell. */
  readonly line: number | undefined;

  constructor(message: string, options?: ErrorOptions & { hint?: string; line?: number }) {
    super(message, options);
    this.line = options?.line;
  }
}
