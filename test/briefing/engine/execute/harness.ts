import { setImmediate as nextTurn } from "node:timers/promises";
import type { KernelSession } from "../../../../src/briefing/engine/client/contract.js";
import type {
  ExecuteSettings,
  Execution,
  ResolvedKernel,
} from "../../../../src/briefing/engine/execute/contract.js";
import type { ExecuteDependencies } from "../../../../src/briefing/engine/execute/dependencies.js";
import { executeAll } from "../../../../src/briefing/engine/execute/execute-all.js";
import type { Cell, CodeCell, Notebook } from "../../../../src/briefing/engine/notebook/contract.js";
import { codeCell, notebookOf, textCell } from "../../../support/notebook.js";
import { FakeSession, fakeSpec, type Script } from "./fake-kernel.js";

let made = 0;
const nextId = (): string => `c${(made += 1)}`;

export const code = (source: string, tags: readonly string[] = [], id = nextId()): CodeCell =>
  codeCell(id, source, tags.length === 0 ? {} : { tags });
export const markdown = (source: string, id = nextId()) => textCell("markdown", id, source);
export const raw = (source: string, id = nextId()) => textCell("raw", id, source);

export function settingsOf(changes: Partial<ExecuteSettings> = {}): ExecuteSettings {
  return {
    parameters: {},
    cellTimeoutMs: 120_000,
    onCellError: "stop",
    answers: "execute",
    kernel: undefined,
    kernelMemoryMb: 512,
    jobs: 2,
    onProgress: () => undefined,
    signal: new AbortController().signal,
    ...changes,
  };
}

export function dependenciesOf(
  start: () => KernelSession | Promise<KernelSession>,
  changes: Partial<ExecuteDependencies> = {},
): ExecuteDependencies {
  const kernel: ResolvedKernel = { spec: fakeSpec, origin: "builtin" };
  return {
    resolveKernel: () => kernel,
    startKernel: async (_spec, { onSpawned }) => {
      onSpawned?.();
      // A real kernel takes much longer to answer.
      await nextTurn();
      return start();
    },
    now: () => performance.now(),
    ...changes,
  };
}

export interface Executed extends Execution {
  readonly session: FakeSession;
}

/** Executes cells on a kernel that answers by the script. */
export async function executeWith(
  script: Script,
  cells: readonly Cell[],
  changes: Partial<ExecuteSettings> & { readonly dependencies?: Partial<ExecuteDependencies> } = {},
): Promise<Executed> {
  const session = new FakeSession(script);
  const { dependencies, ...settings } = changes;
  const job = { path: "notebooks/case.ipynb", notebook: notebookOf(cells) };
  const execution = await executeOne(
    job,
    dependenciesOf(() => session, dependencies),
    settingsOf(settings),
  );
  return { ...execution, session };
}

export async function executeOne(
  job: { readonly path: string; readonly notebook: Notebook },
  dependencies: ExecuteDependencies,
  settings: ExecuteSettings,
): Promise<Execution> {
  const [execution] = await executeAll([job], settings, dependencies);
  if (execution === undefined) throw new Error("Nothing was executed.");
  return execution;
}

export const outputsOf = (execution: Execution, index = 0) => {
  const cell = execution.notebook.cells[index];
  return cell?.cell_type === "code" ? cell.outputs : [];
};

export const statusesOf = (execution: Execution): readonly unknown[] =>
  execution.notebook.cells.map((cell) => {
    const facts = cell.metadata["briefing"] as { readonly status?: unknown } | undefined;
    return facts?.status;
  });
