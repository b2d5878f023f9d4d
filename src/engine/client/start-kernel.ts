/** Starts a kernel: ports, connection file, process, sockets, handshake. Retries with other ports if any are taken. */
import { stat } from "node:fs/promises";

import type { KernelSession, KernelSpec, StartOptions } from "./contract.js";
import { handshake } from "./conversation.js";
import { describeEnd, describeMs, KernelStartError } from "./errors.js";
import { reservePorts, someTaken } from "./ports.js";
import { runKernel, type RunningKernel } from "./running-kernel.js";
import { createSession } from "./session.js";

const defaultReadyMs = 60_000;
const maxAttempts = 5;

/** Why an attempt failed, and whether other ports may help. */
type Attempt =
  | { readonly session: KernelSession }
  | { readonly error: unknown; readonly again: "with other ports" | "never" };

/**
 * Resolves when the kernel completes the handshake. Non-blocking, so kernels can be started before they are needed.
 * `options.env` overrides variables of this process's environment (undefined removes one). When `options.signal`
 * aborts, even after the start, the kernel is ended and requests in flight reject with the signal's reason.
 */
export async function startKernel(spec: KernelSpec, options: StartOptions): Promise<KernelSession> {
  for (let left = maxAttempts - 1; ; left -= 1) {
    options.signal?.throwIfAborted();
    const reserved = await reservePorts(5);
    try {
      const attempt = await tryToStart(spec, options, reserved.ports);
      if ("session" in attempt) return attempt.session;
      if (attempt.again === "never" || left === 0) throw attempt.error;
    } finally {
      reserved.release();
    }
  }
}

async function tryToStart(
  spec: KernelSpec,
  options: StartOptions,
  ports: readonly number[],
): Promise<Attempt> {
  let kernel: RunningKernel;
  try {
    kernel = await runKernel(spec, options, ports);
  } catch (error) {
    return { error: await spawnError(spec, options.cwd, error), again: "never" };
  }

  const failure = new AbortController();
  const fail = (what: string, hint: string): void => {
    failure.abort(new KernelStartError(spec.name, what, { hint, tail: kernel.process.tail() }));
  };
  void kernel.gone.then((end) => {
    fail(`exited before it replied: ${describeEnd(end)}`, "Run its command by hand to see why.");
  });
  const readyMs = options.readyTimeoutMs ?? defaultReadyMs;
  const timer = setTimeout(() => {
    fail(
      `did not reply within ${describeMs(readyMs)}`,
      "Allow more time, or run its command by hand to see what it does.",
    );
  }, readyMs);
  const { signal } = options;
  const stop = signal === undefined ? failure.signal : AbortSignal.any([failure.signal, signal]);
  try {
    const info = await handshake(kernel.conversation, stop);
    stop.throwIfAborted();
    return { session: createSession(spec, kernel, info, signal) };
  } catch (error) {
    await kernel.kill();
    const taken = reportsPortTaken(kernel) || (await someTaken(ports));
    return { error, again: taken && signal?.aborted !== true ? "with other ports" : "never" };
  } finally {
    clearTimeout(timer);
  }
}

function reportsPortTaken(kernel: RunningKernel): boolean {
  const { stderr, stdout } = kernel.process.tail();
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
