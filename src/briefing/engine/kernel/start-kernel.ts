/** Starts the kernel in this process: the sockets in a worker thread, the interpreter in the main thread. */
import { MessageChannel, Worker } from "node:worker_threads";
import { setV8Flags } from "../../lib/v8-flags.js";
import type { Interpreter, InterpreterOptions } from "./contract.js";
import { allowTermination } from "./runtime/termination.js";
import { createHost } from "./server/interpreter-host.js";
import type { FromInterpreter, ServerData } from "./server/messages.js";
import { SharedState } from "./server/shared-state.js";
import { handleSigint } from "./server/sigint.js";

export interface KernelOptions {
  readonly connectionFile: string;
  readonly types: InterpreterOptions["types"];
  /** The kernel exits with this process: the one at the other end of stdin, or the parent in JPY_PARENT_PID. */
  readonly watch: "stdin" | "parent";
}

/** Milliseconds that the exit waits for pending output. */
const flushMs = 2000;

/** Resolves when the interpreter is ready; the process then runs until a client shuts it down. */
export async function startKernel(
  options: KernelOptions,
  load: () => Promise<(options: InterpreterOptions) => Interpreter> = async () =>
    (await import("./runtime/interpreter.js")).createInterpreter,
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
  // The worker writes directly to the file descriptors: a pipe through this thread could be blocked for hours.
  const transferList = [port2, answers.port2];
  new Worker(new URL("./worker.js", import.meta.url), { workerData: data, transferList });
  const post = (message: FromInterpreter): void => {
    port.postMessage(message);
  };

  handleSigint(() => {
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
  const receive = createHost(interpreter, { shared, send: post, answers: answers.port1, exit });
  // Only now, so that an early interrupt cannot terminate the loading of the interpreter.
  allowTermination(() => shared.grantTermination());
  // The other thread has started when it sends the first task.
  port.once("message", setV8Flags);
  port.on("message", receive);
}
