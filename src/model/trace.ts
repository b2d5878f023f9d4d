import type { Read } from "./reads.js";
import type { Value } from "./value.js";

/**
 * What executing a cell touched: travels in `execute_reply.metadata["decoupling-briefing"]` and is kept by the
 * engine in the executed cell's metadata. Paths are absolute inside the protocol and relative to the project in output.
 */
export interface ExecutionTrace {
  /** Files read that are not modules (data), sorted. */
  readonly files: readonly string[];
  /** Modules loaded while the cell ran (files of packages and of the project), sorted. */
  readonly modules: readonly string[];
  /** Names of environment variables read, sorted. */
  readonly environment: readonly string[];
  /** Functions of modules outside node_modules (project or linked package) that ran, by module then name, sorted. */
  readonly functions: readonly { readonly module: string; readonly name: string }[];
  /** Rows and files that were asked for, cached or not; missing in notebooks that were executed before it was recorded. */
  readonly reads?: readonly Read[];
}

/** Something a cell did that may come out otherwise next time, or that is done for its effect. */
export type Contact = "network" | "process" | "thread" | "writing";

/** What a cell depends on or did besides its trace; for caches, never part of results. */
export interface Surroundings {
  /** Absolute paths that were looked for, whether anything was there or not, sorted. */
  readonly asked: readonly string[];
  /** Absolute paths of folders whose names were listed, sorted. */
  readonly listed: readonly string[];
  readonly contacts: readonly Contact[];
}

/**
 * The whole of `execute_reply.metadata["decoupling-briefing"]`. What it has beyond the trace is never kept in a notebook.
 * `pending` depends on time: "none" says that no code of the person is left to run (no timer, socket, child process or
 * promise of theirs is open), so that a client need not wait for late errors; without it a client waits.
 */
export interface ReplyFacts extends ExecutionTrace {
  readonly pending?: "none" | "some";
  readonly surroundings?: Surroundings;
}

/** Result of one inline expression of a Markdown cell; `id` is stable across builds. */
export type InlineResult = {
  readonly id: string;
  readonly expression: string;
  /** 1-based, in the Markdown cell's source. */
  readonly line: number;
  readonly column: number;
} & (
  | { readonly status: "ok"; readonly value: Value }
  | {
      readonly status: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    }
);

/** `metadata["decoupling-briefing"]` of an executed code or Markdown cell. */
export interface CellFacts {
  readonly status: "executed" | "skipped" | "not-executed" | "failed";
  readonly trace?: ExecutionTrace;
  readonly inline?: readonly InlineResult[];
}
