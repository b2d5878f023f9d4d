/** How a command ends: its exit code, its error message, and its response to an interrupt. */
import os from "node:os";
import pc from "picocolors";
import { visible } from "../lib/visible.js";
import { BriefingError, UsageError } from "../model/errors.js";

/** Exit codes: success; errors in notebooks or data; incorrect usage or a crash. */
export const exitCode = { done: 0, fault: 1, usage: 2 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Errors of the operating system, and what to do about them. */
const systemErrors: ReadonlyMap<string, readonly [words: string, hint: string]> = new Map([
  ["EACCES", ["you do not have permission to read or write it", "Change its permissions or its path."]],
  ["EPERM", ["you do not have permission to read or write it", "Change its permissions or its path."]],
  ["EROFS", ["its disk is read-only", "Choose a path on another disk."]],
  ["ENOSPC", ["its disk is full", "Free some space, or choose a path on another disk."]],
  ["EDQUOT", ["your quota on its disk is used up", "Free some space, or choose a path on another disk."]],
  ["EFBIG", ["it would be larger than files may be here", "Raise the limit: ulimit -f"]],
  ["EMFILE", ["too many files are open in this process", "Raise the limit: ulimit -n 1024"]],
  ["ENFILE", ["too many files are open on this machine", "End other programs, and run the command again."]],
  ["EAGAIN", ["the system has too many processes", "End other programs, or raise the limit: ulimit -u"]],
  ["ENOMEM", ["the system is out of memory", "End other programs, and run the command again."]],
  ["EIO", ["its disk reports an error", "Check the disk, or choose a path on another one."]],
  ["ESTALE", ["its disk is not mounted any more", "Mount it again, or choose a path on another disk."]],
  ["ENXIO", ["its device was removed", "Choose another path."]],
  ["ENAMETOOLONG", ["the name is too long", "Choose a shorter name."]],
  ["ELOOP", ["its symbolic links form a loop", "Remove the links, or choose another path."]],
  ["ENOTDIR", ["a file exists where a folder is needed", "Move it away, or choose another path."]],
  ["EISDIR", ["a folder exists where a file is needed", "Move it away, or choose another path."]],
  [
    "ENOENT",
    [
      "no such file or folder",
      "Check the path, or run the command again if the file was removed while it ran.",
    ],
  ],
  ["EEXIST", ["something stands in its place", "Move it away, or choose another path."]],
  ["ENOTEMPTY", ["files were added to it in the meantime", "Run the command again."]],
]);

/** An error of the operating system, which is not a bug in the program; undefined for all others. */
function describeSystemError(error: unknown): BriefingError | undefined {
  const { code, path, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  const found = systemErrors.get(code ?? "");
  if (found === undefined || syscall === undefined) return undefined;
  // Errors of read and write calls do not name the file.
  const isFolder = syscall === "uv_cwd" || syscall === "getcwd";
  const where = isFolder ? "the folder in which the command was started" : (path ?? `a file (${syscall})`);
  return new BriefingError(`${where}: ${found[0]} (${String(code)}).`, { hint: found[1] });
}

/** An actionable error message, with a stack trace only for a bug in the program. */
export function describeError(error: unknown): string {
  const described = error instanceof BriefingError ? error : describeSystemError(error);
  if (described !== undefined)
    return visible(
      described.hint === undefined ? described.message : `${described.message}\n${described.hint}`,
    );
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `crashed. This is a defect of the program. Please report it, with these lines:\n${text}`;
}

/** Prints it; returns its exit code. */
export function printError(error: unknown): ExitCode {
  process.stderr.write(`${pc.red("briefing:")} ${describeError(error)}\n`);
  return error instanceof BriefingError && !(error instanceof UsageError) ? exitCode.fault : exitCode.usage;
}

/** Exits with 2 if two briefings cannot be compared, even because of an invalid report: 1 means that they differ. */
export async function comparing(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof BriefingError)) throw error;
    printError(error);
    process.exitCode = exitCode.usage;
  }
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The reason for stopping: a signal to this process. */
export class Interruption extends Error {
  readonly signal: NodeJS.Signals;

  constructor(signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
    this.signal = signal;
  }

  /** The shell convention: 128 plus the signal's number. */
  get exitCode(): number {
    return 128 + os.constants.signals[this.signal];
  }
}

/**
 * Runs work that stops when its signal is aborted. The first SIGINT, SIGTERM or SIGHUP aborts it, so that kernels end
 * and no file is left incomplete; a second one ends the process at once.
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
