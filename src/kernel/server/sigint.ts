/**
 * SIGINT while the main thread computes. Its own handler waits for the loop it should end, and a worker cannot listen
 * for signals, but a script executed with `breakOnSigint` can: it sleeps in a thread of its own until SIGINT ends it.
 */
import { Worker } from "node:worker_threads";

const sleeper = `
const { parentPort } = require("node:worker_threads");
const script = new (require("node:vm").Script)(
  "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
);
for (;;) {
  try {
    script.runInThisContext({ breakOnSigint: true });
  } catch {
    parentPort.postMessage("sigint");
  }
}`;

/** Call once, when it is needed: the thread costs some megabytes. */
export function watchSigint(interrupt: () => void): void {
  new Worker(sleeper, { eval: true, execArgv: [] }).on("message", interrupt).unref();
}
