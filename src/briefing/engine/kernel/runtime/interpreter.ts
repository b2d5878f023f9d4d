/** Executes a notebook's cells in order on the kernel's main thread. */
import timers from "node:timers";
import { CellSession } from "../../compile/cell-session.js";
import { openFolderTypes } from "../../compile/folder-types.js";
import { loadTransformer } from "../../compile/emit/javascript.js";
import { createScopes } from "../../compile/scopes.js";
import {
  interruptedReport,
  type CellOutcome,
  type CellRequest,
  type ErrorReport,
  type Interpreter,
  type InterpreterOptions,
  type Publisher,
} from "../contract.js";
import { Branches } from "./branches.js";
import { CellContexts, publishLateErrors, type CellContext } from "./cell-context.js";
import { CellRunner } from "./cell-runner.js";
import { installDialogs, captureStreams, rejectInput } from "./streams.js";
import { createPublicModule } from "./display.js";
import { reportThrown, StackTraces } from "./error-report.js";
import { isolateImmediates, TaskStarter } from "./interruptible.js";
import { provideGroupBy } from "./group-by.js";
import { lazyLoadDanfojs, forgetUnfinishedModules, fallBackToOwnPackages } from "./module-loader.js";
import { evaluateExpressions } from "./evaluate-expressions.js";
import { Margins } from "./margins.js";
import { resultBundle } from "./mime-bundle.js";
import { ProjectModules, RebuiltModules } from "./project-modules.js";
import { keepResults } from "./results.js";
import { Sources } from "./sources.js";
import type { Statement } from "./trace/listeners.js";
import { TraceRecorder } from "./trace/recorder.js";
import { tslabVersions } from "./tslab.js";
import type { Turns } from "./turns.js";

/** Takes over the process's streams, error hooks and module loader. Only one interpreter per process. */
export function createInterpreter(options: InterpreterOptions): Interpreter {
  const { folder, mode, types: check, shield: uninterrupted } = options;
  const contexts = new CellContexts();
  const sources = new Sources(folder);
  const traces = new StackTraces(sources);
  const recorder = new TraceRecorder(sources);
  /** For the kernel's own work: cannot be interrupted and is not recorded in the cell's trace. */
  const shield = <T>(work: () => T): T => recorder.without(() => uninterrupted(work));

  // Loaded first, so that it is not recorded in a cell's trace.
  loadTransformer();
  recorder.start(shield);
  recorder.offerSettings(folder, shield);
  captureStreams(contexts);
  rejectInput();
  installDialogs(contexts);
  isolateImmediates();
  traces.install();
  publishLateErrors(contexts, traces);
  const types = shield(() => {
    const session = new CellSession(folder, check === "checked" ? openFolderTypes(folder) : undefined);
    session.start();
    return session;
  });
  const scopes = createScopes();
  const runner = shield(() => {
    const publicModule = createPublicModule(() => contexts.publisher, tslabVersions(), mode);
    const margins = new Margins(folder);
    const enter =
      mode === "headless"
        ? (statement: Statement | undefined) => {
            recorder.enter(statement);
          }
        : undefined;
    return new CellRunner({
      folder,
      types,
      check,
      scopes,
      sources,
      traces,
      shield,
      publicModule,
      margins,
      enter,
    });
  });
  fallBackToOwnPackages();
  lazyLoadDanfojs(shield);
  provideGroupBy({ object: Object, map: Map });
  const project = new ProjectModules(sources, shield);
  project.install();
  const turns = shield(() => keepResults(recorder, shield, folder));
  const edited =
    mode === "interactive" ? { rebuilt: new RebuiltModules(folder, sources), project } : undefined;
  const branches = new Branches(scopes);
  const cells = new Cells({ contexts, traces, recorder, runner, branches, turns, edited, shield });
  return {
    execute: (request, publisher) => cells.execute(request, publisher),
    interrupt() {
      cells.interrupt();
      types.abandon();
    },
    complete: (code, offset) => shield(() => types.complete(code, offset)),
    inspect: (code, offset) => shield(() => types.inspect(code, offset)),
    completeness: (code) => shield(() => types.completeness(code)),
    close() {
      cells.close();
      void types.close();
    },
  };
}

interface Parts {
  readonly contexts: CellContexts;
  readonly traces: StackTraces;
  readonly recorder: TraceRecorder;
  readonly runner: CellRunner;
  readonly branches: Branches;
  readonly turns: Turns;
  /** Modules that the user may be editing; undefined in headless mode. */
  readonly edited: { readonly rebuilt: RebuiltModules; readonly project: ProjectModules } | undefined;
  readonly shield: <T>(work: () => T) => T;
}

/** A cell's outcome before its trace is added. */
type Ending = Omit<CellOutcome, "trace"> & Pick<CellOutcome["trace"], "pending" | "conditions">;

interface Running {
  readonly context: CellContext;
  readonly settle: (ending: Ending) => void;
}

const failure = (error: ErrorReport): Ending => ({ error, userExpressions: {} });

class Cells {
  readonly #parts: Parts;
  readonly #tasks = new TaskStarter();
  /** Resources that the kernel itself keeps open, counted before the first cell. */
  #own: ReadonlyMap<string, number> | undefined;
  #running: Running | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute(request: CellRequest, publisher: Publisher): Promise<CellOutcome> {
    const { contexts, recorder, turns, edited, shield } = this.#parts;
    return new Promise((resolve) => {
      const context: CellContext = { publisher, muted: false };
      const running: Running = {
        context,
        // Only the first outcome counts: code of an interrupted cell may still finish on its own.
        settle: (ending) => {
          if (this.#running !== running) return;
          this.#running = undefined;
          const { pending = "some", conditions, ...outcome } = ending;
          turns.end();
          const trace = shield(() => recorder.take());
          shield(() => edited?.rebuilt.remember(trace.modules));
          const facts = { pending, ...(conditions && { conditions }) };
          resolve({ ...outcome, trace: { ...trace, ...facts } });
        },
      };
      this.#running = running;
      this.#own ??= countActive();
      this.#tasks.start(() => {
        contexts.run(context, () => {
          void this.#conclude(request, running);
        });
      });
    });
  }

  async #conclude(request: CellRequest, { context, settle }: Running): Promise<void> {
    let ending: Ending;
    const { edited, shield } = this.#parts;
    shield(() => edited?.project.forgetChanged());
    const notice = request.silent ? undefined : shield(() => edited?.rebuilt.changeNotice());
    if (notice !== undefined) context.publisher.publish("stream", { name: "stderr", text: notice });
    try {
      ending = await this.#perform(request, context);
    } catch (thrown) {
      ending = failure(reportThrown(thrown, this.#parts.traces));
    }
    // Published here rather than by the server, which would take an earlier stray rejection for this error.
    if (ending.error && !context.muted) context.publisher.publish("error", ending.error);
    settle({ ...ending, pending: await pendingWork(this.#own ?? new Map()) });
  }

  async #perform(request: CellRequest, context: CellContext): Promise<Ending> {
    const { branch } = request;
    if (branch === undefined) return this.#performIn(request, context);
    const { branches, runner } = this.#parts;
    const again = branch.run === "cell" ? () => runner.runAgain(branch.count) : undefined;
    return branches.within(branch, () => this.#performIn(request, context, again));
  }

  async #performIn(
    request: CellRequest,
    context: CellContext,
    run = () => this.#parts.runner.run(request.code, request.executionCount),
  ): Promise<Ending> {
    const { runner, traces } = this.#parts;
    const result = await run();
    if ("error" in result) {
      context.muted ||= result.error === interruptedReport;
      return failure(result.error);
    }
    if (result.value !== undefined && !request.silent) {
      const data = await resultBundle(result.value);
      const content = { data, metadata: {}, execution_count: request.executionCount };
      context.publisher.publish("execute_result", content);
    }
    const userExpressions = await evaluateExpressions(request.userExpressions, runner, traces);
    return { userExpressions, ...(result.conditions && { conditions: result.conditions }) };
  }

  interrupt(): void {
    const running = this.#running;
    if (running === undefined) return;
    running.context.muted = true;
    this.#tasks.withdraw();
    this.#parts.runner.interrupt();
    this.#parts.branches.leave();
    forgetUnfinishedModules();
    running.settle(failure(interruptedReport));
  }

  close(): void {
    this.#tasks.close();
  }
}

/** Node's own function, in case a cell replaces it. */
const nextTurn = timers.setImmediate;

/**
 * Whether timers, sockets, child processes or workers keep the event loop alive, besides the kernel's `own`. Waits one
 * turn, after which Node has reported all unhandled rejections. If only immediates are left, waits a few more turns: the
 * type server's replies are passed on by immediates.
 */
async function pendingWork(own: ReadonlyMap<string, number>): Promise<"none" | "some"> {
  for (let turn = 1; ; turn++) {
    await new Promise<void>((resolve) => nextTurn(resolve));
    const left = [...countActive()].filter(([kind, count]) => count > (own.get(kind) ?? 0));
    if (left.length === 0) return "none";
    if (turn === maxTurns || left.some(([kind]) => kind !== "Immediate")) return "some";
  }
}

const maxTurns = 5;

function countActive(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
