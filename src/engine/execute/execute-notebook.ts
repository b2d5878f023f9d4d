/** One prepared notebook on its kernel: compile → start → execute its cells → the executed copy. */
import { settlesWithin } from "../client/waiting.js";
import path from "node:path";
import type { KernelSession } from "../client/contract.js";
import { findTypeErrors, showTypeErrors } from "./check.js";
import type { Execution, Failure, Origin } from "./contract.js";
import type { ExecuteDependencies } from "./dependencies.js";
import { executeCells } from "./execute-cells.js";
import { notebookFailure } from "./failure.js";
import { drainLate, listenForLate } from "./late-output.js";
import type { NotebookRun } from "./run.js";

/** The type errors of a notebook; none where its kernel is not ours. */
export async function compileNotebook(
  run: NotebookRun,
  { compileAhead }: ExecuteDependencies,
): Promise<readonly Failure[]> {
  if (compileAhead === undefined || run.kernel.origin !== "builtin") return [];
  return findTypeErrors(run, compileAhead, run.settings.signal);
}

interface Task {
  readonly run: NotebookRun;
  readonly compiled: Promise<readonly Failure[]>;
  /** Why it is not taken from the cache; undefined where none is used. */
  readonly why: string | undefined;
  /** Called when the cells have been executed: what is left is waiting for late errors. */
  readonly onCellsDone: () => void;
  /** Called with the end of the kernel: nobody needs to wait for that before the next notebook. */
  readonly onEnding: (ended: Promise<void>) => void;
}

/** Rejects only when the signal is aborted or the program is at fault. */
export async function executeNotebook(task: Task, dependencies: ExecuteDependencies): Promise<Execution> {
  const { run, why } = task;
  const { path, settings } = run;
  const started = dependencies.now();
  // Nothing that the notebook reads was read before.
  const startedAt = Date.now();
  await compileAndExecute(task, dependencies);
  settings.signal.throwIfAborted();
  const origin = why === undefined ? undefined : keep(run, why, startedAt, dependencies);
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
function keep(run: NotebookRun, why: string, startedAt: number, { cache }: ExecuteDependencies): Origin {
  const notCacheable = run.failures.length > 0 ? undefined : cache?.put(run, startedAt);
  return { from: "kernel", why, ...(notCacheable !== undefined && { notCacheable }) };
}

/** The kernel comes up while the cells are compiled. */
async function compileAndExecute(
  { run, compiled, onCellsDone, onEnding }: Task,
  { startKernel }: ExecuteDependencies,
): Promise<void> {
  const { settings } = run;
  const cancel = new AbortController();
  const cwd = path.dirname(path.resolve(run.path));
  // A start that throws at once is a start that failed.
  const starting = Promise.resolve().then(() =>
    startKernel(run.kernel.spec, { cwd, signal: AbortSignal.any([settings.signal, cancel.signal]) }),
  );
  // A kernel that ends while the cells are still being compiled is reported where it is waited for.
  starting.catch(() => undefined);
  let session: KernelSession | undefined;
  try {
    settings.onProgress({ kind: "compiling", path: run.path });
    // An interrupted build does not wait for the compiler.
    await settlesWithin(compiled, Infinity, settings.signal);
    const typeErrors = await compiled;
    settings.signal.throwIfAborted();
    if (typeErrors.length > 0 && settings.onCellError === "stop") {
      run.fail(...typeErrors);
      showTypeErrors(run.records, typeErrors);
      return;
    }
    settings.onProgress({ kind: "starting", path: run.path });
    try {
      session = await starting;
    } catch (error) {
      settings.signal.throwIfAborted();
      run.fail(notebookFailure("kernel", run.path, error));
      return;
    }
    run.languageInfo = session.info.language_info;
    await executeSession(run, session, onCellsDone);
  } finally {
    // A kernel that is up is shut down in order.
    if (session === undefined) cancel.abort();
    onEnding(starting.then((each) => each.shutdown()).catch(() => undefined));
  }
}

async function executeSession(
  run: NotebookRun,
  session: KernelSession,
  onCellsDone: () => void,
): Promise<void> {
  const { signal } = run.settings;
  // A cell that computes answers to nothing else: ending its kernel is what ends the wait for it.
  const stop = (): void => void session.shutdown().catch(() => undefined);
  signal.addEventListener("abort", stop, { once: true });
  const stopListening = listenForLate(run, session);
  try {
    const ended = await executeCells(run, session);
    onCellsDone();
    run.hasLeftovers = ended === "pending";
    if (ended === "pending") await drainLate(run, session);
  } finally {
    stopListening();
    signal.removeEventListener("abort", stop);
  }
}
