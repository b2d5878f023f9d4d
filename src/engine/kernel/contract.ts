/**
 * Where the two halves of the kernel meet. The server (worker thread) owns the sockets and the protocol; the
 * interpreter (main thread) owns the person's code. Neither knows the other beyond this file.
 */
import type { JsonObject, MimeBundle } from "../client/contract.js";
import type { ReplyFacts } from "../../model/trace.js";
import type { Completeness, Completion } from "../compile/contract.js";

export type ErrorReport = {
  readonly ename: string;
  readonly evalue: string;
  /** Cell and project frames only, each `cell:line:column` or `relative/path:line:column`. */
  readonly traceback: readonly string[];
};

export interface DisplayBundle {
  readonly data: MimeBundle;
  readonly metadata: JsonObject;
  readonly displayId?: string;
}

/** Sends what one request emits, for as long as the process lives: late output keeps its cell's parent header. */
export interface Publisher {
  stream(name: "stdout" | "stderr", text: string): void;
  display(bundle: DisplayBundle): void;
  updateDisplay(bundle: DisplayBundle & { readonly displayId: string }): void;
  clearOutput(when: "now" | "before-next"): void;
  result(bundle: DisplayBundle): void;
  /**
   * For errors after the cell has ended (late rejections). The error a cell ends with travels in its outcome, and the
   * server publishes it after everything the cell printed; published here as well, it is not sent twice.
   */
  error(report: ErrorReport): void;
  /**
   * Asks the person at the client and blocks until the answer is there; an interrupt ends it. Undefined where nobody can
   * be asked: the client says so, or the cell has ended.
   */
  ask(question: string): string | undefined;
}

export interface CellRequest {
  readonly code: string;
  /** The number of the cell, for file names in tracebacks; the server counts. */
  readonly executionCount: number;
  /** The value of its final expression is not shown. */
  readonly silent: boolean;
  readonly userExpressions: Readonly<Record<string, string>>;
}

export type UserExpressionResult =
  | { readonly status: "ok"; readonly data: MimeBundle; readonly metadata: JsonObject }
  | ({ readonly status: "error" } & ErrorReport);

export interface CellOutcome {
  readonly error?: ErrorReport;
  readonly userExpressions: Readonly<Record<string, UserExpressionResult>>;
  readonly trace: ReplyFacts;
}

export const interruptedReport: ErrorReport = {
  ename: "KeyboardInterrupt",
  evalue: "Execution was interrupted.",
  traceback: ["KeyboardInterrupt: Execution was interrupted."],
};

/** Of a cell that cannot say itself how it ended: termination took what would have said it. */
export const interruptedOutcome: CellOutcome = {
  error: interruptedReport,
  userExpressions: {},
  trace: { files: [], modules: [], environment: [], functions: [] },
};

export interface Interpreter {
  /**
   * One at a time; resolves when the cell has ended, failed or been interrupted. Never rejects. Returns before the
   * person's code runs: execution that is terminated takes everything below it on the stack with it.
   */
  execute(request: CellRequest, publisher: Publisher): Promise<CellOutcome>;
  /**
   * Settles the running cell with a KeyboardInterrupt-like error and mutes what it still prints, and gives up what it
   * or a question has TypeScript look at. A cell that blocks the
   * main thread is ended first, from the worker, by `terminationExpression` of runtime/termination.ts (bare
   * `Runtime.terminateExecution` aborts the process when the loop runs in a timer or after an await).
   */
  interrupt(): void;
  complete(code: string, offset: number): Promise<Completion>;
  inspect(code: string, offset: number): Promise<string | undefined>;
  completeness(code: string): Completeness;
  close(): void;
}

export interface InterpreterOptions {
  /** Folder imports resolve from and the cells' working folder. */
  readonly folder: string;
  /**
   * Interactive: a person writes modules meanwhile and is informed, in the next cell's output, when one was compiled again.
   */
  readonly mode: "interactive" | "headless";
  /** Whether a cell's types are checked before it runs, or the sender of the cells checks them. */
  readonly types: "checked" | "trusted";
  /**
   * Wraps work of the interpreter itself that must not be cut short (compiling above all). An interrupt terminates what
   * the main thread executes, wherever it is, except inside `shield`; it is then delivered when the work has ended.
   */
  readonly shield: <T>(work: () => T) => T;
}
