/**
 * Ending what the main thread executes, from another thread, without ending the process.
 *
 * `Runtime.terminateExecution` alone unwinds the stack past the code with which Node balances its stack of async ids;
 * in a timer, an immediate or (on Node 20 and 22, where AsyncLocalStorage rests on promise hooks) after any `await`
 * Node then aborts with "async hook stack has become corrupted". So the other thread evaluates `terminationExpression`
 * on the main thread, in the middle of its loop: Node's own handler of uncaught exceptions empties that stack (and
 * nothing else: a capture callback keeps the exception from every listener), and the termination follows before any
 * other JavaScript runs. Tried in every kind of callback on Node 20, 22 and 24.
 */
import { Session } from "node:inspector";

const hook = Symbol.for("decoupling-briefing.terminate");

/**
 * For `Runtime.evaluate` of an `inspector.Session` that a worker connected with `connectToMainThread()`; it evaluates
 * to true when the execution is being terminated, false when this is not the moment (`mayTerminate` said no).
 */
export const terminationExpression = `globalThis[Symbol.for("decoupling-briefing.terminate")]()`;

interface NodeInternals {
  readonly _fatalException?: (error: unknown) => boolean;
}

function emptyAsyncStack(): void {
  const { _fatalException: fatalException } = process as NodeInternals;
  if (fatalException === undefined || process.hasUncaughtExceptionCaptureCallback()) return;
  process.setUncaughtExceptionCaptureCallback(() => undefined);
  try {
    fatalException.call(process, new Error("terminated"));
  } finally {
    process.setUncaughtExceptionCaptureCallback(null);
  }
}

/** Main thread, once: from now on another thread may terminate what is executed, when `mayTerminate` agrees. */
export function allowTermination(mayTerminate: () => boolean): void {
  const session = new Session();
  session.connect();
  Object.defineProperty(globalThis, hook, {
    configurable: true,
    value: (): boolean => {
      if (!mayTerminate()) return false;
      emptyAsyncStack();
      session.post("Runtime.terminateExecution");
      return true;
    },
  });
}
