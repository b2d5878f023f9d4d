/** Work that may never end, on data that somebody wrote: V8 can end it where it would end a program of another context. */
import { createContext, Script } from "node:vm";

const context = createContext({ work: (): unknown => undefined });
const start = new Script("work()");

/** What the work gives, or `late` where that takes longer than so many milliseconds. */
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
