import type * as z from "zod";
import type { cellFacts, DeepReadonly } from "./emitted.js";

/** `metadata["briefing"]` of an executed code or Markdown cell. */
export type CellFacts = DeepReadonly<z.infer<typeof cellFacts>>;

/**
 * What a cell read and ran: sent in `execute_reply.metadata["briefing"]` and stored by the engine in the
 * metadata of the executed cell. Paths are absolute in the protocol and relative to the project in output.
 */
export type ExecutionTrace = NonNullable<CellFacts["trace"]>;

/** Result of one inline expression of a Markdown cell. */
export type InlineResult = NonNullable<CellFacts["inline"]>[number];

/** An action of a cell whose result may differ next time, or that has side effects. */
export type Contact = "network" | "process" | "thread" | "writing" | Variation;

/** A call whose result differs each time: of the clock, or of random numbers. */
export type Variation = NonNullable<ExecutionTrace["varies"]>[number];

/** Dependencies and effects of a cell beyond its trace; for caches, never part of results. */
export interface Surroundings {
  /** Absolute paths that were looked up, whether they exist or not, sorted. */
  readonly asked: readonly string[];
  /** Absolute paths of folders whose contents were listed, sorted. */
  readonly listed: readonly string[];
  readonly contacts: readonly Contact[];
  /** Settings of a briefing.yml that charts and formats asked for, `colours in /…/briefing.yml`; missing if none did. */
  readonly settings?: readonly string[];
  /** Of modules whose functions are counted, sorted by file. */
  readonly ran: readonly RanCode[];
  /** Absolute paths of files of code that were read as texts so far; missing if none were. */
  readonly texts?: readonly string[];
}

/** A module, by the absolute path of the file that was loaded, and its functions that ran. */
export interface RanCode {
  readonly file: string;
  readonly functions: readonly string[];
}

/**
 * All of `execute_reply.metadata["briefing"]`. Fields beyond the trace are never stored in a notebook.
 * `pending` depends on timing: "none" means that no user code is left to run (no open timer, socket, child process or
 * promise), so that clients need not wait for late errors; if it is missing, they wait.
 */
export interface ReplyFacts extends ExecutionTrace {
  readonly pending?: "none" | "some";
  readonly surroundings?: Surroundings;
  readonly conditions?: CellFacts["conditions"];
}
