/** One prepared notebook: its cells run on a kernel while their types are checked → the executed copy. */
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { settlesWithin } from "../client/waiting.js";
import type { KernelSession, KernelSpec, Message } from "../client/contract.js";
import { showTypeErrors, type Types } from "./check.js";
import type { Execution, Origin } from "./contract.js";
import type { ExecuteDependencies } from "./dependencies.js";
import { executeCells, failForOutput } from "./execute-cells.js";
import { notebookFailure, cellFailure } from "./failure.js";
import { NotebookRun } from "./run.js";
import { hasTag } from "../notebook/metadata.js";
import { errorOutput } from "./outputs.js";

interface Task {
  readonly run: NotebookRun;
  readonly types: Promise<Types>;
  /** Why it is not taken from the cache; undefined where none is used. */
  readonly why: string | undefined;
  /** Called when the cells have been executed: what is left is waiting for late errors. */
  readonly onCellsDone: () => void;
  /** Called with the end of the kernel: nobody needs to wait for that before the next notebook. */
  readonly onEnding: (ended: Promise<void>) => void;
}

/** Rejects only when the signal is aborted or the program is at fault. */
export async function executeNotebook(task: Task, dependencies: ExecuteDependencies): Promise<Execution> {
  const { path, settings } = task.run;
  const started = dependencies.now();
  // Nothing that the notebook reads was read before.
  const startedAt = Date.now();
  const run =
    settings.onCellError === "stop"
      ? await executeWhileChecking(task, dependencies)
      : await executeChecked(task, await task.types, dependencies);
  settings.signal.throwIfAborted();
  const origin = task.why === undefined ? undefined : keep(run, task.why, startedAt, dependencies);
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

/** The types are right, as a rule: if they are not, what was executed meanwhile is forgotten. */
async function executeWhileChecking(task: Task, dependencies: ExecuteDependencies): Promise<NotebookRun> {
  const { run, types } = task;
  const wrong = new AbortController();
  const attempt = again(run, AbortSignal.any([run.settings.signal, wrong.signal]));
  // Another kernel may have its turn once it is certain that this notebook needs none again.
  const onCellsDone = (): void => void types.then(task.onCellsDone, task.onCellsDone);
  const executed = execute({ ...task, onCellsDone }, attempt, run.kernel.spec, dependencies);
  const stop = (): void => {
    wrong.abort();
  };
  const stopped = types.then(({ refused }) => {
    if (refused === "something") stop();
  }, stop);
  await Promise.allSettled([executed, stopped]);
  run.settings.signal.throwIfAborted();
  const found = await types;
  if (found.refused === "something") return executeChecked(task, found, dependencies);
  await executed;
  return attempt;
}

const again = ({ path, notebook, kernel, settings }: NotebookRun, signal: AbortSignal): NotebookRun =>
  new NotebookRun(path, notebook, kernel, { ...settings, signal });

/** Type errors stop a notebook before its first cell; where they are allowed, the kernel shows them in their cells. */
async function executeChecked(
  task: Task,
  { failures, refused }: Types,
  dependencies: ExecuteDependencies,
): Promise<NotebookRun> {
  const { run } = task;
  if (failures.length > 0 && run.settings.onCellError === "stop") {
    run.fail(...failures);
    showTypeErrors(run.records, failures);
    return run;
  }
  const { spec, checking = spec } = run.kernel;
  await execute(task, run, refused === "something" ? checking : spec, dependencies);
  return run;
}

async function execute(
  { onCellsDone, onEnding }: Task,
  run: NotebookRun,
  spec: KernelSpec,
  { startKernel }: ExecuteDependencies,
): Promise<void> {
  const { settings } = run;
  const cancel = new AbortController();
  const cwd = path.dirname(path.resolve(run.path));
  settings.onProgress({ kind: "starting", path: run.path });
  // A start that throws at once is a start that failed.
  const starting = Promise.resolve().then(() =>
    startKernel(spec, { cwd, signal: AbortSignal.any([settings.signal, cancel.signal]) }),
  );
  let session: KernelSession | undefined;
  try {
    try {
      // An interrupted build does not wait for a kernel that does not come.
      await settlesWithin(starting, Infinity, settings.signal);
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

/** How long after the last cell an error may still come and count. */
const drainMs = 250;
const drainStepMs = 25;

/** Output and errors that come after their cell has ended go to that cell. Returns how to stop listening. */
function listenForLate(run: NotebookRun, session: KernelSession): () => void {
  return session.onLateMessage((message: Message) => {
    const record = run.recordOf(message);
    if (record === undefined) return;
    const wasCut = record.area.isCut;
    record.receive(message);
    if (record.area.isCut && !wasCut) failForOutput(run, record);
    if (message.header.msg_type !== "error" || hasTag(record.cell, "raises-exception")) return;
    record.facts = { ...record.facts, status: "failed" };
    run.fail(cellFailure("late", run.path, record, errorOutput(message.content)));
  });
}

/** Waits for late errors; no longer than until the first has come or the kernel has ended. */
async function drainLate(run: NotebookRun, session: KernelSession): Promise<void> {
  const { signal } = run.settings;
  const before = run.failures.length;
  const isOver = (): boolean => run.failures.length > before || !session.alive;
  for (let waited = 0; waited < drainMs; waited += drainStepMs) {
    if (isOver()) return;
    await sleep(drainStepMs, undefined, { signal });
  }
  for (let turn = 0; turn < turns && !isOver(); turn += 1) await letKernelCatchUp(session);
}

/** What is due in a kernel that had no time for it comes before its answer to the second question. */
const turns = 2;
/** A late loop that does not end answers nothing. */
const catchUp = { timeoutMs: 5000, graceMs: 500 };

async function letKernelCatchUp(session: KernelSession): Promise<void> {
  await session.execute({ code: "", silent: true }, catchUp).catch(() => undefined);
}
