import type { KernelSession } from "../client/contract.js";
import type { Notebook } from "../notebook/contract.js";
import type { ExecuteSettings, Execution, Origin } from "./contract.js";
import type { ExecuteDependencies } from "./dependencies.js";
import { executeCells } from "./execute-cells.js";
import { notebookFailure } from "./failure.js";
import { Launch } from "./launch.js";
import { drainLate, listenForLate } from "./late.js";
import { prepareNotebook } from "./prepare.js";
import type { NotebookRun } from "./run.js";
import { showTypeErrors } from "./type-errors.js";

/** A notebook in, an executed copy out. Rejects only when the signal is aborted or the program is at fault. */
export async function executeNotebook(
  notebook: Notebook,
  path: string,
  dependencies: ExecuteDependencies,
  settings: ExecuteSettings,
): Promise<Execution> {
  const prepared = await prepareNotebook(notebook, path, dependencies, settings);
  if (prepared.status === "refused") return prepared.execution;
  const launch = new Launch(prepared.run, dependencies);
  try {
    return await executeRun(prepared.run, launch, dependencies, { onCellsDone: () => undefined });
  } finally {
    await launch.end();
  }
}

export interface RunHooks {
  /** Why it is not taken from the cache. */
  readonly why?: string;
  /** The cells have been executed; what is left is waiting for late errors. */
  readonly onCellsDone: () => void;
}

/** Leaves the kernel running: the caller ends it, and need not wait for that before the next notebook. */
export async function executeRun(
  run: NotebookRun,
  launch: Launch,
  dependencies: ExecuteDependencies,
  hooks: RunHooks,
): Promise<Execution> {
  const { path, settings } = run;
  const started = dependencies.now();
  await compileAndExecute(run, launch, hooks);
  settings.signal.throwIfAborted();
  const origin = originOf(run, launch, dependencies, hooks);
  const execution: Execution = {
    path,
    notebook: run.finished(),
    failures: run.failures,
    ...(origin && { origin }),
    duration: dependencies.now() - started,
  };
  settings.onProgress({ kind: "finished", path, execution });
  return execution;
}

/** What was executed without a failure enters the cache. */
function originOf(
  run: NotebookRun,
  launch: Launch,
  { cache }: ExecuteDependencies,
  { why }: RunHooks,
): Origin | undefined {
  if (cache === undefined || why === undefined) return undefined;
  const notCacheable = run.failures.length > 0 ? undefined : cache.put(run, launch.startedAt);
  return { from: "kernel", why, ...(notCacheable !== undefined && { notCacheable }) };
}

async function compileAndExecute(run: NotebookRun, launch: Launch, hooks: RunHooks): Promise<void> {
  const { path, settings } = run;
  settings.onProgress({ kind: "compiling", path });
  const typeErrors = await launch.compiled;
  settings.signal.throwIfAborted();
  if (typeErrors.length > 0 && settings.onCellError === "stop") {
    run.fail(...typeErrors);
    showTypeErrors(run.records, typeErrors);
    return;
  }
  settings.onProgress({ kind: "starting", path });
  let session: KernelSession;
  try {
    session = await launch.session;
  } catch (error) {
    settings.signal.throwIfAborted();
    run.fail(notebookFailure("kernel", path, error));
    return;
  }
  run.languageInfo = session.info.language_info;
  await executeSession(run, session, hooks);
}

async function executeSession(run: NotebookRun, session: KernelSession, hooks: RunHooks): Promise<void> {
  const { signal } = run.settings;
  // A cell that computes answers to nothing else: ending its kernel is what ends the wait for it.
  const stop = (): void => void session.shutdown().catch(() => undefined);
  signal.addEventListener("abort", stop, { once: true });
  const stopListening = listenForLate(run, session);
  try {
    const ended = await executeCells(run, session);
    hooks.onCellsDone();
    run.hasLeftovers = ended === "pending";
    if (ended === "pending") await drainLate(run, session);
  } finally {
    stopListening();
    signal.removeEventListener("abort", stop);
  }
}
