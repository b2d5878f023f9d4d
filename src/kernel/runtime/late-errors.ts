/** Errors nobody caught belong to the cell whose code raised them, also long after it has ended. */
import type { CellContexts } from "./cell-context.js";
import { reportThrown } from "./error-report.js";
import type { StackTraces } from "./stack-trace.js";

export function publishLateErrors(contexts: CellContexts, traces: StackTraces): void {
  const publish = (thrown: unknown): void => {
    contexts.publisher?.error(reportThrown(thrown, traces));
  };
  process.on("uncaughtException", publish);
  process.on("unhandledRejection", publish);
}
