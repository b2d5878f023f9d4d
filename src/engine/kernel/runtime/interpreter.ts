/** Executes the cells of one notebook, one after the other, on the main thread of the kernel. */
import timers from "node:timers";
import { CellSession } from "../../compile/cell-session.js";
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
import { CellContexts, publishLateErrors, type CellContext } from "./cell-context.js";
import { CellRunner, evaluateExpressions } from "./cell-runner.js";
import { installDialogs, captureStreams, refuseInput } from "./streams.js";
import { createPublicModule } from "./display.js";
import { reportThrown } from "./error-report.js";
import { isolateImmediates, TaskStarter } from "./interruptible.js";
import { lightenDanfojs, forgetUnfinishedModules, lendPackages } from "./module-loader.js";
import { resultBundle } from "./mime-bundle.js";
import { ProjectModules, RebuiltModules } from "./project-modules.js";
import { Sources } from "./sources.js";
import { StackTraces } from "./stack-trace.js";
import { TraceRecorder } from "./trace/recorder.js";
import { tslabVersions } from "./tslab.js";

/** Takes over the process: its streams, its error hooks, its module loader. One interpreter a process. */
export function createInterpreter(options: InterpreterOptions): Interpreter {
  const { folder, mode, types: check, shield: uncut } = options;
  const contexts = new CellContexts();
  const sources = new Sources(folder);
  const traces = new StackTraces(sources);
  const recorder = new TraceRecorder(sources);
  /** The kernel's own work: not to be cut short, and no fact about the cell. */
  const shield = <T>(work: () => T): T => recorder.without(() => uncut(work));

  // What the kernel itself loads is no fact about a cell.
  loadTransformer();
  recorder.start(shield);
  captureStreams(contexts);
  refuseInput();
  installDialogs(contexts);
  isolateImmediates();
  traces.install();
  publishLateErrors(contexts, traces);
  const types = shield(() => new CellSession(folder));
  if (check === "checked")
    shield(() => {
      types.start();
    });
  const runner = shield(() => {
    const publicModule = createPublicModule(() => contexts.publisher, tslabVersions(), mode);
    const scopes = createScopes();
    return new CellRunner({ folder, types, check, scopes, sources, shield, publicModule });
  });
  lendPackages();
  lightenDanfojs(shield);
  const project = new ProjectModules(sources, shield);
  project.install();
  const edited =
    mode === "interactive" ? { rebuilt: new RebuiltModules(folder, sources), project } : undefined;
  const cells = new Cells({ contexts, traces, recorder, runner, edited, shield });
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
  /** Modules that a person may edit meanwhile; undefined where nobody does. */
  readonly edited: { readonly rebuilt: RebuiltModules; readonly project: ProjectModules } | undefined;
  readonly shield: <T>(work: () => T) => T;
}

/** What a cell came to, before what it touched is added. */
type Ending = Omit<CellOutcome, "trace"> & Pick<CellOutcome["trace"], "pending">;

interface Running {
  readonly context: CellContext;
  readonly settle: (ending: Ending) => void;
}

const failure = (error: ErrorReport): Ending => ({ error, userExpressions: {} });

class Cells {
  readonly #parts: Parts;
  readonly #tasks = new TaskStarter();
  readonly #pending = new PendingWork();
  #running: Running | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute(request: CellRequest, publisher: Publisher): Promise<CellOutcome> {
    const { contexts, recorder, edited, shield } = this.#parts;
    return new Promise((resolve) => {
      const context: CellContext = { publisher, muted: false };
      const running: Running = {
        context,
        // Only the first word counts: an interrupted cell may still come to an end of its own.
        settle: (ending) => {
          if (this.#running !== running) return;
          this.#running = undefined;
          const { pending = "some", ...outcome } = ending;
          const trace = shield(() => recorder.take());
          shield(() => edited?.rebuilt.remember(trace.modules));
          resolve({ ...outcome, trace: { ...trace, pending } });
        },
      };
      this.#running = running;
      this.#pending.begin();
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
    const news = request.silent ? undefined : shield(() => edited?.rebuilt.news());
    if (news !== undefined) context.publisher.stream("stderr", news);
    try {
      ending = await this.#perform(request, context);
    } catch (thrown) {
      ending = failure(reportThrown(thrown, this.#parts.traces));
    }
    // Here, not by the server: it must not count as reported because a stray rejection was reported before.
    if (ending.error && !context.muted) context.publisher.error(ending.error);
    settle({ ...ending, pending: await this.#pending.state() });
  }

  async #perform(request: CellRequest, context: CellContext): Promise<Ending> {
    const { runner, traces } = this.#parts;
    const result = await runner.run(request.code, `cell ${request.executionCount}`);
    if (result.status === "rejected") return failure(result.error);
    if (result.status === "interrupted") {
      context.muted = true;
      return failure(interruptedReport);
    }
    if (result.status === "threw") return failure(reportThrown(result.thrown, traces));
    if (result.value !== undefined && !request.silent)
      context.publisher.result({ data: await resultBundle(result.value), metadata: {} });
    return {
      userExpressions: await evaluateExpressions(request.userExpressions, runner, traces),
    };
  }

  interrupt(): void {
    const running = this.#running;
    if (running === undefined) return;
    running.context.muted = true;
    this.#tasks.withdraw();
    this.#parts.runner.interrupt();
    forgetUnfinishedModules();
    running.settle(failure(interruptedReport));
  }

  close(): void {
    this.#tasks.close();
  }
}

/** Node's own: what a cell puts in its place is of no interest here. */
const nextTurn = timers.setImmediate;

/** Everything that keeps a turn of the event loop waiting (timers, sockets, children, workers) is what Node calls active. */
class PendingWork {
  /** What the kernel itself keeps open. */
  #own: ReadonlyMap<string, number> | undefined;

  /** Before the first cell runs. */
  begin(): void {
    this.#own ??= countActive();
  }

  /**
   * After one turn of the event loop: by then Node has reported every rejected promise that nobody handles. Where nothing but
   * immediates is left, a few turns more: answers of the type server are handed on by them.
   */
  async state(): Promise<"none" | "some"> {
    for (let turn = 1; ; turn++) {
      await new Promise<void>((resolve) => nextTurn(resolve));
      const own = this.#own;
      const left = [...countActive()].filter(([kind, count]) => count > (own?.get(kind) ?? 0));
      if (left.length === 0) return "none";
      if (turn === mostTurns || left.some(([kind]) => kind !== "Immediate")) return "some";
    }
  }
}

const mostTurns = 5;

function countActive(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
