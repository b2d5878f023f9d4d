/** Work on user data that may never end: V8 can stop it as it would stop a script in another context. */
import { createContext, Script } from "node:vm";

const context = createContext({ work: (): unknown => undefined });
const start = new Script("work()");

/** The result of the work, or `late` if it takes more than the given milliseconds. */
export function inTime<T, Late>(
  work: () => T,
  milliseconds: number,
  late: (cause: unknown) => Late,
): T | Late {
  context["work"] = work;
  try {
    return start.runInContext(context, { timeout: milliseconds }) as T;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException | null)?.code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw cause;
    return late(cause);
  }
}
