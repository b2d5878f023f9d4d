/** Executes notebooks with limited concurrency: prepare → look up in the cache → execute. */
import { setMaxListeners } from "node:events";
import { ParameterError } from "../notebook/errors.js";
import { unknownParameter } from "../notebook/parameters.js";
import type { ExecuteJob, ExecuteSettings, Execution } from "./contract.js";
import type { ExecuteDependencies } from "./dependencies.js";
import { checkTypes, guardErrors, type Types } from "./check.js";
import { executeNotebook } from "./execute-notebook.js";
import { notebookFailure } from "./failure.js";
import { prepareNotebook, refusal, type Prepared } from "./prepare.js";
import type { NotebookRun } from "./run.js";
import { omit } from "../../lib/omit.js";

/**
 * Executes notebooks in parallel. Results are in the order of the jobs, and a failed notebook does not stop the others.
 * Rejects only if the signal is aborted or on an internal error, after every kernel has ended.
 *
 * With a cache, notebooks with a valid entry are returned immediately and start no kernel; the others are executed and
 * added. `origin` reports which case applied and why. Of several that are executed at once, those with the most code
 * cells begin first. While notebooks are queued, the next kernel is started in advance
 * (build/toolchain.ts).
 */
export async function executeAll(
  jobs: readonly ExecuteJob[],
  settings: ExecuteSettings,
  dependencies: ExecuteDependencies,
): Promise<readonly Execution[]> {
  settings.signal.throwIfAborted();
  const crash = new AbortController();
  const stoppable = { ...settings, signal: AbortSignal.any([settings.signal, crash.signal]) };
  // Each running notebook adds a listener, so a large number is not a leak.
  setMaxListeners(0, stoppable.signal);
  for (const { path } of jobs) settings.onProgress({ kind: "queued", path });
  const prepared = await Promise.all(jobs.map((job) => prepareJob(job, dependencies, stoppable)));
  checkParameters(jobs, prepared, settings);
  const typesOf = typesOfRuns(prepared, stoppable.signal, dependencies);
  const semaphore = new Semaphore(settings.jobs);
  const batch: Batch = { settings, typesOf, semaphore, ends: [] };
  const withSpare: ExecuteDependencies = {
    ...dependencies,
    async startKernel(spec, options) {
      const session = await dependencies.startKernel(spec, options);
      // The next notebook usually has the same folder and language.
      if (semaphore.hasWaiters) dependencies.prepareKernel?.(spec, omit(options, "signal", "onSpawned"));
      return session;
    },
  };
  const begin = (each: Prepared): Promise<Execution> =>
    execute(each, batch, withSpare).catch((error: unknown) => {
      crash.abort(error);
      throw error;
    });
  const begun = new Map(longestFirst(prepared, settings).map((each) => [each, begin(each)]));
  const results = await Promise.allSettled(prepared.flatMap((each) => begun.get(each) ?? []));
  await Promise.all(batch.ends);
  settings.signal.throwIfAborted();
  crash.signal.throwIfAborted();
  return results.filter((result) => result.status === "fulfilled").map(({ value }) => value);
}

/**
 * On several kernels, notebooks with the most code cells begin first: a long one that began last would be executed alone
 * at the end. On one kernel, the order makes no difference to the time, and it stays that of the briefing.
 */
function longestFirst(prepared: readonly Prepared[], { jobs }: ExecuteSettings): readonly Prepared[] {
  if (jobs === 1) return prepared;
  return prepared.toSorted((one, other) => codeCells(other) - codeCells(one));
}

function codeCells(prepared: Prepared): number {
  if (prepared.status === "refused") return 0;
  return prepared.run.notebook.cells.filter(({ cell_type }) => cell_type === "code").length;
}

async function prepareJob(
  job: ExecuteJob,
  dependencies: ExecuteDependencies,
  settings: ExecuteSettings,
): Promise<Prepared> {
  if ("notebook" in job) return prepareNotebook(job.notebook, job.path, dependencies, settings);
  const empty = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] } as const;
  return refusal(job.path, empty, notebookFailure("format", job.path, job.error));
}

/** Rejects parameters that no notebook declares, before anything is executed. */
function checkParameters(
  jobs: readonly ExecuteJob[],
  prepared: readonly Prepared[],
  { parameters }: ExecuteSettings,
): void {
  const declared = new Set(prepared.flatMap((each) => each.parameters));
  const where = jobs.length === 1 && jobs[0] !== undefined ? jobs[0].path : "In all notebooks";
  for (const name of Object.keys(parameters)) {
    if (!declared.has(name)) throw new ParameterError(...unknownParameter(where, name, [...declared]));
  }
}

/** Checks cached notebooks too, because the files that types depend on may have changed on their own. */
function typesOfRuns(
  prepared: readonly Prepared[],
  signal: AbortSignal,
  { types }: ExecuteDependencies,
): (run: NotebookRun) => Promise<Types> {
  const runs = prepared.filter((each) => each.status === "ready").map(({ run }) => run);
  const isOurs = ({ kernel }: NotebookRun): boolean => kernel.origin === "builtin";
  const check = types && checkTypes(runs.filter(isOurs), types, signal);
  return async (run) =>
    check && isOurs(run) ? check(run) : { failures: guardErrors(run), rejected: "nothing" };
}

interface Batch {
  readonly settings: ExecuteSettings;
  readonly typesOf: (run: NotebookRun) => Promise<Types>;
  readonly semaphore: Semaphore;
  readonly ends: Promise<void>[];
}

async function execute(
  prepared: Prepared,
  { semaphore, ends, typesOf, settings }: Batch,
  dependencies: ExecuteDependencies,
): Promise<Execution> {
  if (prepared.status === "refused") return reported(prepared.execution, settings);
  const { run } = prepared;
  const { cache, now } = dependencies;
  const started = now();
  // Notebooks whose errors are allowed are not cached.
  const isCached = cache !== undefined && settings.onCellError === "stop";
  const miss = isCached ? cache.find(run) : undefined;
  const isKnown = isCached && miss === undefined;
  const cached = isKnown && { path: run.path, notebook: run.finished(), duration: now() - started };
  if (cached && (await typesOf(run)).failures.length === 0)
    return reported({ ...cached, failures: [], origin: { from: "cache" } }, settings);
  const why = isKnown ? "it no longer passes the checks" : miss;
  const leave = await semaphore.enter();
  try {
    run.settings.signal.throwIfAborted();
    const onEnding = (ended: Promise<void>): void => void ends.push(ended);
    return await executeNotebook(
      { run, check: () => typesOf(run), why, onCellsDone: leave, onEnding },
      dependencies,
    );
  } finally {
    leave();
  }
}

function reported(execution: Execution, { onProgress }: ExecuteSettings): Execution {
  onProgress({ kind: "finished", path: execution.path, execution });
  return execution;
}

/** Limits concurrency; waiters are admitted in order. */
class Semaphore {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = Math.max(1, count);
  }

  get hasWaiters(): boolean {
    return this.#waiting.length > 0;
  }

  /** Resolves with an idempotent function that releases the slot. */
  async enter(): Promise<() => void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    };
  }
}
