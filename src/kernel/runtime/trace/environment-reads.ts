/** Which environment variables are read by name; copying the whole environment for a child process names none. */
import { syncBuiltinESMExports } from "node:module";

/** The script that read the variable: Node's own look-ups (FORCE_COLOR, NODE_DEBUG …) are not the person's. */
function readerIsNode(below: object): boolean {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 1;
    Error.prepareStackTrace = (_error, sites) => sites[0]?.getFileName() ?? "";
    const holder: { stack?: unknown } = {};
    Error.captureStackTrace(holder, below as (...args: unknown[]) => unknown);
    return typeof holder.stack === "string" && holder.stack.startsWith("node:");
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

export function observeEnvironmentReads(record: (name: string) => void): void {
  /** Names listed by a copy or an enumeration, and the last one it looked at: the read that follows is the copy's. */
  let listed: ReadonlySet<string | symbol> = new Set();
  let copying: string | symbol | undefined;

  const handler: ProxyHandler<NodeJS.ProcessEnv> = {
    get(target, name) {
      const copied = copying === name;
      copying = undefined;
      if (
        typeof name === "string" &&
        !copied &&
        !(name in Object.prototype) &&
        !readerIsNode(handler.get as object)
      )
        record(name);
      return Reflect.get(target, name);
    },
    has(target, name) {
      if (typeof name === "string" && !readerIsNode(handler.has as object)) record(name);
      return Reflect.has(target, name);
    },
    // The target coerces to a string and tells the C library (TZ): no receiver, or the proxy would be written to.
    set: (target, name, value) => Reflect.set(target, name, value),
    ownKeys(target) {
      const names = Reflect.ownKeys(target);
      listed = new Set(names);
      return names;
    },
    getOwnPropertyDescriptor(target, name) {
      copying = listed.has(name) ? name : undefined;
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
  };
  process.env = new Proxy(process.env, handler);
  syncBuiltinESMExports();
}
