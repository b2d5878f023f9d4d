/**
 * Terminates the main thread's execution from another thread without ending the process.
 *
 * `Runtime.terminateExecution` alone unwinds the stack past the code that balances Node's stack of async ids; in a
 * timer, an immediate or (on Node 20 and 22, where AsyncLocalStorage uses promise hooks) after any `await`, Node then
 * aborts with "async hook stack has become corrupted". So the other thread evaluates `terminationExpression` on the
 * main thread, in the middle of its loop: Node's own handler of uncaught exceptions empties that stack (and nothing
 * else: a capture callback hides the exception from all listeners), and the termination follows before any other
 * JavaScript runs. Tested in every kind of callback on Node 20, 22 and 24.
 */
import { Session } from "node:inspector";
import { fileURLToPath } from "node:url";
import { callingScripts } from "./trace/file-system.js";

const hook = Symbol.for("briefing.terminate");

/**
 * For `Runtime.evaluate` of an `inspector.Session` that a worker connected with `connectToMainThread()`. Evaluates to
 * true if execution is being terminated, false if this is not a safe point.
 */
export const terminationExpression = `globalThis[Symbol.for("briefing.terminate")]()`;

/**
 * Node modules during whose execution termination is unsafe. Termination takes effect one step late. Within the code
 * that maintains Node's stack of async ids, that step leaves an id that is never removed, and Node aborts the process.
 * Within the timers code, it leaves an inconsistent list, and timers stop firing.
 */
const bookkeeping =
  /^node:(?:async_hooks|timers$|internal\/(?:async_hooks|async_local_storage|process\/|promise_hooks|timers))/u;

/** Node's bookkeeping also calls the kernel's own code (which hides the context of promises). */
const ownFolder = fileURLToPath(new URL(".", import.meta.url));
const isOwn = (file: string): boolean => file.replace(/^file:\/\//u, "").startsWith(ownFolder);

const maxFrames = 8;

/** Called by an evaluation from another thread; examines the stack below that evaluation. */
export function isAtSafePoint(): boolean {
  const files = callingScripts(isAtSafePoint, maxFrames);
  // The evaluation and native functions have no file. An empty stack below means: between two callbacks.
  const below = files.slice(files.indexOf("")).filter((file) => file !== "" && !isOwn(file));
  const other = below.findIndex((file) => !file.startsWith("node:"));
  // Bookkeeping code may be further down, below helpers for lists and queues that it calls.
  return !below.slice(0, other < 0 ? undefined : other).some((file) => bookkeeping.test(file));
}

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

/** Main thread, once: lets another thread terminate execution whenever `mayTerminate` returns true. */
export function allowTermination(mayTerminate: () => boolean): void {
  const session = new Session();
  session.connect();
  Object.defineProperty(globalThis, hook, {
    configurable: true,
    value: (): boolean => {
      if (!isAtSafePoint() || !mayTerminate()) return false;
      emptyAsyncStack();
      session.post("Runtime.terminateExecution");
      return true;
    },
  });
}
