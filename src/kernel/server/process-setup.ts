/** What the process of a kernel does differently from any Node process. */
import { createRequire, syncBuiltinESMExports } from "node:module";
import { Readable } from "node:stream";

const refusal = "A notebook cell cannot read input: nobody is there to type it. Put the value into the cell.";

export class InputRefusedError extends Error {
  constructor() {
    super(refusal);
    this.name = "InputRefusedError";
  }
}

/** Node prints one when a cell imports an ES module by `require`: it is not the cell's. */
export function silenceExperimentalWarnings(): void {
  const printers = process.listeners("warning");
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    if (warning.name === "ExperimentalWarning") return;
    for (const print of printers) print(warning);
  });
}

/** Descriptor 0 belongs to the client (or is empty): a cell that reads it fails at once instead of waiting forever. */
export function refuseInput(): void {
  let stdin: Readable | undefined;
  Object.defineProperty(process, "stdin", {
    configurable: true,
    enumerable: true,
    get: () =>
      (stdin ??= Object.assign(
        new Readable({
          read() {
            this.destroy(new InputRefusedError());
          },
        }),
        { fd: 0, isTTY: false },
      )),
  });

  const fs = createRequire(import.meta.url)("node:fs") as Record<
    "readSync" | "readFileSync",
    (...args: unknown[]) => unknown
  >;
  for (const name of ["readSync", "readFileSync"] as const) {
    const original = fs[name];
    fs[name] = (...args) => {
      if (args[0] === 0 || args[0] === "/dev/stdin") throw new InputRefusedError();
      return original(...args);
    };
  }
  syncBuiltinESMExports();
}
