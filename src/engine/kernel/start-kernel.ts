/** Starts the kernel in this process: the sockets in a thread of their own, the interpreter in this one. */
import { MessageChannel, Worker } from "node:worker_threads";

import type { Interpreter, InterpreterOptions } from "./contract.js";
import { allowTermination } from "./runtime/termination.js";
import { createHost } from "./server/interpreter-host.js";
import type { FromInterpreter, ServerData, ToInterpreter } from "./server/messages.js";
import { SharedState } from "./server/shared-state.js";
import { ownSigint } from "./server/sigint.js";

export interface KernelOptions {
  readonly connectionFile: string;
  readonly types: InterpreterOptions["types"];
  /** Whose end ends the kernel: the process at the other end of stdin, or the parent named in JPY_PARENT_PID. */
  readonly watch: "stdin" | "parent";
}

type CreateInterpreter = (options: InterpreterOptions) => Interpreter;

/** How long the end of the process waits for what is still to be sent. */
const flushMs = 2000;

/** Resolves when the interpreter listens; the process then lives until a client shuts it down. */
export async function startKernel(
  options: KernelOptions,
  load: () => Promise<CreateInterpreter> = loadInterpreter,
): Promise<void> {
  const shared = new SharedState();
  const { port1: port, port2 } = new MessageChannel();
  const answers = new MessageChannel();
  const data: ServerData = {
    connectionFile: options.connectionFile,
    watch: options.watch,
    shared: shared.buffer,
    port: port2,
    answers: answers.port2,
  };
  // Everything the thread writes goes to the descriptors themselves: a pipe through this thread could wait for hours.
  const transferList = [port2, answers.port2];
  new Worker(new URL("./worker.js", import.meta.url), { workerData: data, transferList });
  const post = (message: FromInterpreter): void => {
    port.postMessage(message);
  };

  ownSigint(() => {
    if (options.watch === "parent") post({ type: "sigint" });
  });
  process.on("exit", () => {
    shared.shieldExit();
    post({ type: "flush" });
    shared.waitUntilFlushed(flushMs);
  });

  const createInterpreter = await load();
  const interpreter = createInterpreter({
    folder: process.cwd(),
    mode: options.watch === "parent" ? "interactive" : "headless",
    types: options.types,
    shield: (work) => shared.shield(work),
  });
  const exit = (code: number): never => {
    shared.shieldExit();
    interpreter.close();
    process.exit(code);
  };
  const host = createHost(interpreter, { shared, send: post, answers: answers.port1, exit });
  // Not before: an interrupt that is there by now must not terminate what loads the interpreter.
  allowTermination(() => shared.grantTermination());
  port.on("message", (message: ToInterpreter) => {
    host.receive(message);
  });
}

async function loadInterpreter(): Promise<CreateInterpreter> {
  const { createInterpreter } = await import("./runtime/interpreter.js");
  return createInterpreter;
}
