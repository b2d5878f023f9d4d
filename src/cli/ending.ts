/** How a command ends: its exit code, what is printed of an error, and what an interruption does. */
import os from "node:os";
import pc from "picocolors";
import { visible } from "../lib/visible.js";
import { BriefingError, UsageError } from "../model/errors.js";

/** Exit codes: all good; notebooks or data are at fault; wrong usage or a crash. */
export const exitCode = { done: 0, fault: 1, usage: 2 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** What the machine refuses, and what to do then. */
const refusals: ReadonlyMap<string, readonly [words: string, hint: string]> = new Map([
  ["EACCES", ["you do not have permission to read or write it", "Change its permissions, or name another."]],
  ["EPERM", ["you do not have permission to read or write it", "Change its permissions, or name another."]],
  ["EROFS", ["its disk is read-only", "Name a place on another disk."]],
  ["ENOSPC", ["its disk is full", "Make room, or name a place on another disk."]],
  ["EDQUOT", ["your quota on its disk is used up", "Make room, or name a place on another disk."]],
  ["EFBIG", ["it would be larger than files may be here", "Raise the limit: ulimit -f"]],
  ["EMFILE", ["too many files are open in this process", "Raise the limit: ulimit -n 1024"]],
  ["ENFILE", ["too many files are open on this machine", "End other programs, and run the command again."]],
  [
    "EAGAIN",
    ["the machine lets no more processes start", "End other programs, or raise the limit: ulimit -u"],
  ],
  ["ENOMEM", ["the machine has no memory left", "End other programs, and run the command again."]],
  ["EIO", ["its disk reports an error", "Check the disk, or name a place on another."]],
  ["ESTALE", ["its disk is gone", "Mount it again, or name a place on another."]],
  ["ENXIO", ["its device is gone", "Name another place."]],
  ["ENAMETOOLONG", ["the name is too long", "Name a shorter one."]],
  ["ELOOP", ["its links lead in a circle", "Remove the links, or name another place."]],
  ["ENOTDIR", ["a file is in the place of a folder", "Move it away, or name another place."]],
  ["EISDIR", ["a folder is in the place of a file", "Move it away, or name another place."]],
  [
    "ENOENT",
    [
      "it does not exist, or is gone",
      "Check the name; if a folder was removed meanwhile, run the command again.",
    ],
  ],
  ["EEXIST", ["something stands in its place", "Move it away, or name another place."]],
  ["ENOTEMPTY", ["files came into it meanwhile", "Run the command again."]],
]);

/** What the machine refused, which is not a defect of the program; undefined for all else. */
function refusalOf(error: unknown): BriefingError | undefined {
  const { code, path, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  const found = refusals.get(code ?? "");
  if (found === undefined || syscall === undefined) return undefined;
  // Reading and writing say nothing of the file that they were about.
  const isFolder = syscall === "uv_cwd" || syscall === "getcwd";
  const where = isFolder ? "the folder in which the command was started" : (path ?? `a file (${syscall})`);
  return new BriefingError(`${where}: ${found[0]} (${String(code)}).`, { hint: found[1] });
}

/** An error in words that a person can act on, with a stack only for a defect of the program. */
export function describeError(error: unknown): string {
  const known = error instanceof BriefingError ? error : refusalOf(error);
  if (known !== undefined)
    return visible(known.hint === undefined ? known.message : `${known.message}\n${known.hint}`);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `crashed. This is a defect of the program. Please report it, with these lines:\n${text}`;
}

/** Prints it; returns its exit code. */
export function printError(error: unknown): ExitCode {
  process.stderr.write(`${pc.red("briefing:")} ${describeError(error)}\n`);
  return error instanceof BriefingError && !(error instanceof UsageError) ? exitCode.fault : exitCode.usage;
}

/** Exits with 2 where two briefings cannot be compared, also where a report is at fault: 1 says that they differ. */
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
