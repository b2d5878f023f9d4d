/** How a command ends: its exit code, what is printed of an error, and what an interruption does. */
import os from "node:os";
import pc from "picocolors";
import { BriefingError } from "../model/errors.js";
import { UsageError } from "../model/usage-error.js";

/** What the shell is told: all good; notebooks or data are at fault; wrong usage or a crash. */
export const exitCode = { done: 0, fault: 1, usage: 2 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

const refusals: Readonly<Record<string, string>> = {
  EACCES: "you do not have permission to read or write it",
  EPERM: "you do not have permission to read or write it",
  EROFS: "its disk is read-only",
  ENOSPC: "its disk is full",
  EDQUOT: "your quota on its disk is used up",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links lead in a circle",
  ENOTDIR: "a file is in the place of a folder",
  EISDIR: "a folder is in the place of a file",
};

/** What the machine refused, which is not a defect of the program; undefined for all else. */
function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || !("path" in error)) return undefined;
  const words = refusals[String(error.code)];
  return words === undefined ? undefined : `${String(error.path)}: ${words} (${String(error.code)}).`;
}

/** An error in words that a person can act on, with a stack only for a defect of the program. */
export function describeError(error: unknown): string {
  if (error instanceof BriefingError)
    return error.hint === undefined ? error.message : `${error.message}\n${error.hint}`;
  const refusal = refusalOf(error);
  if (refusal !== undefined) return refusal;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `crashed. This is a defect of the program. Please report it, with these lines:\n${text}`;
}

/** Prints it; returns its exit code. */
export function printError(error: unknown): ExitCode {
  process.stderr.write(`${pc.red("briefing:")} ${describeError(error)}\n`);
  return error instanceof BriefingError && !(error instanceof UsageError) ? exitCode.fault : exitCode.usage;
}

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
