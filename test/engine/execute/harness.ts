import type { KernelSession } from "../../../src/engine/client/contract.js";
import type { ExecuteSettings, Execution, ResolvedKernel } from "../../../src/engine/execute/contract.js";
import type { ExecuteDependencies } from "../../../src/engine/execute/dependencies.js";
import { executeAll } from "../../../src/engine/execute/execute-all.js";
import type {
  Cell,
  CodeCell,
  MarkdownCell,
  Notebook,
  RawCell,
} from "../../../src/engine/notebook/contract.js";
import { FakeSession, fakeSpec, type Script } from "./fake-kernel.js";

let made = 0;
const nextId = (): string => `c${(made += 1)}`;

export function code(source: string, tags: readonly string[] = [], id = nextId()): CodeCell {
  const metadata = tags.length === 0 ? {} : { tags };
  return { cell_type: "code", id, source, metadata, outputs: [], execution_count: null };
}
export const markdown = (source: string, id = nextId()): MarkdownCell => ({
  cell_type: "markdown",
  id,
  source,
  metadata: {},
});
export const raw = (source: string, id = nextId()): RawCell => ({
  cell_type: "raw",
  id,
  source,
  metadata: {},
});

export function notebookOf(cells: readonly Cell[], metadata: Notebook["metadata"] = tslab): Notebook {
  return { nbformat: 4, nbformat_minor: 5, metadata, cells };
}
const tslab = { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } };

export function settingsOf(changes: Partial<ExecuteSettings> = {}): ExecuteSettings {
  return {
    parameters: {},
    cellTimeoutMs: 120_000,
    onCellError: "stop",
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
    startKernel: async () => start(),
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
    const facts = cell.metadata["decoupling-briefing"] as { readonly status?: unknown } | undefined;
    return facts?.status;
  });
