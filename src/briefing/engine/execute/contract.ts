import type { KernelSpec } from "../client/contract.js";
import type { NotebookTypes } from "../compile/check-notebooks.js";
import type { BriefingError } from "../../model/errors.js";
import type { Cell, Notebook, Output } from "../notebook/contract.js";

/** Why a notebook failed: the position and the text to show. Lines and columns are 1-based. */
export interface Failure {
  readonly kind:
    | "error"
    | "type-error"
    | "timeout"
    | "dead-kernel"
    | "inline"
    | "format"
    | "late"
    | "kernel"
    | "parameters";
  readonly notebook: string;
  /** `executionCount` numbers the cell in tracebacks; missing if it was not executed. */
  readonly cell?: { readonly index: number; readonly id: string; readonly executionCount?: number };
  readonly line?: number;
  readonly column?: number;
  readonly ename: string;
  readonly evalue: string;
  /** A fault of the whole project, which other notebooks report too. */
  readonly concerns?: "project";
  /** Frames and code frame as text, without ANSI colours. */
  readonly traceback: readonly string[];
  readonly lastOutput?: Output;
}

/** The executed copy; `metadata["briefing"]` of each cell holds its CellFacts (model/trace.ts). */
export interface Execution {
  readonly path: string;
  readonly notebook: Notebook;
  readonly failures: readonly Failure[];
  readonly origin?: Origin;
  /** Milliseconds of wall clock; used in logs, never in outputs. */
  readonly duration: number;
}

/**
 * Where an executed notebook comes from: `why` explains the cache miss, `notCacheable` why the next build will execute
 * the notebook again.
 */
export type Origin =
  | { readonly from: "cache" }
  | { readonly from: "kernel"; readonly why: string; readonly notCacheable?: string };

export type Progress =
  | { readonly kind: "queued" | "starting"; readonly path: string }
  | {
      readonly kind: "cell";
      readonly path: string;
      readonly cell: Cell;
      readonly index: number;
      readonly of: number;
    }
  /** Cells that depend on assumptions are executed under other settings. */
  | { readonly kind: "settings"; readonly path: string; readonly done: number; readonly of: number }
  | { readonly kind: "finished"; readonly path: string; readonly execution: Execution };

export interface ExecuteSettings {
  /** Values for the `parameters` cell, as typed on the command line. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Milliseconds per cell; a notebook's or cell's own metadata overrides it. */
  readonly cellTimeoutMs: number;
  readonly onCellError: "stop" | "continue";
  /** What is executed of a notebook that the checks reject: nothing (default), or for a draft the cells before that. */
  readonly ofRejected?: "nothing" | "cells-before" | undefined;
  /** Whether cells that depend on assumptions are executed for every setting of them, or only taken from the cache. */
  readonly answers: "execute" | "cached" | "omit";
  /** Kernel name; undefined: the notebook's own. `tslab` always selects the built-in kernel. */
  readonly kernel: string | undefined;
  /** Megabytes. Undefined: as many as Node.js allows on this machine, and at least 2048. */
  readonly kernelMemoryMb: number | undefined;
  readonly jobs: number;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** A notebook to execute, or the error from reading it, which does not affect other notebooks. */
export type ExecuteJob =
  | { readonly path: string; readonly notebook: Notebook }
  | { readonly path: string; readonly error: BriefingError };

export interface ResolvedKernel {
  readonly spec: KernelSpec;
  /** `builtin`: the project's own kernel, which relies on separate type checks and evaluates inline expressions. */
  readonly origin: "builtin" | "installed";
  /** The same kernel with type checks before each cell, so that type errors appear in the outputs. */
  readonly checking?: KernelSpec;
}

/** The type checker for notebooks. */
export type TypeChecker = Pick<NotebookTypes, "check">;
