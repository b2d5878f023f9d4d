import type { CreateInterpreter, KernelOptions } from "./server/start.js";
import { serveInterpreter } from "./server/start.js";

export type { KernelOptions } from "./server/start.js";

/** Starts a TypeScript kernel in this process. Resolves when it listens; the process ends when a client shuts it down. */
export async function startKernel(options: KernelOptions): Promise<void> {
  await serveInterpreter(options, loadInterpreter);
}

async function loadInterpreter(): Promise<CreateInterpreter> {
  const { createInterpreter } = await import("./runtime/interpreter.js");
  return createInterpreter;
}
