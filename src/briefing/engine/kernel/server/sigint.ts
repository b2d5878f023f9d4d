/**
 * Handles SIGINT while the main thread is busy. The main thread's handler would have to wait for the loop that it
 * should end, and workers cannot listen for signals, but a script run with `breakOnSigint` can: it blocks in its own
 * thread until SIGINT ends it.
 */
import { Script, type RunningScriptOptions } from "node:vm";
import { Worker } from "node:worker_threads";

const watcher = `
const { parentPort } = require("node:worker_threads");
const script = new (require("node:vm").Script)(
  "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
);
parentPort.postMessage("ready");
for (;;) {
  try {
    script.runInThisContext({ breakOnSigint: true });
  } catch {
    parentPort.postMessage("sigint");
  }
}`;

type RunInThisContext = (this: Script, options?: RunningScriptOptions) => unknown;

/**
 * Main thread: makes SIGINT interrupt the cell and nothing else. With `breakOnSigint` in this thread (requested by
 * tslab's executor), Node would remove the watcher's signal handler and restore the default, which ends the process.
 */
export function handleSigint(interrupt: () => void): void {
  process.on("SIGINT", interrupt);
  const { runInThisContext } = Script.prototype as { runInThisContext: RunInThisContext };
  Script.prototype.runInThisContext = function (options) {
    return runInThisContext.call(this, { ...options, breakOnSigint: false });
  };
}

/** Worker: call once. The thread costs 10 MB; resolves when it watches. Signals sent earlier are lost. */
export function watchSigint(interrupt: () => void): Promise<void> {
  return new Promise((resolve) => {
    const thread = new Worker(watcher, { eval: true, execArgv: [] });
    thread.on("message", (message: "ready" | "sigint") => {
      if (message === "ready") resolve();
      else interrupt();
    });
    thread.unref();
  });
}
