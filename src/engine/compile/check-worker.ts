/** The thread behind check-thread.ts: tslab's TypeScript, asked one question after another. */
import { parentPort, workerData } from "node:worker_threads";
import { checkUnits } from "./chain.js";
import type { ThreadCalls, WorkerReply, WorkerRequest } from "./check-thread.js";
import { createCellChecker } from "./checker.js";
import type { CheckerOptions } from "./contract.js";

const checker = createCellChecker(workerData as CheckerOptions);
const calls: ThreadCalls = { ...checker, checkAll: (units) => checkUnits(units, checker) };

function answer<Name extends keyof ThreadCalls>({ id, name, args }: WorkerRequest<Name>): WorkerReply {
  try {
    const call = calls[name] as (...given: typeof args) => ReturnType<ThreadCalls[Name]>;
    return { id, result: call(...args) };
  } catch (error) {
    return { id, crash: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on("message", (request: WorkerRequest) => {
  parentPort?.postMessage(answer(request));
});
