/** A kernel: its connection file, its process and the conversation with it, which have the same lifetime. */
import { rmSync } from "node:fs";
import { setImmediate as nextTurn, setTimeout as delay } from "node:timers/promises";
import { settlesWithin } from "../../lib/waiting.js";
import {
  createConnection,
  makeRuntimeFolder,
  sweepConnectionFiles,
  writeConnectionFile,
} from "./connection-file.js";
import type {
  ExecuteOptions,
  ExecuteReply,
  ExecuteRequest,
  JsonObject,
  KernelSpec,
  Message,
  StartOptions,
} from "./contract.js";
import { openConversation, type Conversation } from "./conversation.js";
import { CellTimeoutError, DeadKernelError, LostOutputError } from "./errors.js";
import { kernelCommand, spawnKernel } from "./process.js";

const defaultGraceMs = 5_000;
const defaultIdleMs = 10_000;
const interruptReplyMs = 5_000;
/** A kernel that has replied has nearly always bound stdin too, but some kernels never bind it. */
const stdinMs = 2_000;
const defaultShutdownMs = 2_000;
const terminateMs = 1000;
const killMs = 5000;
/** After the process ends, messages may still be in transit: read until none arrives for this long. */
const quietMs = 150;

export type Session = Awaited<ReturnType<typeof openSession>>;

/**
 * Starts the process and connects to it; the session executes one cell at a time, within limits, until it is shut down
 * or dies. Rejects with the system's error if its command cannot be executed.
 */
export async function openSession(spec: KernelSpec, options: StartOptions, ports: readonly number[]) {
  const { cwd, shutdownGraceMs = defaultShutdownMs } = options;
  const env = { ...process.env, ...options.env };
  const connection = createConnection(ports);
  const folder = await makeRuntimeFolder(env);
  await sweepConnectionFiles(folder);
  const file = await writeConnectionFile(connection, spec.name, folder);
  const removeFile = (): void => {
    rmSync(file, { force: true });
  };
  const child = await spawnKernel(kernelCommand(spec, file, { cwd, env }), file).catch((error: unknown) => {
    removeFile();
    throw error;
  });
  const conversation = openConversation(connection);
  /** Set when the client ends the process. */
  let endedFor: "timeout" | "shutdown" | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let stdinReady: Promise<unknown> | undefined;
  let shuttingDown: Promise<void> | undefined;

  /** Resolves when the process has ended, its last messages have been read, and its resources are released. */
  const gone = child.ended.then(async (end) => {
    if (conversation.inFlight > 0) await quiet(conversation);
    const tail = child.tail();
    const death = (during: "executing" | "waiting") =>
      new DeadKernelError({ kernel: spec.name, end, tail, while: during, endedFor });
    conversation.fail(death);
    conversation.close();
    removeFile();
    return end;
  });

  /** SIGTERM, then SIGKILL. Safe to call twice and after the kernel's death. */
  async function kill(): Promise<void> {
    endedFor ??= "shutdown";
    child.signal("SIGTERM");
    if (!(await child.endsWithin(terminateMs))) {
      child.signal("SIGKILL");
      if (!(await child.endsWithin(killMs)))
        throw new Error(`Kernel process ${child.pid} did not exit after SIGKILL.`);
    }
    await gone;
  }

  async function shutdown(): Promise<void> {
    endedFor ??= "shutdown";
    if (child.alive) {
      // Sent without a request in flight: the process's exit is the answer, and no more output needs to be read.
      conversation.notify("control", "shutdown_request", { restart: false });
      if (!(await child.endsWithin(shutdownGraceMs))) await kill();
    }
    await gone;
  }

  async function interrupt(): Promise<void> {
    if (!child.alive) return;
    if (spec.interruptMode === "signal") child.signal("SIGINT");
    else await settlesWithin(conversation.ask("control", "interrupt_request", {}).reply, interruptReplyMs);
  }

  async function execute(request: ExecuteRequest, limits: ExecuteOptions): Promise<ExecuteReply> {
    const { onMessage, timeoutMs, graceMs = defaultGraceMs, idleTimeoutMs: ms = defaultIdleMs } = limits;
    // If the kernel is about to end, report how it ended instead of a crash in this cell.
    if (!child.alive || endedFor !== undefined) await gone;
    // Non-interactive sessions wait too: some kernels ignore `allow_stdin` and would hang if a question were lost.
    await (stdinReady ??= settlesWithin(Promise.race([conversation.stdinConnected, gone]), stdinMs));
    const asked = conversation.ask("shell", "execute_request", executeContent(request), {
      onMessage,
      silence: { ms, error: () => new LostOutputError(spec.name) },
    });
    if (timeoutMs === undefined || (await settlesWithin(asked.done, timeoutMs)))
      return toReply(await asked.done);
    void interrupt();
    const hasEnded = await settlesWithin(asked.done, graceMs);
    if (hasEnded && child.alive) throw new CellTimeoutError(spec.name, timeoutMs, "interrupted");
    endedFor ??= "timeout";
    await kill();
    throw new CellTimeoutError(spec.name, timeoutMs, hasEnded ? "killed by the interrupt" : "killed");
  }

  return {
    spec,
    /** Content of kernel_info_reply; empty before the handshake. */
    info: {} as JsonObject,
    pid: child.pid,
    conversation,
    gone,
    tail: child.tail,
    get alive() {
      return child.alive && endedFor === undefined;
    },
    execute(request: ExecuteRequest, limits: ExecuteOptions = {}): Promise<ExecuteReply> {
      const result = queue.then(() => execute(request, limits));
      queue = result.catch(() => undefined);
      return result;
    },
    onLateMessage: conversation.onLateMessage,
    interrupt,
    shutdown: () => (shuttingDown ??= shutdown()),
    kill,
  };
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

function executeContent({ code, silent = false, userExpressions = {} }: ExecuteRequest): JsonObject {
  return {
    code,
    silent,
    store_history: !silent,
    user_expressions: userExpressions,
    allow_stdin: false,
    // Cells are sent one at a time, so there are no others to abort.
    stop_on_error: false,
  };
}

function toReply({ content, metadata }: Message): ExecuteReply {
  const { status } = content;
  return {
    // tslab and kernels of protocol 5.0 send "abort".
    status: status === "ok" || status === "error" ? status : "aborted",
    content,
    metadata,
  };
}
