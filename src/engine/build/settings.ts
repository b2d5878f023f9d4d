import os from "node:os";
import type { ExecuteSettings } from "../execute/contract.js";

/** How notebooks are executed; what is not said is as the command line's help has it. */
export interface ExecutionOptions {
  /** Values for the `parameters` cells, as one types them. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Notebooks at once. */
  readonly jobs?: number | undefined;
  /** What a cell may take; the metadata of a notebook or cell overrides it. */
  readonly cellTimeoutMs?: number | undefined;
  /** Memory cap of each kernel. */
  readonly kernelMemoryMb?: number | undefined;
}

interface Others {
  readonly kernel?: string | undefined;
  readonly onCellError?: ExecuteSettings["onCellError"] | undefined;
  readonly onProgress?: ExecuteSettings["onProgress"] | undefined;
  readonly signal?: AbortSignal | undefined;
}

export function executeSettings(options: ExecutionOptions, others: Others = {}): ExecuteSettings {
  return {
    parameters: options.parameters ?? {},
    jobs: options.jobs ?? os.availableParallelism(),
    cellTimeoutMs: options.cellTimeoutMs ?? 120_000,
    kernelMemoryMb: options.kernelMemoryMb ?? 2048,
    onCellError: others.onCellError ?? "stop",
    kernel: others.kernel,
    onProgress: others.onProgress ?? (() => undefined),
    signal: others.signal ?? new AbortController().signal,
  };
}
