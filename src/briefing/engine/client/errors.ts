/** Errors between a client and its kernel. The facts are fields, and the constructors compose the messages. */
import { BriefingError } from "../../model/errors.js";

export interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The last lines that the process itself wrote (not the output of cells). */
export interface ProcessTail {
  readonly stdout: string;
  readonly stderr: string;
}

export class KernelSpecError extends BriefingError {}

export class UnknownKernelError extends KernelSpecError {}

export class ConnectionError extends BriefingError {}

/** The kernel could not be started, exited before it replied, or did not reply in time. */
export class KernelStartError extends BriefingError {
  constructor(kernel: string, what: string, options: ErrorOptions & { hint?: string; tail?: ProcessTail }) {
    super(`The kernel ${JSON.stringify(kernel)} ${what}.${quote(options.tail)}`, options);
  }
}

/** The kernel's process ended after the handshake. */
export class DeadKernelError extends BriefingError {
  readonly reason: "out-of-memory" | "timeout" | "shutdown" | "unknown";

  constructor(facts: {
    readonly kernel: string;
    readonly end: ProcessEnd;
    readonly tail: ProcessTail;
    readonly while: "executing" | "waiting";
    /** Why the client ended the kernel. */
    readonly endedFor?: "timeout" | "shutdown" | undefined;
  }) {
    const { end, tail, endedFor } = facts;
    const reason = endedFor ?? (isOutOfMemory(tail) ? "out-of-memory" : "unknown");
    const isExecuting = facts.while === "executing";
    const died = `died ${isExecuting ? "while executing a cell" : "while idle"}: ${describeEnd(end)}`;
    const [what, hint] = {
      "out-of-memory": [
        `ran out of memory and ${died}`,
        "Process less data at once, or give the kernel more memory.",
      ],
      timeout: [
        "was killed earlier because a cell exceeded its time limit and did not respond to an interrupt",
        moreTime,
      ],
      shutdown: [isExecuting ? "was shut down while executing a cell" : "was already shut down"],
      unknown: [died, ...likelyCause(end)],
    }[reason];
    const quoted = endedFor === undefined ? quote(tail) : "";
    super(`The kernel ${JSON.stringify(facts.kernel)} ${what}.${quoted}`, hint === undefined ? {} : { hint });
    this.reason = reason;
  }
}

const moreTime = "Make the cell faster, or allow more time: --timeout SECONDS";

/** A cell exceeded its time limit. `interrupted`: the kernel is still usable; `killed`: it had to be ended. */
export class CellTimeoutError extends BriefingError {
  readonly timeoutMs: number;
  readonly outcome: "interrupted" | "killed";

  constructor(kernel: string, timeoutMs: number, end: "interrupted" | "killed" | "killed by the interrupt") {
    const name = `the kernel ${JSON.stringify(kernel)}`;
    const what = {
      interrupted: "and was interrupted",
      killed: `and did not respond to an interrupt, so ${name} was killed`,
      "killed by the interrupt": `and ${name} died when it was interrupted`,
    }[end];
    super(`The cell took longer than ${describeMs(timeoutMs)} ${what}.`, {
      hint: moreTime,
    });
    this.timeoutMs = timeoutMs;
    this.outcome = end === "interrupted" ? "interrupted" : "killed";
  }
}

/** The kernel replied, but the `idle` message that ends its output never arrived. */
export class LostOutputError extends BriefingError {
  constructor(kernel: string) {
    super(`The kernel ${JSON.stringify(kernel)} replied but lost output: its "idle" message never arrived.`, {
      hint: "Some kernels lose messages when a cell prints a lot. Print less, or use another kernel.",
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

/** Node, V8 and Python each phrase it differently. */
function isOutOfMemory(tail: ProcessTail): boolean {
  return /heap out of memory|allocation failed|std::bad_alloc|\bMemoryError\b|Cannot allocate memory/i.test(
    tail.stderr,
  );
}

function likelyCause({ exitCode, signal }: ProcessEnd): readonly string[] {
  if (signal === "SIGKILL" || exitCode === 137)
    return ["Another process killed it. The usual cause is that the system ran out of memory."];
  return signal === null && exitCode === 0
    ? ["A cell that ends its process (exit, quit) also ends the kernel."]
    : [];
}

function quote(tail: ProcessTail | undefined): string {
  const text = tail === undefined ? "" : tail.stderr.trim() || tail.stdout.trim();
  return text === "" ? "" : `\nIts last output:\n${text.replace(/^/gm, "  ")}`;
}
