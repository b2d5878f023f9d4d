import os from "node:os";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Why the work was given up: a signal to this process. */
export class Interruption extends Error {
  readonly signal: NodeJS.Signals;

  constructor(signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
    this.signal = signal;
  }

  /** As shells count: 128 and the signal's number. */
  get exitCode(): number {
    return 128 + os.constants.signals[this.signal];
  }
}

/**
 * Runs work that stops when its signal is aborted: the first SIGINT, SIGTERM or SIGHUP aborts it, so that kernels are
 * ended and nothing is left half-written; a second one ends the process at once.
 */
export async function interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(new Interruption(signal).exitCode);
    controller.abort(new Interruption(signal));
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
