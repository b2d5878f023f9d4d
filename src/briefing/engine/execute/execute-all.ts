/** Executes notebooks with limited concurrency: prepare → look up in the cache → execute. */
import { setMaxListeners } from "node:events";
import type { AssumptionKind } from "../../model/assumption.js";
import { assumptionsIn } from "../notebook/assumptions.js";
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
 * added. `origin` reports which case applied and why. Of several that are executed at once, those that execute most
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
  const begin = (each: Sought): Promise<Execution> =>
    execute(each, batch, withSpare).catch((error: unknown) => {
      crash.abort(error);
      throw error;
    });
  const sought = prepared.map((each) => seek(each, settings, dependencies));
  const begun = new Map(longestFirst(sought, settings).map((each) => [each, begin(each)]));
  const results = await Promise.allSettled(sought.flatMap((each) => begun.get(each) ?? []));
  await Promise.all(batch.ends);
  settings.signal.throwIfAborted();
  crash.signal.throwIfAborted();
  return results.filter((result) => result.status === "fulfilled").map(({ value }) => value);
}

/** A notebook, and what the cache has of it. */
type Sought =
  | Extract<Prepared, { status: "refused" }>
  | (Extract<Prepared, { status: "ready" }> & {
      readonly cached: { readonly duration: number } | undefined;
      /** Why the cache does not have it. */
      readonly miss: string | undefined;
    });

function seek(prepared: Prepared, settings: ExecuteSettings, { cache, now }: ExecuteDependencies): Sought {
  if (prepared.status === "refused") return prepared;
  // Notebooks whose errors are allowed are not cached.
  if (cache === undefined || settings.onCellError !== "stop")
    return { ...prepared, cached: undefined, miss: undefined };
  const started = now();
  const miss = cache.find(prepared.run);
  return { ...prepared, cached: miss === undefined ? { duration: now() - started } : undefined, miss };
}

/**
 * On several kernels, notebooks that execute most cells begin first: a long one that began last would be executed alone
 * at the end. On one kernel, the order makes no difference to the time, and it stays that of the briefing.
 */
function longestFirst(sought: readonly Sought[], { jobs }: ExecuteSettings): readonly Sought[] {
  if (jobs === 1) return sought;
  const cells = new Map(sought.map((each) => [each, executedCells(each)]));
  return sought.toSorted((one, other) => (cells.get(other) ?? 0) - (cells.get(one) ?? 0));
}

/** How many values an assumption usually has, which is only known when its cell has been executed. */
const usualValues: Readonly<Record<AssumptionKind, number>> = {
  select: 4,
  range: 20,
  toggle: 2,
  checkbox: 7,
};

/** The code cells, once for each setting at most; none of a notebook from the cache. */
function executedCells(sought: Sought): number {
  if (sought.status === "refused" || sought.cached !== undefined) return 0;
  const { notebook, settings } = sought.run;
  const once = notebook.cells.filter(({ cell_type }) => cell_type === "code").length;
  if (settings.answers !== "execute") return once;
  const { declared } = assumptionsIn(notebook);
  return once * declared.reduce((settings, { kind }) => settings * usualValues[kind], 1);
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
  sought: Sought,
  { semaphore, ends, typesOf, settings }: Batch,
  dependencies: ExecuteDependencies,
): Promise<Execution> {
  if (sought.status === "refused") return reported(sought.execution, settings);
  const { run, cached } = sought;
  if (cached !== undefined && (await typesOf(run)).failures.length === 0) {
    const { path } = run;
    return reported(
      { ...cached, path, notebook: run.finished(), failures: [], origin: { from: "cache" } },
      settings,
    );
  }
  const why = cached === undefined ? sought.miss : "it no longer passes the checks";
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
