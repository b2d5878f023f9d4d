import type { ReadStream } from "node:tty";

/** A terminal whose keys are read one by one, without Enter. */
export interface Keys {
  /** The next of the wanted keys, in lower case; the last of them if the input ends. Other keys are ignored. */
  readonly next: (wanted: readonly [string, ...string[]]) => Promise<string>;
  readonly close: () => void;
}

type Terminal = Pick<ReadStream, "setRawMode" | "on" | "off" | "resume" | "pause">;

const interrupt = "\u0003";
const endOfInput = "\u0004";

/** `onInterrupt` is called for Ctrl-C, which a terminal in this mode does not turn into a signal. */
export function openKeys(terminal: Terminal, onInterrupt: () => void): Keys {
  const typed: string[] = [];
  let hasEnded = false;
  let wake = (): void => undefined;
  const read = (chunk: Buffer | string): void => {
    for (const key of String(chunk)) {
      if (key === interrupt) onInterrupt();
      else if (key === endOfInput) hasEnded = true;
      else typed.push(key.toLowerCase());
    }
    wake();
  };
  const end = (): void => {
    hasEnded = true;
    wake();
  };
  terminal.setRawMode(true);
  terminal.on("data", read);
  terminal.on("end", end);
  terminal.resume();
  return {
    async next(wanted) {
      for (;;) {
        const key = typed.shift();
        if (key !== undefined && wanted.includes(key)) return key;
        if (key !== undefined) continue;
        if (hasEnded) return wanted.at(-1) ?? wanted[0];
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    close() {
      terminal.off("data", read);
      terminal.off("end", end);
      terminal.setRawMode(false);
      terminal.pause();
    },
  };
}
