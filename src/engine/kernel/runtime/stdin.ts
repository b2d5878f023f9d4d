/** A kernel's standard input belongs to whoever started it: code that reads it gets an error at once, never a hang. */
import { Readable } from "node:stream";
import { inputRefused } from "./trace/file-reads.js";

function refuse(): never {
  throw new Error(inputRefused);
}

const readingEvents: ReadonlySet<string | symbol> = new Set(["data", "readable", "keypress"]);

/** Looks like the stream of a process without a terminal until it is read. */
export function refuseInput(): void {
  const stdin = new Readable({ read: refuse });
  const on = stdin.on.bind(stdin);
  const listen = (event: string | symbol, listener: (...args: unknown[]) => void): Readable =>
    readingEvents.has(event) ? refuse() : on(event, listener);
  Object.assign(stdin, {
    fd: 0,
    isTTY: false,
    on: listen,
    addListener: listen,
    pipe: refuse,
    resume: refuse,
    read: refuse,
    setRawMode: refuse,
    [Symbol.asyncIterator]: refuse,
    ref: () => stdin,
    unref: () => stdin,
  });
  Object.defineProperty(process, "stdin", { configurable: true, enumerable: true, get: () => stdin });
}
