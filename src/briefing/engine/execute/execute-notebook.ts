/** Executes one prepared notebook while it is being checked, and returns the executed copy. */
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { defer, settlesWithin } from "../../lib/waiting.js";
import type { KernelSession, KernelSpec, Message, StartOptions } from "../client/contract.js";
import { showTypeErrors, type Types } from "./check.js";
import type { Execution, Failure, Origin } from "./contract.js";
import type { ExecuteDependencies } from "./dependencies.js";
import { executeCells, failForOutput } from "./execute-cells.js";
import { notebookFailure, cellFailure } from "./failure.js";
import { NotebookRun } from "./run.js";
import { executeSettings } from "./settings.js";
import { hasTag } from "../notebook/metadata.js";
import { errorOutput } from "./outputs.js";

interface Task {
  readonly run: NotebookRun;
  /** Checks types, guards and assumptions. This thread can do nothing else while guards and assumptions are checked. */
  readonly check: () => Promise<Types>;
  /** The reason for the cache miss; undefined if no cache is used. */
  readonly why: string | undefined;
  /** Called after the last cell, when the kernel only waits for late errors. */
  readonly onCellsDone: () => void;
  /** Called with a promise of the kernel's exit, for which the next notebook need not wait. */
  readonly onEnding: (ended: Promise<void>) => void;
}

/** Rejects only if the signal is aborted or on an internal error. */
export async function executeNotebook(task: Task, dependencies: ExecuteDependencies): Promise<Execution> {
  const { path, settings } = task.run;
  const started = dependencies.now();
  // Taken before the notebook can read any file.
  const startedAt = Date.now();
  const run =
    settings.onCellError === "stop"
      ? await executeWhileChecking(task, dependencies)
      : await executeChecked(task, await task.check(), dependencies);
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

/** Caches the execution if it succeeded. */
function keep(run: NotebookRun, why: string, startedAt: number, { cache }: ExecuteDependencies): Origin {
  const notCacheable = run.failures.length > 0 ? undefined : cache?.put(run, startedAt);
  return { from: "kernel", why, ...(notCacheable !== undefined && { notCacheable }) };
}

/** Executes before the result of the check is known: usually there are no errors. If there are, discards the execution. */
async function executeWhileChecking(task: Task, dependencies: ExecuteDependencies): Promise<NotebookRun> {
  const { run, check } = task;
  const { path, notebook, kernel, settings } = run;
  const wrong = new AbortController();
  const signal = AbortSignal.any([settings.signal, wrong.signal]);
  const attempt = new NotebookRun(path, notebook, kernel, { ...settings, signal });
  // Admit the next notebook only when it is certain that this one needs no second kernel.
  const onCellsDone = (): void => void types.then(task.onCellsDone, task.onCellsDone);
  const spawned = defer<undefined>();
  const onSpawned = (): void => {
    spawned.resolve(undefined);
  };
  const executed = execute({ ...task, onCellsDone, onSpawned }, attempt, kernel.spec, dependencies);
  // While the kernel starts, this thread has nothing else to do. A check before that would delay the kernel.
  const types = Promise.race([spawned.promise, executed.catch(() => undefined)]).then(check);
  const stop = (): void => {
    wrong.abort();
  };
  const stopped = types.then((found) => {
    if (isWrong(found)) stop();
  }, stop);
  await Promise.allSettled([executed, stopped]);
  settings.signal.throwIfAborted();
  const found = await types;
  if (isWrong(found)) return executeChecked(task, found, dependencies);
  await executed;
  return attempt;
}

/** The kernel would accept a notebook whose only fault is a malformed guard, and the page would print it. */
const isWrong = ({ failures, rejected }: Types): boolean => rejected === "something" || failures.length > 0;

/** Type errors stop a notebook before its first cell, or, if errors are allowed, appear in the cells' outputs. */
async function executeChecked(
  task: Task,
  { failures, rejected }: Types,
  dependencies: ExecuteDependencies,
): Promise<NotebookRun> {
  const { run } = task;
  if (failures.length > 0 && run.settings.onCellError === "stop") {
    run.end = firstRejected(run, failures);
    if (run.settings.ofRejected === "cells-before" && run.end > 0)
      await execute(task, run, run.kernel.spec, dependencies);
    run.fail(...failures);
    showTypeErrors(run.records, failures);
    return run;
  }
  const { spec, checking = spec } = run.kernel;
  await execute(task, run, rejected === "something" ? checking : spec, dependencies);
  return run;
}

/** The index of the first cell with an error. The front matter comes after all others. */
function firstRejected({ records }: NotebookRun, failures: readonly Failure[]): number {
  const places = failures.map(({ cell }) => {
    const record = cell && records[cell.index];
    return record?.cell.cell_type === "raw" ? records.length : (record?.index ?? 0);
  });
  return Math.min(...places);
}

async function execute(
  { onCellsDone, onEnding, onSpawned }: Task & Pick<StartOptions, "onSpawned">,
  run: NotebookRun,
  spec: KernelSpec,
  { startKernel }: ExecuteDependencies,
): Promise<void> {
  const { settings } = run;
  const cancel = new AbortController();
  const cwd = path.dirname(path.resolve(run.path));
  settings.onProgress({ kind: "starting", path: run.path });
  // Turns a synchronous exception into a rejection.
  const starting = Promise.resolve().then(() =>
    startKernel(spec, {
      cwd,
      signal: AbortSignal.any([settings.signal, cancel.signal]),
      ...(onSpawned && { onSpawned }),
    }),
  );
  let session: KernelSession | undefined;
  try {
    try {
      // An aborted build does not wait for a kernel that is still starting.
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
    // A kernel that has started is shut down normally.
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
  // A busy cell responds to nothing else, so shut its kernel down.
  const stop = (): void => void session.shutdown().catch(() => undefined);
  signal.addEventListener("abort", stop, { once: true });
  const stopListening = listenForLate(run, session);
  try {
    const ended = await executeCells(run, session);
    const hasAnswers = run.settings.answers === "execute" && run.kernel.origin === "builtin";
    if (hasAnswers && ended !== "stopped" && run.failures.length === 0) await executeSettings(run, session);
    onCellsDone();
    run.hasPendingWork = ended === "pending";
    if (ended === "pending") await drainLate(run, session);
  } finally {
    stopListening();
    signal.removeEventListener("abort", stop);
  }
}

/** Milliseconds to wait for late errors after the last cell. */
const drainMs = 250;
const drainStepMs = 25;

/** Attributes output and errors that arrive late to the cell they came from. Returns an unsubscribe function. */
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

/** Waits for late errors until the first one arrives or the kernel ends. */
async function drainLate(run: NotebookRun, session: KernelSession): Promise<void> {
  const { signal } = run.settings;
  const before = run.failures.length;
  const isOver = (): boolean => run.failures.length > before || !session.alive;
  for (let waited = 0; waited < drainMs; waited += drainStepMs) {
    if (isOver()) return;
    await sleep(drainStepMs, undefined, { signal });
  }
  for (let turn = 0; turn < turns && !isOver(); turn += 1)
    await session.execute({ code: "", silent: true }, catchUp).catch(() => undefined);
}

/** By the second reply, work that was due while the kernel was busy has been done. */
const turns = 2;
/** The kernel does not reply during an endless loop. */
const catchUp = { timeoutMs: 5000, graceMs: 500 };
