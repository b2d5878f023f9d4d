/**
 * SIGINT while the main thread computes. Its own handler waits for the loop it should end, and a worker cannot listen
 * for signals, but a script executed with `breakOnSigint` can: it sleeps in a thread of its own until SIGINT ends it.
 */
import { Script, type RunningScriptOptions } from "node:vm";
import { Worker } from "node:worker_threads";

const sleeper = `
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
 * Main thread: SIGINT interrupts the cell, and only that. `breakOnSigint` in this thread (tslab's executor asks for it)
 * would take the signal's handler away from the sleeper and leave the default behind, which ends the process.
 */
export function ownSigint(interrupt: () => void): void {
  process.on("SIGINT", interrupt);
  const { runInThisContext } = Script.prototype as { runInThisContext: RunInThisContext };
  Script.prototype.runInThisContext = function (options) {
    return runInThisContext.call(this, { ...options, breakOnSigint: false });
  };
}

/** Worker: call once. The thread costs 10 MB; the promise resolves when it watches, before which a signal is lost. */
export function watchSigint(interrupt: () => void): Promise<void> {
  return new Promise((resolve) => {
    const thread = new Worker(sleeper, { eval: true, execArgv: [] });
    thread.on("message", (message: "ready" | "sigint") => {
      if (message === "ready") resolve();
      else interrupt();
    });
    thread.unref();
  });
}
