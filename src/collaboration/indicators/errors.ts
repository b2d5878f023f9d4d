import { AnalysisError } from "briefing/analysis";

/** The requested data is not in the tables; a caller that does not need it may continue. */
export class MissingDataError extends AnalysisError {}

/** The result; throws if it is missing. */
export function required<T>(found: T | null | undefined, message: string, hint?: string): T {
  if (found !== null && found !== undefined) return found;
  throw new MissingDataError(message, hint === undefined ? {} : { hint });
}
