/** `node dist/engine/kernel/main.js --connection-file FILE`: what kernelspecs point to. */
import { parseArgs } from "node:util";

import { startKernel, type KernelOptions } from "./start-kernel.js";

const usage = "Usage: node main.js --connection-file FILE [--watch-stdin] [--trust-types]";

function readArguments(): KernelOptions {
  const { values } = parseArgs({
    options: {
      "connection-file": { type: "string", short: "f" },
      // Not used any more; kernel specs that were installed by 0.1.0 name it.
      store: { type: "string" },
      "watch-stdin": { type: "boolean" },
      "trust-types": { type: "boolean" },
    },
  });
  const connectionFile = values["connection-file"];
  if (connectionFile === undefined) throw new Error("No connection file is given.");
  return {
    connectionFile,
    types: values["trust-types"] === true ? "trusted" : "checked",
    watch: values["watch-stdin"] === true ? "stdin" : "parent",
  };
}

let options: KernelOptions | undefined;
try {
  options = readArguments();
} catch (error) {
  process.stderr.write(
    `briefing kernel: ${error instanceof Error ? error.message : String(error)}\n${usage}\n`,
  );
  process.exitCode = 2;
}
// Not awaited: the bundled program is CommonJS, which has no await at its top.
if (options) void startKernel(options);
