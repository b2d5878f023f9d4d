import { setMaxListeners } from "node:events";
import type { ExecuteJob, ExecuteSettings, Execution } from "./contract.js";
import type { ExecuteDependencies } from "./dependencies.js";
import { ParameterError } from "../notebook/errors.js";
import { unknownParameter } from "../notebook/parameters.js";
import { executeRun } from "./execute-notebook.js";
import { notebookFailure } from "./failure.js";
import { Launch } from "./launch.js";
import { prepareNotebook, refusal, type Prepared } from "./prepare.js";
import type { NotebookRun } from "./run.js";
import { Slots } from "./slots.js";

/**
 * Executes notebooks in parallel; results stand in the order of the jobs, and one that fails stops no other. Rejects
 * only when the signal is aborted or the program is at fault, and not before every kernel has ended.
 *
 * With a cache, this brings notebooks up to date: those whose kept execution still holds come back at once and start no
 * kernel, the others are executed and kept, and `origin` of each says which and why. Kernels may be warm: `startKernel`
 * may give one that waits already, as long as nothing was executed on it.
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
  const batch = new Batch(
    prepared.map((each) => lookUp(each, stoppable, dependencies)),
    stoppable,
    dependencies,
  );
  const results = await Promise.allSettled(
    prepared.map((_, index) =>
      batch.execute(index).catch((error: unknown) => {
        crash.abort(error);
        throw error;
      }),
    ),
  );
  await batch.end();
  settings.signal.throwIfAborted();
  crash.signal.throwIfAborted();
  return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

async function prepareJob(
  job: ExecuteJob,
  dependencies: ExecuteDependencies,
  settings: ExecuteSettings,
): Promise<Prepared> {
  if ("notebook" in job) return prepareNotebook(job.notebook, job.path, dependencies, settings, "own");
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

/** A notebook of the batch: to be executed on a kernel, and why, or done already. */
type Task =
  | { readonly status: "ready"; readonly run: NotebookRun; readonly why?: string }
  | { readonly status: "done"; readonly execution: Execution };

/** What is kept and holds needs no kernel. Errors that are let pass make a notebook that nobody keeps. */
function lookUp(prepared: Prepared, settings: ExecuteSettings, { cache, now }: ExecuteDependencies): Task {
  if (prepared.status === "refused") return { status: "done", execution: prepared.execution };
  const { run } = prepared;
  if (cache === undefined || settings.onCellError === "continue") return { status: "ready", run };
  const started = now();
  const found = cache.find(run);
  if (found.status === "miss") return { status: "ready", run, why: found.why };
  return {
    status: "done",
    execution: {
      path: run.path,
      notebook: run.finished(),
      failures: [],
      origin: { from: "cache" },
      duration: now() - started,
    },
  };
}

/**
 * Kernels on their way up before a notebook needs them: as many as notebooks are at work, for a kernel takes longer to
 * start than many a notebook to execute; no more than two, for each takes memory.
 */
const mostAhead = 2;

/** The notebooks of one build: so many at a time, the kernels of the next ones already on their way up. */
class Batch {
  readonly #tasks: readonly Task[];
  readonly #settings: ExecuteSettings;
  readonly #dependencies: ExecuteDependencies;
  readonly #slots: Slots;
  readonly #launches = new Map<number, Launch>();
  readonly #ends: Promise<void>[] = [];

  constructor(tasks: readonly Task[], settings: ExecuteSettings, dependencies: ExecuteDependencies) {
    this.#tasks = tasks;
    this.#settings = settings;
    this.#dependencies = dependencies;
    this.#slots = new Slots(settings.jobs);
  }

  async execute(index: number): Promise<Execution> {
    const task = this.#tasks[index];
    if (task === undefined) throw new RangeError(`There is no notebook ${index}.`);
    if (task.status === "done") {
      const { execution } = task;
      this.#settings.onProgress({ kind: "finished", path: execution.path, execution });
      return execution;
    }
    const release = await this.#slots.take();
    try {
      this.#settings.signal.throwIfAborted();
      const launch = this.#launch(index);
      if (launch === undefined) throw new RangeError(`Notebook ${index} has no kernel.`);
      this.#startNext(index);
      try {
        return await executeRun(task.run, launch, this.#dependencies, {
          ...(task.why !== undefined && { why: task.why }),
          onCellsDone: release,
        });
      } finally {
        this.#ends.push(launch.end());
      }
    } finally {
      release();
    }
  }

  #launch(index: number): Launch | undefined {
    const started = this.#launches.get(index);
    const task = this.#tasks[index];
    if (started !== undefined || task?.status !== "ready") return started;
    const launch = new Launch(task.run, this.#dependencies);
    this.#launches.set(index, launch);
    return launch;
  }

  #startNext(after: number): void {
    if (this.#settings.signal.aborted) return;
    const following = [...this.#tasks.keys()].filter(
      (index) => index > after && this.#tasks[index]?.status === "ready",
    );
    for (const index of following.slice(0, Math.min(this.#settings.jobs, mostAhead))) this.#launch(index);
  }

  /** Kernels that nobody came to use are ended too. */
  async end(): Promise<void> {
    await Promise.all([...this.#ends, ...[...this.#launches.values()].map((launch) => launch.end())]);
  }
}
