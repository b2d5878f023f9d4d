/** Runs cells in an interpreter in a child process: it takes over the process, which a test runner would not survive. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type {
  CellOutcome,
  CellRequest,
  OutputType,
} from "../../../../../src/briefing/engine/kernel/contract.js";
import type { JsonObject } from "../../../../../src/briefing/engine/client/contract.js";
import { casesOf } from "../../../../support/cases.js";
import { temporaryFolder } from "../../../../support/temporary.js";

export const fixtureProject = fileURLToPath(
  new URL("../../../../fixtures/kernel-runtime/project", import.meta.url),
);
const driver = fileURLToPath(new URL("../../../../fixtures/kernel-runtime/drive.mjs", import.meta.url));

export type Cell = string | (Partial<CellRequest> & { readonly code: string } & Interrupted);

interface Interrupted {
  /** Counted from the cell's first output, where it begins to block. */
  readonly interruptAfterMs?: number;
  readonly interrupted?: "before it begins";
}

interface Event {
  readonly cell: number;
  readonly type: OutputType;
  readonly content: JsonObject;
}

export interface Run {
  readonly events: readonly Event[];
  readonly outcomes: readonly CellOutcome[];
}

export interface RunOptions {
  readonly folder?: string;
  /** How long late output is waited for. */
  readonly lingerMs?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly mode?: "interactive" | "headless";
}

export async function runCells(cells: readonly Cell[], options: RunOptions = {}): Promise<Run> {
  const { folder = temporaryFolder() } = options;
  const child = fork(driver, [], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...process.env, ...options.env },
    serialization: "advanced",
    execPath: process.env["TEST_NODE"] ?? process.execPath,
    timeout: 220_000,
    killSignal: "SIGKILL",
  });
  let stderr = "";
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  try {
    return await new Promise<Run>((resolve, reject) => {
      child.on("message", (run) => {
        resolve(run as unknown as Run);
      });
      child.on("exit", (code, signal) => {
        reject(
          new Error(`The interpreter's process ended (${code ?? signal ?? "?"}): ${stderr.slice(-2000)}`),
        );
      });
      child.send({
        folder,
        lingerMs: options.lingerMs ?? 0,
        mode: options.mode ?? "headless",
        cells: cells.map((cell) => (typeof cell === "string" ? { code: cell } : cell)),
      });
    });
  } finally {
    child.kill("SIGKILL");
  }
}

export function printed({ events }: Run, cell: number, name: "stdout" | "stderr" = "stdout"): string {
  return events
    .filter((event) => event.cell === cell && event.type === "stream" && event.content.name === name)
    .map(({ content }) => content.text as string)
    .join("");
}

/** The data of what a cell published as messages of one type. */
export function bundles({ events }: Run, cell: number, type: OutputType): unknown[] {
  return events
    .filter((event) => event.cell === cell && event.type === type)
    .map(({ content }) => content.data);
}

export function traceback({ outcomes }: Run, cell: number): string {
  return outcomes[cell - 1]?.error?.traceback.join("\n") ?? "";
}

/** Cells by the test that executes them. */
export const cellsOf = casesOf("cells.yml", import.meta.url) as Readonly<
  Record<"errors" | "imports" | "output" | "trace", Readonly<Record<string, Cell>>>
> & { readonly library: readonly (readonly [cell: string, says: string, frames: readonly string[]])[] };

/** Executes cells by name; returns what each published. */
export async function runNamed<Name extends string>(
  cells: Readonly<Record<Name, Cell>>,
  options: RunOptions = {},
) {
  const run = await runCells(Object.values<Cell>(cells), options);
  const numberOf = (name: Name): number => {
    if (!Object.hasOwn(cells, name)) throw new Error(`There is no cell ${name}.`);
    return Object.keys(cells).indexOf(name) + 1;
  };
  return {
    run,
    numberOf,
    printed: (name: Name, stream?: "stdout" | "stderr") => printed(run, numberOf(name), stream),
    bundles: (name: Name, type: OutputType) => bundles(run, numberOf(name), type),
    trace: (name: Name) => traceback(run, numberOf(name)),
    outcome: (name: Name) => run.outcomes[numberOf(name) - 1],
    error: (name: Name) => run.outcomes[numberOf(name) - 1]?.error,
  };
}
