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
import {
  CellTimeoutError,
  DeadKernelError,
  LostOutputError,
  type ProcessEnd,
  type ProcessTail,
} from "./errors.js";
import { kernelCommand, type KernelProcess, spawnKernel } from "./process.js";

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

/**
 * Starts the process and connects to it; the session executes one cell at a time, within limits, until it is shut down
 * or dies. Rejects with the system's error if its command cannot be executed.
 */
export async function openSession(
  spec: KernelSpec,
  options: StartOptions,
  ports: readonly number[],
): Promise<Session> {
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
  options.onSpawned?.();
  return new Session(spec, child, openConversation(connection), { shutdownGraceMs, removeFile });
}

interface SessionOptions {
  readonly shutdownGraceMs: number;
  readonly removeFile: () => void;
}

export class Session {
  readonly spec: KernelSpec;
  /** Content of kernel_info_reply; empty before the handshake. */
  info: JsonObject = {};
  readonly conversation: Conversation;
  /** Resolves when the process has ended, its last messages have been read, and its resources are released. */
  readonly gone: Promise<ProcessEnd>;
  readonly #child: KernelProcess;
  readonly #shutdownGraceMs: number;
  /** Set when the client ends the process. */
  #endedFor: "timeout" | "shutdown" | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #stdinReady: Promise<unknown> | undefined;
  #shuttingDown: Promise<void> | undefined;

  constructor(
    spec: KernelSpec,
    child: KernelProcess,
    conversation: Conversation,
    { shutdownGraceMs, removeFile }: SessionOptions,
  ) {
    this.spec = spec;
    this.conversation = conversation;
    this.#child = child;
    this.#shutdownGraceMs = shutdownGraceMs;
    this.gone = child.ended.then(async (end) => {
      if (conversation.inFlight > 0) await quiet(conversation);
      const tail = child.tail();
      conversation.fail(
        (during) =>
          new DeadKernelError({ kernel: spec.name, end, tail, while: during, endedFor: this.#endedFor }),
      );
      conversation.close();
      removeFile();
      return end;
    });
  }

  get pid(): number {
    return this.#child.pid;
  }

  get alive(): boolean {
    return this.#child.alive && this.#endedFor === undefined;
  }

  /** The end of the process's own output. */
  tail(): ProcessTail {
    return this.#child.tail();
  }

  execute(request: ExecuteRequest, limits: ExecuteOptions = {}): Promise<ExecuteReply> {
    const result = this.#queue.then(() => this.#executeNext(request, limits));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  onLateMessage(listener: (message: Message) => void): () => void {
    return this.conversation.onLateMessage(listener);
  }

  async interrupt(): Promise<void> {
    if (!this.#child.alive) return;
    if (this.spec.interruptMode === "signal") this.#child.signal("SIGINT");
    else
      await settlesWithin(this.conversation.ask("control", "interrupt_request", {}).reply, interruptReplyMs);
  }

  shutdown(): Promise<void> {
    return (this.#shuttingDown ??= this.#shutDown());
  }

  /** SIGTERM, then SIGKILL. Safe to call twice and after the kernel's death. */
  async kill(): Promise<void> {
    this.#endedFor ??= "shutdown";
    this.#child.signal("SIGTERM");
    if (!(await this.#child.endsWithin(terminateMs))) {
      this.#child.signal("SIGKILL");
      if (!(await this.#child.endsWithin(killMs)))
        throw new Error(`Kernel process ${this.pid} did not exit after SIGKILL.`);
    }
    await this.gone;
  }

  async #shutDown(): Promise<void> {
    this.#endedFor ??= "shutdown";
    if (this.#child.alive) {
      // Sent without a request in flight: the process's exit is the answer, and no more output needs to be read.
      this.conversation.notify("control", "shutdown_request", { restart: false });
      if (!(await this.#child.endsWithin(this.#shutdownGraceMs))) await this.kill();
    }
    await this.gone;
  }

  async #executeNext(request: ExecuteRequest, limits: ExecuteOptions): Promise<ExecuteReply> {
    const { onMessage, timeoutMs, graceMs = defaultGraceMs, idleTimeoutMs: ms = defaultIdleMs } = limits;
    const { conversation } = this;
    const kernel = this.spec.name;
    // If the kernel is about to end, report how it ended instead of a crash in this cell.
    if (!this.alive) await this.gone;
    // Non-interactive sessions wait too: some kernels ignore `allow_stdin` and would hang if a question were lost.
    await (this.#stdinReady ??= settlesWithin(
      Promise.race([conversation.stdinConnected, this.gone]),
      stdinMs,
    ));
    const pending = conversation.ask("shell", "execute_request", executeContent(request), {
      onMessage,
      silence: { ms, error: () => new LostOutputError(kernel) },
    });
    if (timeoutMs === undefined || (await settlesWithin(pending.done, timeoutMs)))
      return toReply(await pending.done);
    void this.interrupt();
    const hasEnded = await settlesWithin(pending.done, graceMs);
    if (hasEnded && this.#child.alive) throw new CellTimeoutError(kernel, timeoutMs, "interrupted");
    this.#endedFor ??= "timeout";
    await this.kill();
    throw new CellTimeoutError(kernel, timeoutMs, hasEnded ? "killed by the interrupt" : "killed");
  }
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

function executeContent(request: ExecuteRequest): JsonObject {
  const { code, silent = false, userExpressions = {}, branch } = request;
  return {
    ...(branch && { branch }),
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
