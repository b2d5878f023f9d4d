import type { ExecuteSettings } from "../engine/execute/contract.js";
import type { ExecutionOptions } from "./options.js";
import type { ProgressView } from "./progress.js";

interface Surroundings {
  readonly signal: AbortSignal;
  readonly progress: ProgressView;
  /** Values that the project gives; the command line's go first. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly kernel?: string | undefined;
  /** What a cell may take where the command line does not say. */
  readonly cellTimeoutMs?: number;
  readonly onCellError?: ExecuteSettings["onCellError"];
}

/** What the command line's words mean for execution. */
export function settingsOf(options: ExecutionOptions, surroundings: Surroundings): ExecuteSettings {
  const {
    signal,
    progress,
    parameters = {},
    kernel,
    onCellError = "stop",
    cellTimeoutMs = 120_000,
  } = surroundings;
  return {
    parameters: { ...parameters, ...options.parameter },
    cellTimeoutMs: options.timeout === undefined ? cellTimeoutMs : options.timeout * 1000,
    onCellError,
    kernel,
    kernelMemoryMb: options.kernelMemory,
    jobs: options.jobs,
    onProgress: (event) => {
      progress.show(event);
    },
    signal,
  };
}
