/** Executions that are kept and used again, as the rest of the program sees them. */
import type { Seen } from "../../compile/seen.js";
import type { FileHashes } from "../../compile/file-hashes.js";
import type { Read } from "../../compile/remember.js";
import type { Unit } from "../../compile/chain.js";
import type { NotebookRun } from "../run.js";

/** What executes notebooks: whatever of it changes, nothing that was kept counts. */
export interface Runtime {
  /** As `process.version` has it. */
  readonly node: string;
  readonly platform: string;
  readonly program: {
    readonly version: string;
    /** Hash of the code that executes: a program under development changes without a new version. */
    readonly code: string;
  };
}

export interface CacheOptions {
  /** Where executions are kept. */
  readonly folder: string;
  /** Of whole files, as `wholeFileHashes` makes them. */
  readonly hashes: FileHashes;
  /** How kept executions are read; those of an earlier build may be remembered. */
  readonly read: Read;
  readonly runtime: Runtime;
  /** The variables that kernels are started with. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the compiled units of a notebook rest on; undefined where it cannot be told. */
  readonly seenByCompiler: (folder: string, units: readonly Unit[]) => Seen | undefined;
}

export type Found =
  | { readonly status: "hit" }
  /** `why` is in words for the notebook's line: "data/pairs.csv changed, cell peaks changed". */
  | { readonly status: "miss"; readonly why: string };

/** Keeps executions from one build to the next. None of its methods throws for what it finds on disk. */
export interface ExecutionCache {
  /** On a hit, the run has its outputs and facts, and its executed copy needs no kernel. Nothing is executed. */
  find(run: NotebookRun): Found;
  /**
   * Keeps what was executed without a failure by a kernel started at `startedAt` (epoch milliseconds). Says why it is
   * not kept, in words; undefined when it is.
   */
  keep(run: NotebookRun, startedAt: number): string | undefined;
}

/**
 * Where an executed notebook comes from: `why` says what made the kept one useless, `notKept` why the next build will
 * execute it again.
 */
export type Origin =
  { readonly from: "cache" } | { readonly from: "kernel"; readonly why: string; readonly notKept?: string };
