import { format } from "d3-format";
import { visible } from "../lib/visible.js";
import { liveStderr } from "./terminal.js";

/** In ms: nothing is said of what is over sooner, and after that not more often. */
const patience = 1000;
const pause = 200;

export interface ReadingProgress {
  readonly show: (bytes: number) => void;
  /** Leaves nothing of it. */
  readonly close: () => void;
}

/** How much of a file has been read, in a terminal. */
export function readingProgress(file: string): ReadingProgress {
  if (!process.stderr.isTTY || process.env["TERM"] === "dumb")
    return { show: () => undefined, close: () => undefined };
  const terminal = liveStderr();
  let next = performance.now() + patience;
  let isShown = false;
  return {
    show(bytes) {
      const now = performance.now();
      if (now < next) return;
      next = now + pause;
      isShown = true;
      terminal.write(`\r${visible(file).slice(-50)}: ${format(",.0f")(bytes / 1e6)} MB read`);
    },
    close() {
      if (isShown) terminal.write("\r\u001b[K");
    },
  };
}
