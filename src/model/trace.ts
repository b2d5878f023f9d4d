import type { Read } from "./reads.js";
import type { Value } from "./value.js";

/**
 * What a cell read and ran: sent in `execute_reply.metadata["decoupling-briefing"]` and stored by the engine in the
 * metadata of the executed cell. Paths are absolute in the protocol and relative to the project in output.
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
  /** Rows and files that were read, cached or not; missing in notebooks executed before this was recorded. */
  readonly reads?: readonly Read[];
}

/** An action of a cell whose result may differ next time, or that has side effects. */
export type Contact = "network" | "process" | "thread" | "writing";

/** Dependencies and effects of a cell beyond its trace; for caches, never part of results. */
export interface Surroundings {
  /** Absolute paths that were looked up, whether they exist or not, sorted. */
  readonly asked: readonly string[];
  /** Absolute paths of folders whose contents were listed, sorted. */
  readonly listed: readonly string[];
  readonly contacts: readonly Contact[];
}

/**
 * All of `execute_reply.metadata["decoupling-briefing"]`. Fields beyond the trace are never stored in a notebook.
 * `pending` depends on timing: "none" means that no user code is left to run (no open timer, socket, child process or
 * promise), so that clients need not wait for late errors; if it is missing, they wait.
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
