import path from "node:path";
import pc from "picocolors";
import type { Execution } from "../engine/execute/contract.js";
import { describeFailure } from "../engine/execute/describe-failure.js";
import { keepPartial, type PartialPlace } from "../engine/execute/partial.js";

/** A notebook as --json tells it. */
export interface ToldExecution {
  readonly path: string;
  readonly status: "executed" | "failed";
  readonly seconds: number;
  readonly failures: Execution["failures"];
  /** Whether it was executed, and why; missing where executions are not kept. */
  readonly origin?: Execution["origin"];
  /** Where the partly executed notebook is kept. */
  readonly kept?: string;
}

/** Keeps what failed notebooks had computed, prints every failure, and tells the rest to a program. */
export async function reportExecutions(
  executions: readonly Execution[],
  place: PartialPlace,
): Promise<readonly ToldExecution[]> {
  const told: ToldExecution[] = [];
  for (const execution of executions) {
    const { failures, duration } = execution;
    const kept = await keepPartial(execution, place);
    for (const failure of failures) {
      process.stderr.write(
        `\n${pc.red("✗")} ${describeFailure({ ...failure, notebook: shown(failure.notebook) })}\n`,
      );
    }
    if (kept !== undefined) process.stderr.write(`What was executed of it is kept in ${shown(kept)}\n`);
    told.push({
      path: shown(execution.path),
      status: failures.length === 0 ? "executed" : "failed",
      seconds: Math.round(duration) / 1000,
      failures,
      ...(execution.origin && { origin: execution.origin }),
      ...(kept === undefined ? {} : { kept }),
    });
  }
  return told;
}

/** As a person in this folder would type it. */
function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative === "" || relative.startsWith(`..${path.sep}..`) ? file : relative;
}
