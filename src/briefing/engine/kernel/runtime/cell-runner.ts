/** Checks and compiles cells, runs them in tslab's executor, and keeps what later cells can access. */
import { memoized } from "../../../lib/once.js";
import type { CellSession } from "../../compile/cell-session.js";
import type { Diagnostic, Rejected } from "../../compile/contract.js";
import { emitCell, type EmitCellOptions, type EmittedCell } from "../../compile/emit/emit-cell.js";
import { combineExpressions, syntaxErrorOf } from "../../compile/expressions.js";
import type { Scopes } from "../../compile/scopes.js";
import { type ErrorReport, type InterpreterOptions, interruptedReport } from "../contract.js";
import { reportDiagnostics, reportThrown, type StackTraces } from "./error-report.js";
import { isError, read } from "./safe-inspect.js";
import type { Sources } from "./sources.js";
import type { Statement } from "./trace/listeners.js";
import { createTslabExecutor, type TslabExecutor, type TslabOptions } from "./tslab.js";
import type { CodeCondition, Judgement } from "../../../model/margin.js";
import type { Margins } from "./margins.js";

export type CellResult =
  | { readonly value: unknown; readonly conditions?: readonly CodeCondition[] }
  | { readonly error: ErrorReport };

interface Run {
  readonly prepare: TslabOptions["convert"];
  error?: ErrorReport;
}

interface ExecutedCell {
  readonly emitted: EmittedCell;
  /** Of its script, for stack traces. */
  readonly name: string;
}

export interface CellRunnerOptions {
  readonly folder: string;
  readonly types: CellSession;
  /** "trusted" if the client checks the types itself, before or while the cell runs. */
  readonly check: InterpreterOptions["types"];
  readonly scopes: Scopes;
  readonly sources: Sources;
  readonly traces: StackTraces;
  readonly publicModule: object;
  readonly shield: <T>(work: () => T) => T;
  readonly margins: Margins;
  /** Told which statement runs; undefined in interactive mode. */
  readonly enter: ((statement: Statement | undefined) => void) | undefined;
}

export class CellRunner {
  readonly #options: CellRunnerOptions;
  readonly #executor: TslabExecutor;
  readonly #require: NodeJS.Require;
  #run: Run | undefined;
  /** Cells that were executed, by their number, to be executed again under other settings. */
  readonly #executed = new Map<number, ExecutedCell>();
  /** Expressions that are evaluated under settings, by their texts and the names that they may use. */
  readonly #expressions = new Map<string, ExecutedCell>();
  readonly #syntaxErrorOf = memoized((source: string) => this.#options.shield(() => syntaxErrorOf(source)));
  #interrupts = 0;
  #executionCount = 0;

  constructor(options: CellRunnerOptions) {
    this.#options = options;
    const { executor, global } = createTslabExecutor({
      folder: options.folder,
      publicModule: options.publicModule,
      convert: (source) => this.#run?.prepare(source),
      fail: (thrown) => {
        if (this.#run === undefined) return;
        this.#run.error ??= isSigint(thrown) ? interruptedReport : reportThrown(thrown, options.traces);
      },
    });
    this.#executor = executor;
    this.#require = global.require;
    const { enter, scopes } = options;
    const at = (index: number): void => {
      enter?.({ id: String(index), made: `${this.#executionCount}:${index}` });
    };
    Object.assign(global, scopes.runtime, { at });
  }

  /** An inline expression is evaluated from now on. */
  enter(id: string): void {
    this.#options.enter?.({ id });
  }

  async run(code: string, executionCount: number): Promise<CellResult> {
    const label = `cell ${executionCount}`;
    this.#executionCount = executionCount;
    // Empty cells are sent to evaluate inline expressions or wait for late errors; nothing to compile.
    if (code.trim() === "") return { value: undefined };
    const { check, types, scopes, sources, shield, margins } = this.#options;
    // An interrupt abandons the check, which then rejects after the cell has already ended.
    const interrupts = this.#interrupts;
    const found = check === "checked" ? await shield(() => types.check(code)) : [];
    if (this.#interrupts !== interrupts) return { error: interruptedReport };
    if (found.length > 0) return { error: reportDiagnostics(found, { label, text: code }) };
    let emitted: EmittedCell | undefined;
    let name = "";
    const run: Run = {
      prepare: (source) => {
        try {
          const statements = this.#options.enter && ({ statements: "announced" } as const);
          emitted = shield(() => emitCell(source, { ...this.#surroundings(), ...statements }));
        } catch (error) {
          run.error = reportDiagnostics([syntaxError(error)], { label, text: code });
          return undefined;
        }
        name = sources.addCell(label, code, emitted.map);
        return script(emitted, name);
      },
    };
    const error = await this.#execute(code, run);
    if (error) {
      scopes.discard();
      return { error };
    }
    const value = scopes.commit(executionCount);
    if (emitted !== undefined && this.#options.enter !== undefined)
      this.#executed.set(executionCount, { emitted, name });
    shield(() => {
      types.declare(code);
    });
    const program = emitted?.program;
    const conditions = program === undefined ? [] : shield(() => margins.cell(code, program, scopes.locals));
    return {
      value: emitted?.lastExpression === "value" ? value : undefined,
      ...(conditions.length > 0 && { conditions }),
    };
  }

  /** Executes a cell again, in the branch that was entered. */
  async runAgain(executionCount: number): Promise<CellResult> {
    const cell = this.#executed.get(executionCount);
    // Nothing was there to execute.
    if (cell === undefined) return { value: undefined };
    const { emitted, name } = cell;
    const { scopes } = this.#options;
    this.#executionCount = executionCount;
    const error = await this.#execute("", { prepare: () => script(emitted, name) });
    if (error) {
      scopes.discard();
      return { error };
    }
    const value = scopes.commit(executionCount);
    return { value: emitted.lastExpression === "value" ? value : undefined };
  }

  /** How each of these expressions that is a condition can be measured. */
  measures(expressions: Readonly<Record<string, string>>): ReturnType<Margins["expressions"]> {
    const { margins, scopes, shield } = this.#options;
    // Margins are those of what is published.
    return scopes.isInBranch ? new Map() : shield(() => margins.expressions(expressions));
  }

  measure(measure: (answer: boolean) => Judgement, answer: boolean): Judgement {
    return this.#options.shield(() => measure(answer));
  }

  async rejectExpressions(expressions: Readonly<Record<string, string>>): Promise<Rejected> {
    const { check, types, shield } = this.#options;
    if (check === "checked") return shield(() => types.checkExpressions(expressions));
    const rejected = Object.entries(expressions).flatMap(([key, source]) => {
      const error = this.#syntaxErrorOf(source);
      return error === undefined ? [] : [[key, [error]] as const];
    });
    return Object.fromEntries(rejected);
  }

  /** Runs expressions that passed the checks; the value is an object of thunks. Expressions declare nothing. */
  async runExpressions(expressions: Readonly<Record<string, string>>): Promise<CellResult> {
    const entries = Object.entries(expressions);
    if (entries.length === 0) return { value: {} };
    const { scopes } = this.#options;
    const key = JSON.stringify([entries, Object.keys(scopes.locals)]);
    const { emitted, name } = this.#expressions.get(key) ?? this.#emitExpressions(expressions);
    // As published they are evaluated once, under the settings of assumptions again and again.
    if (scopes.isInBranch) this.#expressions.set(key, { emitted, name });
    const error = await this.#execute("", { prepare: () => script(emitted, name) });
    const value = scopes.discard();
    return error ? { error } : { value };
  }

  #emitExpressions(expressions: Readonly<Record<string, string>>): ExecutedCell {
    const { sources, shield } = this.#options;
    const { source, lines } = combineExpressions(Object.entries(expressions));
    const emitted = shield(() => emitCell(source, this.#surroundings()));
    return { emitted, name: sources.addExpressions(expressions, lines, emitted.map) };
  }

  interrupt(): void {
    this.#interrupts += 1;
    this.#run = undefined;
    this.#options.scopes.discard();
    this.#executor.interrupt();
  }

  async #execute(code: string, run: Run): Promise<ErrorReport | undefined> {
    this.#run = run;
    this.#options.enter?.(undefined);
    await this.#executor.execute(code);
    this.#options.enter?.(undefined);
    if (this.#run !== run) return interruptedReport;
    this.#run = undefined;
    return run.error;
  }

  #surroundings(): EmitCellOptions {
    return {
      earlier: Object.keys(this.#options.scopes.locals),
      canLoad: (specifier) => {
        try {
          this.#require.resolve(specifier);
          return true;
        } catch {
          return false;
        }
      },
    };
  }
}

/** The preceding line break preserves the columns of the first line. */
const script = ({ js, awaits }: EmittedCell, name: string) => ({
  js: js === "" ? "" : `\n${js}\n//# sourceURL=${name}`,
  awaits,
});

/** Used without type checking; otherwise TypeScript reports syntax errors itself. */
function syntaxError(error: unknown): Diagnostic {
  if (!(error instanceof SyntaxError)) throw error;
  const start = { line: 1, column: 1 };
  return { code: 1005, message: error.message, start, end: start };
}

/** SIGINT arrived while the executor's `vm.runInThisContext` was on the stack. */
function isSigint(thrown: unknown): boolean {
  return isError(thrown) && read(thrown, "code") === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
}
