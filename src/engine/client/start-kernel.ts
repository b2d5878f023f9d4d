/** Starts a kernel: ports, connection file, process, sockets, handshake; again with other ports when some were taken. */
import { stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

import type { KernelSession, KernelSpec, StartOptions } from "./contract.js";
import { describeEnd, describeMs, KernelStartError } from "./errors.js";
import { handshake } from "./handshake.js";
import { reservePorts, someTaken } from "./ports.js";
import { register } from "./registry.js";
import { runKernel, type RunningKernel } from "./running-kernel.js";
import { createSession, deathOf } from "./session.js";

const defaultReadyMs = 60_000;
const defaultShutdownMs = 2_000;
const maxAttempts = 5;
const lookAtTailMs = 250;

/** Why an attempt has failed, and whether other ports may help. */
type Attempt =
  | { readonly session: KernelSession }
  | { readonly error: unknown; readonly again: "with other ports" | "never" };

/**
 * Resolves to a kernel that has answered. Nothing blocks meanwhile: kernels may be started ahead of their use.
 * `options.env` changes single variables of this process's environment (undefined removes one). When `options.signal`
 * aborts, the kernel is ended, also later, and what is in flight rejects with the signal's reason.
 */
export async function startKernel(spec: KernelSpec, options: StartOptions): Promise<KernelSession> {
  const stop = new AbortController();
  const started = start(spec, options, anySignal(stop.signal, options.signal));
  const unregister = register({
    async shutdown() {
      stop.abort(new KernelStartError(spec.name, "was shut down before it answered", {}));
      await started.catch(() => undefined);
    },
    killSync: () => undefined,
  });
  try {
    return await started;
  } finally {
    unregister();
  }
}

async function start(spec: KernelSpec, options: StartOptions, signal: AbortSignal): Promise<KernelSession> {
  for (let left = maxAttempts - 1; ; left -= 1) {
    signal.throwIfAborted();
    const reserved = await reservePorts(5);
    try {
      const attempt = await tryToStart(spec, options, reserved.ports, signal);
      if ("session" in attempt) return attempt.session;
      if (attempt.again === "never" || left === 0) throw attempt.error;
    } finally {
      reserved.release();
    }
  }
}

function anySignal(one: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  return other === undefined ? one : AbortSignal.any([one, other]);
}

async function tryToStart(
  spec: KernelSpec,
  options: StartOptions,
  ports: readonly number[],
  signal: AbortSignal,
): Promise<Attempt> {
  const stop = new AbortController();
  const fail = (what: string, hint: string, kernel?: RunningKernel): void => {
    const tail = kernel === undefined ? {} : { tail: kernel.process.tail() };
    stop.abort(new KernelStartError(spec.name, what, { hint, ...tail }));
  };
  let kernel: RunningKernel;
  try {
    kernel = await runKernel(
      spec,
      {
        cwd: options.cwd,
        env: { ...process.env, ...options.env },
        shutdownGraceMs: options.shutdownGraceMs ?? defaultShutdownMs,
      },
      ports,
      (gone, end) => {
        const ready = stop.signal.reason === isReady;
        if (ready) gone.conversation.fail((inFlight) => deathOf(spec, gone, end, inFlight));
        else
          fail(
            `ended before it answered: ${describeEnd(end)}`,
            "Start its command by hand to see why.",
            gone,
          );
      },
    );
  } catch (error) {
    return { error: await spawnError(spec, options.cwd, error), again: "never" };
  }

  const readyMs = options.readyTimeoutMs ?? defaultReadyMs;
  const timer = setTimeout(() => {
    const dropped = kernel.conversation.dropped;
    const wrongKey = dropped > 0 ? ` (${dropped} messages came that were not signed with our key)` : "";
    fail(
      `did not answer within ${describeMs(readyMs)}${wrongKey}`,
      "Allow it more time, or start its command by hand to see what it does.",
      kernel,
    );
  }, readyMs);
  const abort = (): void => {
    stop.abort(signal.reason);
  };
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  void watchForTakenPort(kernel, stop.signal, () => {
    fail("found a port taken", "Try again.", kernel);
  });
  try {
    const info = await handshake(kernel.conversation, stop.signal);
    stop.signal.throwIfAborted();
    stop.abort(isReady);
    return { session: createSession(spec, kernel, info, options.signal) };
  } catch (error) {
    await kernel.kill();
    const taken = saysTaken(kernel) || (await someTaken(ports));
    return { error, again: taken && !signal.aborted ? "with other ports" : "never" };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

const isReady = Symbol("ready");

/** Some kernels go on living when they could not bind, but say so. */
async function watchForTakenPort(
  kernel: RunningKernel,
  stop: AbortSignal,
  onTaken: () => void,
): Promise<void> {
  while (!stop.aborted) {
    if (saysTaken(kernel)) onTaken();
    await delay(lookAtTailMs, undefined, { signal: stop }).catch(() => undefined);
  }
}

function saysTaken(kernel: RunningKernel): boolean {
  const { stderr, stdout } = kernel.process.tail();
  return /EADDRINUSE|address (is )?already in use/i.test(stderr + stdout);
}

/** The system says ENOENT for a missing command and for a missing working folder. */
async function spawnError(spec: KernelSpec, cwd: string, cause: unknown): Promise<unknown> {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code !== "ENOENT" && code !== "EACCES" && code !== "ENOTDIR") return cause;
  const isFolder = await stat(cwd).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const command = JSON.stringify(spec.argv[0] ?? "");
  return isFolder
    ? new KernelStartError(spec.name, `cannot be started: its command ${command} cannot be executed`, {
        cause,
        hint: `Install the kernel again, or mend argv in ${spec.resourceDir}/kernel.json.`,
      })
    : new KernelStartError(spec.name, `cannot be started: its working folder ${cwd} does not exist`, {
        cause,
      });
}
