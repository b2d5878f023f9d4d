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

/** For code that another thread evaluates in the middle of what this one executes: looks below the evaluation. */
export function isAtSafePoint(): boolean {
  const files = callSites().map((site) => site.getFileName() ?? "");
  // The evaluation has no file, nor have built-in functions below it. Nothing below them: between two callbacks.
  const below = files.slice(files.indexOf("")).filter((file) => file !== "");
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
