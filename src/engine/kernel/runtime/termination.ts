/**
 * Ending what the main thread executes, from another thread, without ending the process.
 *
 * `Runtime.terminateExecution` alone unwinds the stack past the code with which Node balances its stack of async ids;
 * in a timer, an immediate or (on Node 20 and 22, where AsyncLocalStorage uses promise hooks) after any `await`
 * Node then aborts with "async hook stack has become corrupted". So the other thread evaluates `terminationExpression`
 * on the main thread, in the middle of its loop: Node's own handler of uncaught exceptions empties that stack (and
 * nothing else: a capture callback keeps the exception from every listener), and the termination follows before any
 * other JavaScript runs. Tried in every kind of callback on Node 20, 22 and 24.
 */
import { Session } from "node:inspector";
import { fileURLToPath } from "node:url";

const hook = Symbol.for("decoupling-briefing.terminate");

/**
 * For `Runtime.evaluate` of an `inspector.Session` that a worker connected with `connectToMainThread()`; it evaluates
 * to true when the execution is being terminated, false when this is not the moment.
 */
export const terminationExpression = `globalThis[Symbol.for("decoupling-briefing.terminate")]()`;

/**
 * Where what the main thread executes may be terminated. Termination comes one step late, and one step of the code with
 * which Node keeps its stack of async ids leaves an id on it that nothing takes off: Node then aborts the process.
 * In the code that keeps its timers it leaves a list with a loose end, and no timer comes any more.
 */
const bookkeeping =
  /^node:(?:async_hooks|timers$|internal\/(?:async_hooks|async_local_storage|process\/|promise_hooks|timers))/u;

interface StackTraceHooks {
  prepareStackTrace?: ((error: Error, sites: NodeJS.CallSite[]) => unknown) | undefined;
  stackTraceLimit: number;
}

/** Node's bookkeeping calls the kernel's own code as well (what hides the context of a promise). */
const ownFolder = fileURLToPath(new URL(".", import.meta.url));
const isOwn = (file: string): boolean => file.replace(/^file:\/\//u, "").startsWith(ownFolder);

/** For code that another thread evaluates in the middle of what this one executes: looks below the evaluation. */
export function isAtSafePoint(): boolean {
  const files = callSites().map((site) => site.getFileName() ?? "");
  // The evaluation has no file, nor have built-in functions below it. Nothing below them: between two callbacks.
  const below = files.slice(files.indexOf("")).filter((file) => file !== "" && !isOwn(file));
  const other = below.findIndex((file) => !file.startsWith("node:"));
  // What keeps the books may be within a function that it calls, of lists and queues.
  return !below.slice(0, other < 0 ? undefined : other).some((file) => bookkeeping.test(file));
}

function callSites(): readonly NodeJS.CallSite[] {
  const hooks = Error as unknown as StackTraceHooks;
  const { prepareStackTrace, stackTraceLimit } = hooks;
  hooks.prepareStackTrace = (_, sites) => sites;
  hooks.stackTraceLimit = 10;
  const { stack } = new Error() as { readonly stack?: unknown };
  hooks.prepareStackTrace = prepareStackTrace;
  hooks.stackTraceLimit = stackTraceLimit;
  return Array.isArray(stack) ? (stack as NodeJS.CallSite[]) : [];
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

/** Main thread, once: from now on another thread may terminate what is executed, when `mayTerminate` agrees. */
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
