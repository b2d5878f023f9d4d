import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** One that has ended, but that nobody has waited for yet, is not running. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return (
      process.platform !== "linux" || !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"))
    );
  } catch {
    return false;
  }
}

/** A machine that is busy with other things takes its time; what never comes fails all the same. */
export async function until<T>(condition: () => T | Promise<T>, ms = 90_000): Promise<NonNullable<T>> {
  const start = performance.now();
  while (performance.now() - start < ms) {
    const value = await condition();
    if (value) return value;
    await delay(5);
  }
  throw new Error(`It did not happen within ${ms} ms: ${String(condition)}`);
}
