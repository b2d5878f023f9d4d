import { onTestFinished } from "vitest";
import { type Read, READS } from "../../src/briefing/model/reads.js";

/** Listens as a kernel does: what is asked for until the test ends, oldest first. */
export function listenForReads(): Read[] {
  const reads: Read[] = [];
  const listener = { cell: () => 0, asks: (read: Read) => reads.push(read), opens: () => () => undefined };
  Object.defineProperty(globalThis, Symbol.for(READS), { value: listener, configurable: true });
  onTestFinished(() => void Reflect.deleteProperty(globalThis, Symbol.for(READS)));
  return reads;
}
