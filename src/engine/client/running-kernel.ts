/** One attempt to run a kernel. Its connection file, process and conversation have the same lifetime. */
import { rmSync } from "node:fs";
import { setImmediate as nextTurn, setTimeout as delay } from "node:timers/promises";

import {
  createConnection,
  makeRuntimeFolder,
  sweepConnectionFiles,
  writeConnectionFile,
} from "./connection-file.js";
import type { KernelSpec, StartOptions } from "./contract.js";
import { openConversation, type Conversation } from "./conversation.js";
import { DeadKernelError, type ProcessEnd } from "./errors.js";
import { kernelCommand, spawnKernel, type KernelProcess } from "./process.js";

export interface RunningKernel {
  readonly process: KernelProcess;
  readonly conversation: Conversation;
  /** Set when the client ends the process. */
  endedFor: "timeout" | "shutdown" | undefined;
  /** Resolves when the process has ended, its last messages have been read, and its resources are released. */
  readonly gone: Promise<ProcessEnd>;
  /** shutdown_request, then SIGTERM, then SIGKILL. Safe to call twice and after the kernel's death. */
  shutdown(): Promise<void>;
  kill(): Promise<void>;
}

const defaultShutdownMs = 2_000;
const terminateMs = 1000;
const killMs = 5000;
/** After the process ends, messages may still be in transit: read until none arrives for this long. */
const quietMs = 150;

export async function runKernel(
  spec: KernelSpec,
  options: StartOptions,
  ports: readonly number[],
): Promise<RunningKernel> {
  const { cwd, shutdownGraceMs = defaultShutdownMs } = options;
  const env = { ...process.env, ...options.env };
  const connection = createConnection(ports);
  const folder = await makeRuntimeFolder(env);
  await sweepConnectionFiles(folder);
  const file = await writeConnectionFile(connection, spec.name, folder);
  const removeFile = (): void => {
    rmSync(file, { force: true });
  };
  let child: KernelProcess;
  try {
    child = await spawnKernel(kernelCommand(spec, file, { cwd, env }), file);
  } catch (error) {
    removeFile();
    throw error;
  }
  const conversation = openConversation(connection);
  let shuttingDown: Promise<void> | undefined;

  const kernel: RunningKernel = {
    process: child,
    conversation,
    endedFor: undefined,
    gone: child.ended.then(async (end) => {
      if (conversation.inFlight > 0) await quiet(conversation);
      conversation.fail((inFlight) => death(end, inFlight));
      conversation.close();
      removeFile();
      return end;
    }),
    shutdown: () => (shuttingDown ??= shutdown()),
    kill,
  };

  /** The error of requests after the process has ended. */
  function death(end: ProcessEnd, inFlight: boolean): DeadKernelError {
    const { endedFor } = kernel;
    const during = inFlight ? "executing" : "waiting";
    return new DeadKernelError({ kernel: spec.name, end, tail: child.tail(), while: during, endedFor });
  }
  async function shutdown(): Promise<void> {
    kernel.endedFor ??= "shutdown";
    if (child.alive) {
      // Sent without a request in flight: the process's exit is the answer, and no more output needs to be read.
      conversation.notify("control", "shutdown_request", { restart: false });
      if (!(await child.endsWithin(shutdownGraceMs))) await kill();
    }
    await kernel.gone;
  }
  async function kill(): Promise<void> {
    kernel.endedFor ??= "shutdown";
    child.signal("SIGTERM");
    if (!(await child.endsWithin(terminateMs))) {
      child.signal("SIGKILL");
      if (!(await child.endsWithin(killMs)))
        throw new Error(`Kernel process ${child.pid} did not exit after SIGKILL.`);
    }
    await kernel.gone;
  }
  return kernel;
}

async function quiet(conversation: Conversation): Promise<void> {
  let seen: number;
  do {
    seen = conversation.received;
    await delay(quietMs);
    // One more turn reads messages that arrived while this process was busy.
    await nextTurn();
  } while (seen !== conversation.received);
}
