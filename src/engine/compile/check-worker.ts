/** The thread behind check-thread.ts: tslab's TypeScript, given one notebook after another. */
import { parentPort, workerData } from "node:worker_threads";
import { checkUnits } from "./chain.js";
import type { WorkerReply, WorkerRequest } from "./check-thread.js";
import { createCellChecker } from "./checker.js";
import type { CheckerOptions } from "./contract.js";

const checker = createCellChecker(workerData as CheckerOptions);

function answer({ id, units }: WorkerRequest): WorkerReply {
  try {
    return { id, results: checkUnits(units, checker) };
  } catch (error) {
    return { id, crash: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on("message", (request: WorkerRequest) => {
  parentPort?.postMessage(answer(request));
});
