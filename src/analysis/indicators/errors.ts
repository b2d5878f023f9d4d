import { BriefingError } from "../../model/errors.js";

/** Input that no indicator can make sense of: more joint papers than papers, a negative count, years out of order. */
export class AnalysisError extends BriefingError {}

/** What is asked for is not in the tables; a caller that does not need it may continue. */
export class MissingDataError extends AnalysisError {}

/** What was found; throws where it was not. */
export function required<T>(found: T | null | undefined, message: string, hint?: string): T {
  if (found !== null && found !== undefined) return found;
  throw new MissingDataError(message, hint === undefined ? {} : { hint });
}
