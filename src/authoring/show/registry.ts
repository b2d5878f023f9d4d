import { AuthoringError } from "./errors.js";

/** Where in a cell an id was shown last, by kind and id. */
const shown = new Map<string, string>();

/**
 * Two figures of one id in one execution of a cell are a mistake; in two executions they may be the same cell, executed
 * again. Over the whole briefing the engine looks once more.
 */
export function registerId(kind: "figure" | "table" | "claim", id: string): void {
  const key = `${kind} ${id}`;
  const here = cellFrame(new Error().stack ?? "");
  const before = shown.get(key);
  if (here === undefined) return;
  shown.set(key, here);
  if (before !== undefined && cellOf(before) === cellOf(here))
    throw new AuthoringError(`two ${kind}s have the id "${id}": at ${before} and at ${here}`, {
      hint: "Ids are names of files and anchors; give each its own.",
    });
}

/** `cell 3:12:1`, as this project's kernel writes the frames of cells; other kernels do not number theirs. */
function cellFrame(stack: string): string | undefined {
  return /\bcell \d+:\d+:\d+/.exec(stack)?.[0];
}

function cellOf(frame: string): string {
  return frame.split(":", 1)[0] ?? frame;
}
