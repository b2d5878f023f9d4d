/** Checks and compiles cells, runs them in tslab's executor, and keeps what later cells can access. */
import type { CellSession } from "../../compile/cell-session.js";
import type { Diagnostic, Rejected } from "../../compile/contract.js";
import { emitCell, type EmitCellOptions, type EmittedCell } from "../../compile/emit/emit-cell.js";
import { combineExpressions, memberAccess, syntaxErrorOf } from "../../compile/expressions.js";
import type { Scopes } from "../../compile/scopes.js";
import {
  type ErrorReport,
  type InterpreterOptions,
  interruptedReport,
  type UserExpressionResult,
} from "../contract.js";
import { reportDiagnostics, reportThrown, type StackTraces } from "./error-report.js";
import { isError, read } from "./safe-inspect.js";
import type { Sources } from "./sources.js";
import { createTslabExecutor, type TslabExecutor, type TslabOptions } from "./tslab.js";
import type { Json, MimeBundle } from "../../client/contract.js";
import type { CodeCondition, Judgement } from "../../../model/margin.js";
import { metadataKey } from "../../../model/mime.js";
import type { Margins } from "./margins.js";
import { inspectValue, ownBundle } from "./mime-bundle.js";
import { own } from "../../../lib/own.js";

export type CellResult =
  | { readonly value: unknown; readonly conditions?: readonly CodeCondition[] }
  | { readonly error: ErrorReport };

interface Run {
  readonly prepare: TslabOptions["convert"];
  error?: ErrorReport;
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
}

export class CellRunner {
  readonly #options: CellRunnerOptions;
  readonly #executor: TslabExecutor;
  readonly #require: NodeJS.Require;
  #run: Run | undefined;
  #interrupts = 0;

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
    Object.assign(global, options.scopes.runtime);
  }

  async run(code: string, label: string): Promise<CellResult> {
    // Empty cells are sent to evaluate inline expressions or wait for late errors; nothing to compile.
    if (code.trim() === "") return { value: undefined };
    const { check, types, scopes, sources, shield, margins } = this.#options;
    // An interrupt abandons the check, which then rejects after the cell has already ended.
    const interrupts = this.#interrupts;
    const found = check === "checked" ? await shield(() => types.check(code)) : [];
    if (this.#interrupts !== interrupts) return { error: interruptedReport };
    if (found.length > 0) return { error: reportDiagnostics(found, { label, text: code }) };
    let emitted: EmittedCell | undefined;
    const run: Run = {
      prepare: (source) => {
        try {
          emitted = shield(() => emitCell(source, this.#surroundings()));
        } catch (error) {
          run.error = reportDiagnostics([syntaxError(error)], { label, text: code });
          return undefined;
        }
        return script(emitted, sources.addCell(label, code, emitted.map));
      },
    };
    const error = await this.#execute(code, run);
    if (error) {
      scopes.discard();
      return { error };
    }
    const value = scopes.commit();
    shield(() => {
      types.declare(code);
    });
    const conditions = shield(() => margins.cell(code, scopes.locals));
    return {
      value: emitted?.lastExpression === "value" ? value : undefined,
      ...(conditions.length > 0 && { conditions }),
    };
  }

  /** How each of these expressions that is a condition can be measured. */
  measures(expressions: Readonly<Record<string, string>>): ReturnType<Margins["expressions"]> {
    const { margins, shield } = this.#options;
    return shield(() => margins.expressions(expressions));
  }

  measure(measure: (answer: boolean) => Judgement, answer: boolean): Judgement {
    return this.#options.shield(() => measure(answer));
  }

  async rejectExpressions(expressions: Readonly<Record<string, string>>): Promise<Rejected> {
    const { check, types, shield } = this.#options;
    if (check === "checked") return shield(() => types.checkExpressions(expressions));
    const rejected = Object.entries(expressions).flatMap(([key, source]) => {
      const error = shield(() => syntaxErrorOf(source));
      return error === undefined ? [] : [[key, [error]] as const];
    });
    return Object.fromEntries(rejected);
  }

  /** Runs expressions that passed the checks; the value is an object of thunks. Expressions declare nothing. */
  async runExpressions(expressions: Readonly<Record<string, string>>): Promise<CellResult> {
    const entries = Object.entries(expressions);
    if (entries.length === 0) return { value: {} };
    const { scopes, sources, shield } = this.#options;
    const { source, lines } = combineExpressions(entries);
    const emitted = shield(() => emitCell(source, this.#surroundings()));
    const name = sources.addExpressions(expressions, lines, emitted.map);
    const error = await this.#execute("", { prepare: () => script(emitted, name) });
    const value = scopes.discard();
    return error ? { error } : { value };
  }

  interrupt(): void {
    this.#interrupts += 1;
    this.#run = undefined;
    this.#options.scopes.discard();
    this.#executor.interrupt();
  }

  async #execute(code: string, run: Run): Promise<ErrorReport | undefined> {
    this.#run = run;
    await this.#executor.execute(code);
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

type Results = Record<string, UserExpressionResult>;

/** Adds JSON for values that it represents exactly, so that clients can distinguish 2021 from "2021". */
async function typedBundle(value: unknown): Promise<MimeBundle> {
  const own = await ownBundle(value);
  if (own) return own;
  const text = { "text/plain": inspectValue(value) };
  const isJson =
    value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
  return isJson ? { ...text, "application/json": value as string | number | boolean | null } : text;
}

/** Registered by the library to format a number from a table row: `(row, field) => Value | undefined`. */
const fieldSymbol = Symbol.for("Jupyter.field");
/** Key under which the row of an expression such as `row.visits` is evaluated. */
const rowKey = (key: string): string => `row of ${key}`;

/** Adds the row expression for each expression that reads a field from a row, as in `row.visits`. */
function withRows(expressions: Readonly<Record<string, string>>) {
  const fields = new Map<string, string>();
  const all = Object.entries(expressions).flatMap(([key, source]) => {
    const access = memberAccess(source);
    if (access === undefined || Object.hasOwn(expressions, rowKey(key))) return [[key, source] as const];
    fields.set(key, access.field);
    return [[key, source] as const, [rowKey(key), access.object] as const];
  });
  return { fields, all: Object.fromEntries(all) };
}

export async function evaluateExpressions(
  expressions: Readonly<Record<string, string>>,
  runner: CellRunner,
  traces: StackTraces,
): Promise<Results> {
  const keys = Object.keys(expressions);
  if (keys.length === 0) return {};
  const allRejected = await runner.rejectExpressions(expressions);
  const isValid = (key: string): boolean => !Object.hasOwn(allRejected, key);
  const valid = Object.entries(expressions).filter(([key]) => isValid(key));
  const { fields, all } = withRows(Object.fromEntries(valid));
  const run = await runner.runExpressions(all);
  const thunks = "value" in run ? (run.value as Readonly<Record<string, () => Promise<unknown>>>) : {};

  async function evaluate(key: string): Promise<UserExpressionResult> {
    const rejected = own(allRejected, key);
    if (rejected) {
      const text = own(expressions, key) ?? "";
      return { status: "error", ...reportDiagnostics(rejected, { label: `expression ${key}`, text }) };
    }
    if ("error" in run) return { status: "error", ...run.error };
    try {
      const value = await own(thunks, key)?.();
      const measure = typeof value === "boolean" ? measures.get(key) : undefined;
      const judgement = measure && runner.measure(measure, value === true);
      const metadata =
        judgement === undefined ? {} : { [metadataKey]: { judgement: judgement as unknown as Json } };
      return { status: "ok", data: await typedBundle(await printed(value, key)), metadata };
    } catch (thrown) {
      return { status: "error", ...reportThrown(thrown, traces) };
    }
  }

  async function printed(value: unknown, key: string): Promise<unknown> {
    const field = fields.get(key);
    const print: unknown = Reflect.get(globalThis, fieldSymbol);
    if (typeof value !== "number" || field === undefined || typeof print !== "function") return value;
    const row = await own(thunks, rowKey(key))?.();
    const shown: unknown =
      typeof row === "object" && row !== null ? Reflect.apply(print, undefined, [row, field]) : undefined;
    return shown ?? value;
  }

  const measures = runner.measures(expressions);
  const results: Results = {};
  // In order, because an expression can print or change what the next one reads.
  for (const key of keys)
    Object.defineProperty(results, key, { enumerable: true, value: await evaluate(key) });
  return results;
}
