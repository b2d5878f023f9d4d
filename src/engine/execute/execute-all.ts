/** Notebooks in, executed copies out: prepare → look in the cache → execute, so many at a time. */
import { setMaxListeners } from "node:events";
import { ParameterError } from "../notebook/errors.js";
import { unknownParameter } from "../notebook/parameters.js";
import type { ExecuteJob, ExecuteSettings, Execution } from "./contract.js";
import type { ExecuteDependencies } from "./dependencies.js";
import { checkTypes, type Types } from "./check.js";
import { executeNotebook } from "./execute-notebook.js";
import { notebookFailure } from "./failure.js";
import { prepareNotebook, refusal, type Prepared } from "./prepare.js";
import type { NotebookRun } from "./run.js";
import { omit } from "../../lib/omit.js";

/**
 * Executes notebooks in parallel; results stand in the order of the jobs, and one that fails stops no other. Rejects
 * only when the signal is aborted or the program is at fault, and not before every kernel has ended.
 *
 * With a cache, notebooks whose last execution still holds come back at once and start no kernel, the others are
 * executed and enter it, and `origin` of each says which and why. While notebooks wait for their turn, the next kernel is
 * started beside those that execute (build/toolchain.ts).
 */
export async function executeAll(
  jobs: readonly ExecuteJob[],
  settings: ExecuteSettings,
  dependencies: ExecuteDependencies,
): Promise<readonly Execution[]> {
  settings.signal.throwIfAborted();
  const crash = new AbortController();
  const stoppable = { ...settings, signal: AbortSignal.any([settings.signal, crash.signal]) };
  // Every notebook at work listens to it; that there are many is no leak.
  setMaxListeners(0, stoppable.signal);
  for (const { path } of jobs) settings.onProgress({ kind: "queued", path });
  const prepared = await Promise.all(jobs.map((job) => prepareJob(job, dependencies, stoppable)));
  checkParameters(jobs, prepared, settings);
  const typesOf = typesOfRuns(prepared, stoppable.signal, dependencies);
  const tasks = prepared.map((each) => lookUp(each, stoppable, dependencies));
  const semaphore = new Semaphore(settings.jobs);
  const batch: Batch = { settings, typesOf, semaphore, ends: [] };
  const withSpare: ExecuteDependencies = {
    ...dependencies,
    async startKernel(spec, options) {
      const session = await dependencies.startKernel(spec, options);
      // The next notebook is of the same folder and language, as a rule.
      if (semaphore.isAwaited) dependencies.prepareKernel?.(spec, omit(options, "signal"));
      return session;
    },
  };
  const results = await Promise.allSettled(
    tasks.map((task) =>
      execute(task, batch, withSpare).catch((error: unknown) => {
        crash.abort(error);
        throw error;
      }),
    ),
  );
  await Promise.all(batch.ends);
  settings.signal.throwIfAborted();
  crash.signal.throwIfAborted();
  return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
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

/** A name that none of the notebooks knows is a slip of the person's, and nothing is executed. */
function checkParameters(
  jobs: readonly ExecuteJob[],
  prepared: readonly Prepared[],
  { parameters }: ExecuteSettings,
): void {
  const known = new Set(prepared.flatMap((each) => each.parameters));
  const where = jobs.length === 1 && jobs[0] !== undefined ? jobs[0].path : "In all notebooks";
  for (const name of Object.keys(parameters)) {
    if (!known.has(name)) throw new ParameterError(...unknownParameter(where, name, [...known]));
  }
}

/** The types of all notebooks for our kernel, those in the cache too: what types depend on may change alone. */
function typesOfRuns(
  prepared: readonly Prepared[],
  signal: AbortSignal,
  { types }: ExecuteDependencies,
): (run: NotebookRun) => Promise<Types> {
  const runs = prepared.flatMap((each) => (each.status === "ready" ? [each.run] : []));
  const isOurs = ({ kernel }: NotebookRun): boolean => kernel.origin === "builtin";
  const check = types && checkTypes(runs.filter(isOurs), types, signal);
  return async (run) => (check && isOurs(run) ? check(run) : { failures: [], refused: "nothing" });
}

/** A notebook to be executed on a kernel, and why, or done already. */
type Task =
  | { readonly status: "ready"; readonly run: NotebookRun; readonly why?: string }
  | { readonly status: "known"; readonly run: NotebookRun; readonly execution: Execution }
  | { readonly status: "refused"; readonly execution: Execution };

/** Errors that are let pass make a notebook that does not enter the cache. */
function lookUp(prepared: Prepared, settings: ExecuteSettings, { cache, now }: ExecuteDependencies): Task {
  if (prepared.status === "refused") return prepared;
  const { run } = prepared;
  if (cache === undefined || settings.onCellError === "continue") return { status: "ready", run };
  const started = now();
  const found = cache.find(run);
  if (found.status === "miss") return { status: "ready", run, why: found.why };
  const execution: Execution = {
    path: run.path,
    notebook: run.finished(),
    failures: [],
    origin: { from: "cache" },
    duration: now() - started,
  };
  return { status: "known", run, execution };
}

interface Batch {
  readonly settings: ExecuteSettings;
  readonly typesOf: (run: NotebookRun) => Promise<Types>;
  readonly semaphore: Semaphore;
  readonly ends: Promise<void>[];
}

async function execute(
  task: Task,
  { semaphore, ends, typesOf, settings }: Batch,
  dependencies: ExecuteDependencies,
): Promise<Execution> {
  if (task.status === "refused") return reported(task.execution, settings);
  const { run } = task;
  const types = typesOf(run);
  // The caller that awaits it sees the rejection.
  types.catch(() => undefined);
  if (task.status === "known" && (await types).failures.length === 0)
    return reported(task.execution, settings);
  const why = task.status === "ready" ? task.why : "its types are wrong now";
  const leave = await semaphore.enter();
  try {
    run.settings.signal.throwIfAborted();
    const onEnding = (ended: Promise<void>): void => void ends.push(ended);
    return await executeNotebook({ run, types, why, onCellsDone: leave, onEnding }, dependencies);
  } finally {
    leave();
  }
}

function reported(execution: Execution, { onProgress }: ExecuteSettings): Execution {
  onProgress({ kind: "finished", path: execution.path, execution });
  return execution;
}

/** So many at a time, in the order they came. */
class Semaphore {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = Math.max(1, count);
  }

  get isAwaited(): boolean {
    return this.#waiting.length > 0;
  }

  /** Resolves with the function that lets the next one in; calling it twice does nothing. */
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
