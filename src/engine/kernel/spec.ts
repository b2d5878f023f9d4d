/** How to start our kernel: for the engine, which has no kernel.json, and for Jupyter, which has nothing else. */
import { fileURLToPath } from "node:url";

import type { JsonObject, KernelSpec } from "../client/contract.js";
import { bundled } from "../compile/installation.js";

const main = fileURLToPath(new URL("./main.js", import.meta.url));
/** Node 20 and 22 print a warning when a cell imports an ES module by `require`. */
const nodeFlags = ["--disable-warning=ExperimentalWarning"];

/** Name notebooks ask for, and name the kernel is installed under. */
export const kernelName = "tslab";

const common = { display_name: "TypeScript", language: "typescript", interrupt_mode: "message" } as const;

/**
 * The kernel as the engine starts it: it reads compiled cells from `store` and ends when the engine does.
 * `memoryMb` caps the heap of the person's code.
 */
export function builtinKernelSpec(options: {
  readonly store: string | undefined;
  readonly memoryMb: number | undefined;
}): KernelSpec {
  const { store, memoryMb } = options;
  return {
    name: kernelName,
    displayName: common.display_name,
    language: common.language,
    interruptMode: common.interrupt_mode,
    argv: [
      process.execPath,
      ...nodeFlags,
      ...(memoryMb === undefined ? [] : [`--max-old-space-size=${memoryMb}`]),
      bundled("kernel/main.js") ?? main,
      "--connection-file",
      "{connection_file}",
      ...(store === undefined ? [] : ["--store", store]),
      "--watch-stdin",
    ],
    env: {},
    resourceDir: fileURLToPath(new URL("./", import.meta.url)),
  };
}

/** Content of the kernel.json that `briefing kernel install` writes. */
export function installedKernelSpec(options: { readonly store?: string | undefined } = {}): JsonObject {
  return {
    ...common,
    argv: [
      process.execPath,
      ...nodeFlags,
      main,
      "--connection-file",
      "{connection_file}",
      ...(options.store === undefined ? [] : ["--store", options.store]),
    ],
    metadata: { debugger: false, supported_features: [], installed_by: "decoupling-briefing" },
  };
}
