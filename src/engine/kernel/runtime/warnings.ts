import type { CellContexts } from "./cell-context.js";

/** Prints Node's warnings to the cell they come from, without the process id that makes every run different. */
export function publishWarnings(contexts: CellContexts): void {
  process.removeAllListeners("warning");
  process.on("warning", ({ name, message }) => {
    // Of Node about itself, not of the person's code; which ones there are depends on the version.
    if (name === "ExperimentalWarning") return;
    const text = `${name}: ${message}\n`;
    if (contexts.current === undefined) process.stderr.write(text);
    else contexts.publisher?.stream("stderr", text);
  });
}
