/**
 * Node runs the immediates of one turn in a loop whose book-keeping stands in `finally`. Execution that is terminated
 * skips it: the immediates behind the terminated one are lost, or the loop starts over without end. So an immediate of
 * a person's code only schedules a tick; ticks run between the immediates, where a termination leaves all in order.
 * Order is kept: a tick, its own ticks and its promises still come before the next immediate.
 */
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";

type Callback = (...args: unknown[]) => void;

export function isolateImmediates(): void {
  const original = timers.setImmediate;
  const isolated = (callback: unknown, ...args: unknown[]): NodeJS.Immediate => {
    // Node's own complaint about what is no function.
    if (typeof callback !== "function") return original(callback as Callback);
    const immediate: NodeJS.Immediate = original(() => {
      process.nextTick(() => {
        (callback as Callback).apply(immediate, args);
      });
    });
    return immediate;
  };
  const replacement = Object.defineProperties(isolated, Object.getOwnPropertyDescriptors(original));
  timers.setImmediate = replacement as typeof original;
  globalThis.setImmediate = replacement as typeof original;
  syncBuiltinESMExports();
}
