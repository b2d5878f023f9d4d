/** Executes the cells of one notebook, one after the other, on the main thread of the kernel. */
import { createCellCompiler } from "../../compile/compiler.js";
import { createScopes } from "../../compile/scopes.js";
import type { CellCompiler, Completeness, Completion } from "../../compile/contract.js";
import type {
  CellOutcome,
  CellRequest,
  ErrorReport,
  Interpreter,
  InterpreterOptions,
  Publisher,
} from "../contract.js";
import { CellContexts, type CellContext } from "./cell-context.js";
import { CellRunner } from "./cell-runner.js";
import { createPublicModule } from "./display.js";
import { interruptedReport, reportThrown } from "./error-report.js";
import { isolateImmediates } from "./immediates.js";
import { PendingWork } from "./pending.js";
import { publishLateErrors } from "./late-errors.js";
import { forgetHalfLoadedModules } from "./half-loaded.js";
import { RebuiltModules } from "./rebuilt.js";
import { lendPackages } from "./resolution.js";
import { resultBundle } from "./result.js";
import { Sources } from "./sources.js";
import { StackTraces } from "./stack-trace.js";
import { refuseInput } from "./stdin.js";
import { captureStreams } from "./streams.js";
import { TaskStarter } from "./task.js";
import { TraceRecorder } from "./trace/recorder.js";
import { tslabVersions } from "./tslab.js";
import { evaluateExpressions } from "./user-expressions.js";
import { publishWarnings } from "./warnings.js";

/** Takes over the process: its streams, its error hooks, its module loader. One interpreter a process. */
export function createInterpreter(options: InterpreterOptions): Interpreter {
  const contexts = new CellContexts();
  const sources = new Sources(options.folder);
  const traces = new StackTraces(sources);
  const recorder = new TraceRecorder(sources);
  /** The kernel's own work: not to be cut short, and no fact about the cell. */
  const shield = <T>(work: () => T): T =>
    recorder.without(() => (options.shield ? options.shield(work) : work()));

  recorder.start();
  captureStreams(contexts);
  refuseInput();
  isolateImmediates();
  traces.install();
  publishLateErrors(contexts, traces);
  publishWarnings(contexts);
  const { folder, store, audience } = options;
  // The engine has compiled everything a moment ago; a person edits modules meanwhile.
  const modules = audience === "engine" ? "stand" : "may-change";
  const compiler = createCellCompiler({ folder, store, modules });
  const runner = shield(
    () =>
      new CellRunner({
        folder,
        compiler,
        scopes: createScopes(),
        sources,
        shield,
        publicModule: createPublicModule(() => contexts.publisher, tslabVersions()),
      }),
  );
  lendPackages();
  const rebuilt = audience === "person" ? new RebuiltModules(folder, sources) : undefined;
  return new TypeScriptInterpreter({ contexts, traces, recorder, compiler, runner, rebuilt, shield });
}

interface Parts {
  readonly contexts: CellContexts;
  readonly traces: StackTraces;
  readonly recorder: TraceRecorder;
  readonly compiler: CellCompiler;
  readonly runner: CellRunner;
  readonly rebuilt: RebuiltModules | undefined;
  readonly shield: <T>(work: () => T) => T;
}

/** What a cell came to, before what it touched is added. */
type Ending = Omit<CellOutcome, "trace"> & Pick<CellOutcome["trace"], "pending">;

interface Running {
  readonly context: CellContext;
  readonly settle: (ending: Ending) => void;
}

const failure = (error: ErrorReport): Ending => ({ error, userExpressions: {} });

class TypeScriptInterpreter implements Interpreter {
  readonly #parts: Parts;
  readonly #tasks = new TaskStarter();
  readonly #pending = new PendingWork();
  #running: Running | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute(request: CellRequest, publisher: Publisher): Promise<CellOutcome> {
    const { contexts, recorder, rebuilt, shield } = this.#parts;
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
          shield(() => rebuilt?.remember(trace.modules));
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
    const { rebuilt, shield } = this.#parts;
    const news = request.mode === "interactive" ? shield(() => rebuilt?.news()) : undefined;
    if (news !== undefined) context.publisher.stream("stderr", news);
    try {
      ending = await this.#perform(request, context);
    } catch (thrown) {
      ending = failure(reportThrown(thrown, this.#parts.traces));
    }
    // Here, not by the server: it must not be taken for told because a stray rejection was told before.
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
    if (result.value !== undefined && request.mode === "interactive")
      context.publisher.result({ data: await resultBundle(result.value), metadata: {} });
    return { userExpressions: await evaluateExpressions(request.userExpressions, runner, traces) };
  }

  interrupt(): void {
    const running = this.#running;
    if (running === undefined) return;
    running.context.muted = true;
    this.#tasks.withdraw();
    this.#parts.runner.interrupt();
    forgetHalfLoadedModules();
    running.settle(failure(interruptedReport));
  }

  complete(code: string, offset: number): Completion {
    const { compiler, runner } = this.#parts;
    return compiler.complete(runner.declarations, code, offset);
  }

  inspect(code: string, offset: number): string | undefined {
    const { compiler, runner } = this.#parts;
    return compiler.inspect(runner.declarations, code, offset);
  }

  completeness(code: string): Completeness {
    return this.#parts.compiler.completeness(code);
  }

  close(): void {
    this.#tasks.close();
    this.#parts.compiler.close();
  }
}
