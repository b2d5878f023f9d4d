/** Executes the cells of one notebook, one after the other, on the main thread of the kernel. */
import { createCellCompiler } from "../../compile/compiler.js";
import { createScopes } from "../../compile/scopes.js";
import type { CellCompiler } from "../../compile/contract.js";
import type { CellOutcome, CellRequest, Interpreter, InterpreterOptions, Publisher } from "../contract.js";
import { CellContexts, type CellContext } from "./cell-context.js";
import { CellRunner } from "./cell-runner.js";
import { createPublicModule } from "./display.js";
import { interruptedReport, reportThrown } from "./error-report.js";
import { evaluateExpressions } from "./user-expressions.js";
import { publishLateErrors } from "./late-errors.js";
import { resultBundle } from "./result.js";
import { Sources } from "./sources.js";
import { StackTraces } from "./stack-trace.js";
import { captureStreams } from "./streams.js";
import { TaskStarter } from "./task.js";
import { tslabVersions } from "./tslab.js";

/** What the kernel's process shares: its streams, its hooks, its module cache. One interpreter a process. */
export function createInterpreter(options: InterpreterOptions): Interpreter {
  const shield = options.shield ?? (<T>(work: () => T): T => work());
  const contexts = new CellContexts();
  const sources = new Sources(options.folder);
  const traces = new StackTraces(sources);
  const compiler = createCellCompiler({ folder: options.folder, store: options.store });
  const runner = new CellRunner({
    folder: options.folder,
    compiler,
    scopes: createScopes(),
    sources,
    shield,
    publicModule: createPublicModule(() => contexts.publisher, tslabVersions()),
  });
  captureStreams(contexts);
  traces.install();
  publishLateErrors(contexts, traces);
  return new TypeScriptInterpreter({ contexts, traces, compiler, runner, shield });
}

interface Parts {
  readonly contexts: CellContexts;
  readonly traces: StackTraces;
  readonly compiler: CellCompiler;
  readonly runner: CellRunner;
  readonly shield: <T>(work: () => T) => T;
}

interface Running {
  readonly context: CellContext;
  readonly settle: (outcome: CellOutcome) => void;
}

const emptyTrace = { files: [], modules: [], environment: [], functions: [] };

class TypeScriptInterpreter implements Interpreter {
  readonly #parts: Parts;
  readonly #tasks = new TaskStarter();
  #running: Running | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute(request: CellRequest, publisher: Publisher): Promise<CellOutcome> {
    return new Promise((resolve) => {
      const context: CellContext = { publisher, muted: false };
      const running: Running = {
        context,
        settle: (outcome) => {
          if (this.#running !== running) return;
          this.#running = undefined;
          resolve(outcome);
        },
      };
      this.#running = running;
      this.#tasks.start(() => {
        this.#parts.contexts.run(context, () => {
          this.#perform(request, context).then(running.settle, (error: unknown) => {
            running.settle(this.#failed(error));
          });
        });
      });
    });
  }

  async #perform(request: CellRequest, { publisher }: CellContext): Promise<CellOutcome> {
    const { runner, traces } = this.#parts;
    const result = await runner.run(request.code, `cell ${request.executionCount}`);
    if (result.status === "rejected") return this.#outcome({ error: result.error });
    if (result.status === "interrupted") return this.#outcome({ error: interruptedReport });
    if (result.status === "threw") return this.#outcome({ error: reportThrown(result.thrown, traces) });
    if (result.value !== undefined && request.mode === "interactive")
      publisher.result({ data: await resultBundle(result.value), metadata: {} });
    const userExpressions = await evaluateExpressions(request.userExpressions, runner, traces);
    return this.#outcome({ userExpressions });
  }

  #failed(error: unknown): CellOutcome {
    return this.#outcome({ error: reportThrown(error, this.#parts.traces) });
  }

  #outcome(outcome: Partial<CellOutcome>): CellOutcome {
    return { userExpressions: {}, trace: emptyTrace, ...outcome };
  }

  interrupt(): void {
    const running = this.#running;
    if (running === undefined) return;
    running.context.muted = true;
    this.#parts.runner.interrupt();
    running.settle(this.#outcome({ error: interruptedReport }));
  }

  complete(code: string, offset: number): ReturnType<Interpreter["complete"]> {
    return this.#parts.compiler.complete(this.#parts.runner.declarations, code, offset);
  }

  inspect(code: string, offset: number): string | undefined {
    return this.#parts.compiler.inspect(this.#parts.runner.declarations, code, offset);
  }

  completeness(code: string): ReturnType<Interpreter["completeness"]> {
    return this.#parts.compiler.completeness(code);
  }

  close(): void {
    this.#tasks.close();
    this.#parts.compiler.close();
  }
}
