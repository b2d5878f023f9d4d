import os from "node:os";
import { InvalidArgumentError, Option } from "commander";
import { figureLimits, type FigureLimits } from "../engine/build/drawer.js";
import type { ExecutionOptions } from "../engine/build/contract.js";
import type { Overwrite } from "../engine/render/write.js";

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("Write a number above zero.");
  return value;
}

export function whole(text: string): number {
  const value = positive(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError("Write a whole number above zero.");
  return value;
}

/** A port from `lowest`; 0 lets the system choose. */
export const portFrom =
  (lowest: 0 | 1) =>
  (text: string): number => {
    const port = Number(text);
    if (!Number.isInteger(port) || port < lowest || port > 65_535)
      throw new InvalidArgumentError(
        `A port is a whole number from ${lowest}${lowest === 0 ? " (any)" : ""} to 65535.`,
      );
    return port;
  };

function parameter(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf("=");
  if (at <= 0) throw new InvalidArgumentError("Use name=value, for example -p firstYear=2003.");
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

/** Named as by commander; each command takes some of them. */
export interface CommonOptions {
  readonly project?: string;
  readonly output?: string;
  readonly force?: true;
  readonly quiet?: true;
  readonly json?: true;
}

/** Which files a command may overwrite. */
export const overwriteOf = ({ force }: { readonly force?: true | undefined }): Overwrite =>
  force === true ? "any" : "own";
export const parameterOption = (description: string): Option =>
  new Option("-p, --parameter <name=value>", `${description}; may be repeated`)
    .argParser(parameter)
    .default({}, "none");

/** The options of every command that executes notebooks, named as by commander. */
export interface ExecutingOptions extends CommonOptions {
  readonly jobs: number;
  readonly timeout?: number;
  readonly kernelMemory?: number;
  readonly parameter: Readonly<Record<string, string>>;
  readonly answers: boolean;
}

export const executionOptions = (): readonly Option[] => [
  parameterOption("value for a name of the cell tagged `parameters`, or for an assumption"),
  new Option("-j, --jobs <n>", "notebooks at once")
    .argParser(whole)
    .default(os.availableParallelism(), "number of cores"),
  new Option(
    "--timeout <seconds>",
    "time a cell may take; the metadata of a notebook or cell overrides it (default: briefing.yml's, else 120)",
  ).argParser(positive),
  new Option(
    "--kernel-memory <megabytes>",
    "memory cap of each kernel (default: Node.js's own limit, at least 2048)",
  ).argParser(whole),
  new Option("--no-answers", "do not execute other settings of assumptions: readers can change nothing"),
];

/** The corresponding engine settings. */
export const executionOf = (options: ExecutingOptions): ExecutionOptions => ({
  parameters: options.parameter,
  jobs: options.jobs,
  cellTimeoutMs: options.timeout === undefined ? undefined : options.timeout * 1000,
  kernelMemoryMb: options.kernelMemory,
  answers: options.answers ? "execute" : "omit",
});

/** The options of every command that draws figures. */
export interface DrawingOptions {
  readonly figureTimeout: number;
  readonly figureSize: number;
}

export const drawingOptions = (): readonly Option[] => [
  new Option(
    "--figure-timeout <seconds>",
    "processor time for all drawings of a figure; one second for each figure after four that exceed it",
  )
    .argParser(positive)
    .default(figureLimits.timeoutMs / 1000),
  new Option("--figure-size <megabytes>", "size of a drawing; drawing it may take fifty times as much memory")
    .argParser(positive)
    .default(figureLimits.sizeMb),
];

/** The corresponding engine settings. */
export const figureLimitsOf = ({ figureTimeout, figureSize }: DrawingOptions): FigureLimits => ({
  timeoutMs: figureTimeout * 1000,
  sizeMb: figureSize,
});

/** `1990-2025` */
export function yearsOf(text: string): readonly [number, number] {
  const [, first = 0, last = 0] = (/^(\d{4})-(\d{4})$/.exec(text) ?? []).map(Number);
  if (first === 0 || first > last) throw new InvalidArgumentError("Write the first and the last: 1990-2025");
  return [first, last];
}
