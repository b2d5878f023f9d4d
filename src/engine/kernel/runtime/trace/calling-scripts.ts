/** The scripts of the function that called `below`, of the one that called that …, as V8 names them. */
export function callingScripts(below: (...args: never[]) => unknown, depth = 1): readonly string[] {
  const { stackTraceLimit } = Error;
  const prepare = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  try {
    Error.stackTraceLimit = depth;
    Error.prepareStackTrace = (_error, sites) => sites.map((site) => site.getFileName() ?? "");
    const holder: { stack?: unknown } = {};
    Error.captureStackTrace(holder, below);
    return Array.isArray(holder.stack) ? (holder.stack as string[]) : [];
  } finally {
    if (prepare) Object.defineProperty(Error, "prepareStackTrace", prepare);
    else Reflect.deleteProperty(Error, "prepareStackTrace");
    Error.stackTraceLimit = stackTraceLimit;
  }
}
