/** Starts a kernel: ports, connection file, process, sockets, handshake. Retries with other ports if any are taken. */
import { stat } from "node:fs/promises";
import type { JsonObject, KernelSession, KernelSpec, StartOptions } from "./contract.js";
import { handshake } from "./conversation.js";
import { describeEnd, describeMs, KernelStartError } from "./errors.js";
import { reservePorts, someTaken } from "./ports.js";
import { openSession, type Session } from "./session.js";

const defaultReadyMs = 60_000;
const maxAttempts = 5;

/**
 * Resolves when the kernel completes the handshake. Non-blocking, so kernels can be started before they are needed.
 * `options.env` overrides variables of this process's environment (undefined removes one). When `options.signal`
 * aborts, even after the start, the kernel is ended and requests in flight reject with the signal's reason.
 */
export async function startKernel(spec: KernelSpec, options: StartOptions): Promise<KernelSession> {
  const { signal } = options;
  for (let left = maxAttempts - 1; ; left -= 1) {
    signal?.throwIfAborted();
    const { ports, release } = await reservePorts(5);
    try {
      const session = await openSession(spec, options, ports).catch(async (error: unknown) => {
        throw await spawnError(spec, options.cwd, error);
      });
      try {
        session.info = await handshakeWithin(session, options);
        if (signal !== undefined) endOnAbort(session, signal);
        return session;
      } catch (error) {
        await session.kill();
        const isTaken = reportsPortTaken(session) || (await someTaken(ports));
        if (!isTaken || left === 0 || signal?.aborted === true) throw error;
      }
    } finally {
      release();
    }
  }
}

async function handshakeWithin(
  session: Session,
  { readyTimeoutMs = defaultReadyMs, signal }: StartOptions,
): Promise<JsonObject> {
  const { spec, conversation, gone } = session;
  const failure = new AbortController();
  const fail = (what: string, hint: string): void => {
    failure.abort(new KernelStartError(spec.name, what, { hint, tail: session.tail() }));
  };
  void gone.then((end) => {
    fail(`exited before it replied: ${describeEnd(end)}`, "Run its command by hand to see why.");
  });
  const timer = setTimeout(() => {
    fail(
      `did not reply within ${describeMs(readyTimeoutMs)}`,
      "Allow more time, or run its command by hand to see what it does.",
    );
  }, readyTimeoutMs);
  const stop = signal === undefined ? failure.signal : AbortSignal.any([failure.signal, signal]);
  try {
    const info = await handshake(conversation, stop);
    stop.throwIfAborted();
    return info;
  } finally {
    clearTimeout(timer);
  }
}

function endOnAbort(session: Session, signal: AbortSignal): void {
  const abort = (): void => {
    session.conversation.fail(() => signal.reason);
    session.kill().catch(() => undefined);
  };
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  void session.gone.then(() => {
    signal.removeEventListener("abort", abort);
  });
}

function reportsPortTaken(session: Session): boolean {
  const { stderr, stdout } = session.tail();
  return /EADDRINUSE|address (is )?already in use/i.test(stderr + stdout);
}

/** The system reports ENOENT for both a missing command and a missing working folder. */
async function spawnError(spec: KernelSpec, cwd: string, cause: unknown): Promise<unknown> {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code !== "ENOENT" && code !== "EACCES" && code !== "ENOTDIR") return cause;
  const isFolder = (await stat(cwd).catch(() => undefined))?.isDirectory() === true;
  const command = JSON.stringify(spec.argv[0] ?? "");
  return isFolder
    ? new KernelStartError(spec.name, `could not be started: cannot execute its command ${command}`, {
        cause,
        hint: `Reinstall the kernel, or fix argv in ${spec.resourceDir}/kernel.json.`,
      })
    : new KernelStartError(spec.name, `could not be started: its working folder ${cwd} does not exist`, {
        cause,
      });
}
