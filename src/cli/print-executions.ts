import pc from "picocolors";
import type { Executed } from "../engine/build/contract.js";
import { describeFalseSentences } from "../engine/build/describe.js";
import { describeFailure } from "../engine/execute/describe-failure.js";
import { shownPath } from "../lib/shown-path.js";

/** Every failure, and every sentence that is no longer true with what to do about it, on standard error. */
export function printExecutions({ notebooks, falseSentences }: Executed, advice: string): void {
  for (const { failures, partial } of notebooks) {
    for (const failure of failures) {
      const named = { ...failure, notebook: shownPath(failure.notebook) };
      process.stderr.write(`\n${pc.red("✗")} ${describeFailure(named)}\n`);
    }
    if (partial !== undefined)
      process.stderr.write(`What was executed of it is kept in ${shownPath(partial)}\n`);
  }
  if (falseSentences.length > 0)
    process.stderr.write(`\n${pc.red("✗")} ${describeFalseSentences(falseSentences)}\n${advice}\n`);
}

/** The same as --json has it. */
export function executionsAsJson({ notebooks, falseSentences }: Executed) {
  return {
    notebooks: notebooks.map(({ path, failures, duration, origin, partial }) => ({
      path: shownPath(path),
      status: failures.length === 0 ? "executed" : "failed",
      seconds: Math.round(duration) / 1000,
      failures,
      // Whether it was executed, and why; missing where executions are not kept.
      ...(origin && { origin }),
      ...(partial !== undefined && { kept: shownPath(partial) }),
    })),
    noLongerTrue: falseSentences.map((each) => ({ ...each, notebook: shownPath(each.notebook) })),
  };
}

export const hasFault = ({ notebooks, falseSentences }: Executed): boolean =>
  falseSentences.length > 0 || notebooks.some(({ failures }) => failures.length > 0);
