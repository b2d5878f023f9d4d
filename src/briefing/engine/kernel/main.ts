/** The command that kernelspecs run: `node dist/engine/kernel/main.js --connection-file FILE`. */
import { parseArgs } from "node:util";
import { startKernel, type KernelOptions } from "./start-kernel.js";

const usage = "Usage: node main.js --connection-file FILE [--watch-stdin] [--trust-types]";

function readArguments(): KernelOptions {
  const { values } = parseArgs({
    options: {
      "connection-file": { type: "string", short: "f" },
      // Unused; accepted because kernelspecs installed by 0.1.0 contain it.
      store: { type: "string" },
      "watch-stdin": { type: "boolean" },
      "trust-types": { type: "boolean" },
    },
  });
  const connectionFile = values["connection-file"];
  if (connectionFile === undefined) throw new Error("Missing option: --connection-file FILE.");
  return {
    connectionFile,
    types: values["trust-types"] === true ? "trusted" : "checked",
    watch: values["watch-stdin"] === true ? "stdin" : "parent",
  };
}

try {
  // Not awaited: the bundle is CommonJS, which has no top-level await.
  void startKernel(readArguments());
} catch (error) {
  process.stderr.write(
    `briefing kernel: ${error instanceof Error ? error.message : String(error)}\n${usage}\n`,
  );
  process.exitCode = 2;
}
