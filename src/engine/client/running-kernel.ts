/** One attempt at a kernel: connection file, process and conversation, made together and ended together. */
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
  /** Set when we end the process ourselves. */
  endedFor: "timeout" | "shutdown" | undefined;
  /** Resolves when the process has ended, what it had sent has been read, and nothing of it is left. */
  readonly gone: Promise<ProcessEnd>;
  /** shutdown_request, then SIGTERM, then SIGKILL. Safe to call twice and after the kernel's death. */
  shutdown(): Promise<void>;
  kill(): Promise<void>;
}

const defaultShutdownMs = 2_000;
const terminateMs = 1000;
const killMs = 5000;
/** Messages of an ended process may still be on their way to us: read until none has come for so long. */
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

  /** What requests fail with when the process is gone. */
  function death(end: ProcessEnd, inFlight: boolean): DeadKernelError {
    const { endedFor } = kernel;
    const during = inFlight ? "executing" : "waiting";
    return new DeadKernelError({ kernel: spec.name, end, tail: child.tail(), while: during, endedFor });
  }
  async function shutdown(): Promise<void> {
    kernel.endedFor ??= "shutdown";
    if (child.alive) {
      // Its end is the answer; a request in flight would have us listen for what was to come.
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
        throw new Error(`The process ${child.pid} of a kernel does not end, even by SIGKILL.`);
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
    // What has come while this process was busy is read in this turn.
    await nextTurn();
  } while (seen !== conversation.received);
}
