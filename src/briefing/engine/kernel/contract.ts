/**
 * The interface between the kernel's two threads. The server (worker thread) owns the sockets and the protocol; the
 * interpreter (main thread) owns the user's code. They depend on each other only through this file.
 */
import type { JsonObject, MimeBundle } from "../client/contract.js";
import type { Setting } from "../../model/assumption.js";
import type { ReplyFacts } from "../../model/trace.js";
import type { Completeness, Completion } from "../compile/contract.js";

/** The environment variable by which a build names the cache folder of its kernels. */
export const cacheVariable = "BRIEFING_KERNEL_CACHE";

export type ErrorReport = {
  readonly ename: string;
  readonly evalue: string;
  /** Only frames of cells and the project, each `cell:line:column` or `relative/path:line:column`. */
  readonly traceback: readonly string[];
};

/** Messages by which a cell's output is published; their content is that of the protocol. */
export type OutputType =
  "stream" | "display_data" | "update_display_data" | "clear_output" | "execute_result" | "error";

/** Publishes the output of one request for the lifetime of the process: late output keeps its cell's parent header. */
export interface Publisher {
  /**
   * The error that ends a cell is part of its outcome, and the server publishes it after all the cell's output, unless
   * it was already published here.
   */
  publish(type: OutputType, content: JsonObject): void;
  /**
   * Asks the user for input and blocks until the reply arrives or an interrupt ends the wait. Returns undefined if the
   * client does not allow input or the cell has ended.
   */
  ask(question: string): string | undefined;
}

export interface CellRequest {
  readonly code: string;
  /** The cell's number, assigned by the server; used for file names in tracebacks. */
  readonly executionCount: number;
  /** Suppresses the value of the final expression. */
  readonly silent: boolean;
  readonly userExpressions: Readonly<Record<string, string>>;
  /** Executes a cell again that was executed before, or evaluates expressions, under a setting of assumptions. */
  readonly branch?: Branch;
}

/** How code is executed again: it sees the names that it saw at first, as they are under the setting. */
export interface Branch {
  readonly run: "cell" | "expressions";
  /** The number of the cell; for expressions, that of the last cell before them. */
  readonly count: number;
  readonly setting: Setting;
  /** Numbers of the cells whose results belong to another setting. */
  readonly forget: readonly number[];
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

export interface Interpreter {
  /**
   * Executes one request at a time; resolves when the cell has ended, failed or been interrupted. Never rejects.
   * Returns before the user's code runs, because termination unwinds the whole stack.
   */
  execute(request: CellRequest, publisher: Publisher): Promise<CellOutcome>;
  /**
   * Settles the running cell with a KeyboardInterrupt-like error, mutes its further output, and cancels TypeScript's
   * work for it or for a question. A cell that blocks the main thread is first terminated from the worker by
   * `terminationExpression` of runtime/termination.ts (a bare `Runtime.terminateExecution` aborts the process when the
   * loop runs in a timer or after an await).
   */
  interrupt(): void;
  complete(code: string, offset: number): Promise<Completion>;
  inspect(code: string, offset: number): Promise<string | undefined>;
  completeness(code: string): Completeness;
  close(): void;
}

export interface InterpreterOptions {
  /** The working folder of cells, from which imports are resolved. */
  readonly folder: string;
  /** Interactive: users may edit modules in the meantime, and the next cell's output reports any that were rebuilt. */
  readonly mode: "interactive" | "headless";
  /** Whether a cell is type-checked before it runs, or the client checks types itself. */
  readonly types: "checked" | "trusted";
  /**
   * Runs work of the interpreter that must not be cut short (mainly compilation). An interrupt terminates whatever the
   * main thread executes, except inside `shield`, where it is deferred until the work ends.
   */
  readonly shield: <T>(work: () => T) => T;
}
