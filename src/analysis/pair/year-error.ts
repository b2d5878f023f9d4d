import { AnalysisError } from "../indicators/errors.js";

/** Runs `work`; a complaint of an indicator then says which counts it is about. */
export function about<T>(what: string, hint: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof AnalysisError)) throw cause;
    throw new AnalysisError(`pair: ${what}: ${cause.message}`, { cause, hint });
  }
}
