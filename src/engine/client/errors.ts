/** What goes wrong between a client and its kernel. Facts are fields; the message is composed from them here. */
import { BriefingError } from "../../model/errors.js";

export interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What the process itself has written (not what its cells print): the last lines. */
export interface ProcessTail {
  readonly stdout: string;
  readonly stderr: string;
}

export class KernelSpecError extends BriefingError {}

export class UnknownKernelError extends KernelSpecError {}

export class ConnectionError extends BriefingError {}

/** The kernel could not be started, ended before it answered, or did not answer in time. */
export class KernelStartError extends BriefingError {
  readonly kernel: string;

  constructor(kernel: string, what: string, options: ErrorOptions & { hint?: string; tail?: ProcessTail }) {
    super(`The kernel ${JSON.stringify(kernel)} ${what}.${quote(options.tail)}`, options);
    this.kernel = kernel;
  }
}

/** The process of a kernel that had answered is gone. */
export class DeadKernelError extends BriefingError {
  readonly kernel: string;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderrTail: string;
  readonly reason: "out-of-memory" | "timeout" | "shutdown" | "unknown";

  constructor(facts: {
    readonly kernel: string;
    readonly end: ProcessEnd;
    readonly tail: ProcessTail;
    readonly while: "executing" | "waiting";
    /** Why we ended it ourselves. */
    readonly endedFor?: "timeout" | "shutdown" | undefined;
  }) {
    const reason = facts.endedFor ?? (isOutOfMemory(facts.tail) ? "out-of-memory" : "unknown");
    const name = `The kernel ${JSON.stringify(facts.kernel)}`;
    const when =
      facts.while === "executing" ? "while a cell was being executed" : "while no cell was being executed";
    const what = {
      "out-of-memory": `ran out of memory and died ${when}: ${describeEnd(facts.end)}`,
      timeout: "was killed before, because a cell did not end in time and could not be interrupted",
      shutdown:
        facts.while === "executing"
          ? "was shut down while a cell was being executed"
          : "was shut down before",
      unknown: `died ${when}: ${describeEnd(facts.end)}`,
    }[reason];
    const quoted = facts.endedFor === undefined ? quote(facts.tail) : "";
    const hint = deathHint(reason, facts.end);
    super(`${name} ${what}.${quoted}`, hint === undefined ? {} : { hint });
    this.kernel = facts.kernel;
    this.exitCode = facts.end.exitCode;
    this.signal = facts.end.signal;
    this.stderrTail = facts.tail.stderr;
    this.reason = reason;
  }
}

/** A cell did not end in time. `interrupted`: the kernel can still be used; `killed`: it had to be ended. */
export class CellTimeoutError extends BriefingError {
  readonly timeoutMs: number;
  readonly outcome: "interrupted" | "killed";

  constructor(kernel: string, timeoutMs: number, end: "interrupted" | "killed" | "died of the interrupt") {
    const name = `the kernel ${JSON.stringify(kernel)}`;
    const what = {
      interrupted: "and was interrupted",
      killed: `and did not react to an interrupt, so ${name} was killed`,
      "died of the interrupt": `and was interrupted, of which ${name} died`,
    }[end];
    super(`The cell took longer than ${describeMs(timeoutMs)} ${what}.`, {
      hint: "Make the cell faster, or allow it more time.",
    });
    this.timeoutMs = timeoutMs;
    this.outcome = end === "interrupted" ? "interrupted" : "killed";
  }
}

/** The kernel has answered, but the message that ends its output never came. */
export class LostOutputError extends BriefingError {
  constructor(kernel: string) {
    super(`The kernel ${JSON.stringify(kernel)} has answered, but has lost output: its "idle" never came.`, {
      hint: "Some kernels lose messages when a cell prints very much: print less, or execute on another kernel.",
    });
  }
}

export function describeEnd({ exitCode, signal }: ProcessEnd): string {
  return signal === null
    ? `its process ended with exit code ${exitCode ?? "unknown"}`
    : `its process ended by ${signal}`;
}

export function describeMs(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}

/** Node, V8 and Python each say it in their own words. */
function isOutOfMemory(tail: ProcessTail): boolean {
  return /heap out of memory|allocation failed|std::bad_alloc|\bMemoryError\b|Cannot allocate memory/i.test(
    tail.stderr,
  );
}

function deathHint(reason: DeadKernelError["reason"], { exitCode, signal }: ProcessEnd): string | undefined {
  if (reason === "out-of-memory") return "Work on less data at once, or allow the kernel more memory.";
  if (reason === "timeout") return "Make the cell faster, or allow it more time.";
  if (reason === "shutdown") return undefined;
  if (signal === "SIGKILL" || exitCode === 137)
    return "Something killed it from outside; most often the system does so when memory runs out.";
  if (signal === null && exitCode === 0)
    return "A cell that ends the process (exit, quit) ends the kernel with it.";
  return undefined;
}

function quote(tail: ProcessTail | undefined): string {
  const text = tail === undefined ? "" : tail.stderr.trim() || tail.stdout.trim();
  return text === "" ? "" : `\nIts last words:\n${text.replace(/^/gm, "  ")}`;
}
