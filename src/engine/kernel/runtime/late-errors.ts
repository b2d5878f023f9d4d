/** Errors nobody caught belong to the cell whose code raised them, also long after it has ended. */
import type { CellContexts } from "./cell-context.js";
import { reportThrown } from "./error-report.js";
import type { StackTraces } from "./stack-trace.js";

export function publishLateErrors(contexts: CellContexts, traces: StackTraces): void {
  const publish = (thrown: unknown): void => {
    const report = reportThrown(thrown, traces);
    // Before the first cell it is the kernel's own: for whoever started it.
    if (contexts.current === undefined) process.stderr.write(`${report.traceback.join("\n")}\n`);
    else contexts.publisher?.error(report);
  };
  process.on("uncaughtException", publish);
  process.on("unhandledRejection", publish);
}
