/** A kernel after the handshake. It executes one cell at a time, within limits, until it is shut down or dies. */
import type {
  ExecuteOptions,
  ExecuteReply,
  ExecuteRequest,
  JsonObject,
  KernelSession,
  KernelSpec,
  Message,
} from "./contract.js";
import { CellTimeoutError, LostOutputError } from "./errors.js";
import type { RunningKernel } from "./running-kernel.js";
import type { Request } from "./request.js";
import { settlesWithin } from "../../lib/waiting.js";

const defaultGraceMs = 5_000;
const defaultIdleMs = 10_000;
const interruptReplyMs = 5_000;
/** A kernel that has replied has nearly always bound stdin too, but some kernels never bind it. */
const stdinMs = 2_000;

export function createSession(
  spec: KernelSpec,
  kernel: RunningKernel,
  info: JsonObject,
  signal: AbortSignal | undefined,
): KernelSession {
  const { conversation } = kernel;
  let queue: Promise<unknown> = Promise.resolve();
  let stdinReady: Promise<unknown> | undefined;

  const abort = (): void => {
    conversation.fail(() => signal?.reason);
    kernel.kill().catch(() => undefined);
  };
  signal?.addEventListener("abort", abort, { once: true });
  if (signal?.aborted === true) abort();
  void kernel.gone.then(() => {
    signal?.removeEventListener("abort", abort);
  });

  async function interrupt(): Promise<void> {
    if (!kernel.process.alive) return;
    if (spec.interruptMode === "signal") {
      kernel.process.signal("SIGINT");
      return;
    }
    const { reply } = conversation.ask("control", "interrupt_request", {});
    await settlesWithin(reply, interruptReplyMs);
  }

  async function execute(request: ExecuteRequest, options: ExecuteOptions): Promise<ExecuteReply> {
    // If the kernel is about to end, report how it ended instead of a crash in this cell.
    if (!kernel.process.alive || kernel.endedFor !== undefined) await kernel.gone;
    // Non-interactive sessions wait too: some kernels ignore `allow_stdin` and would hang if a question were lost.
    await (stdinReady ??= settlesWithin(Promise.race([conversation.stdinConnected, kernel.gone]), stdinMs));
    const asked = conversation.ask("shell", "execute_request", executeContent(request), {
      onMessage: options.onMessage,
      silence: { ms: options.idleTimeoutMs ?? defaultIdleMs, error: () => new LostOutputError(spec.name) },
    });
    if (options.timeoutMs !== undefined && !(await settlesWithin(asked.done, options.timeoutMs)))
      throw await endLateCell(asked, options.timeoutMs, options.graceMs ?? defaultGraceMs);
    return toReply(await asked.done);
  }

  async function endLateCell(asked: Request, timeoutMs: number, graceMs: number): Promise<CellTimeoutError> {
    void interrupt();
    const ended = await settlesWithin(asked.done, graceMs);
    if (ended && kernel.process.alive) return new CellTimeoutError(spec.name, timeoutMs, "interrupted");
    kernel.endedFor ??= "timeout";
    await kernel.kill();
    return new CellTimeoutError(spec.name, timeoutMs, ended ? "killed by the interrupt" : "killed");
  }

  return {
    spec,
    info,
    pid: kernel.process.pid,
    get alive() {
      return kernel.process.alive && kernel.endedFor === undefined;
    },
    execute(request, options = {}) {
      const result = queue.then(() => execute(request, options));
      queue = result.catch(() => undefined);
      return result;
    },
    onLateMessage: (listener) => conversation.onLateMessage(listener),
    interrupt,
    shutdown: () => kernel.shutdown(),
  };
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
