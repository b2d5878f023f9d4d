/** Compiles a cell and runs it in tslab's executor; keeps what the next cell can see. */
import type { CellCompiler, CompiledCell, CompiledExpressions } from "../../compile/contract.js";
import type { Scopes } from "../../compile/scopes.js";
import type { ErrorReport } from "../contract.js";
import { reportDiagnostics } from "./error-report.js";
import { isError, read } from "./safe-inspect.js";
import type { Sources } from "./sources.js";
import { createTslabExecutor, type Converted, type TslabExecutor } from "./tslab.js";

export type CellResult =
  | { readonly status: "ok"; readonly value: unknown }
  | { readonly status: "threw"; readonly thrown: unknown }
  | { readonly status: "rejected"; readonly error: ErrorReport }
  | { readonly status: "interrupted" };

/** A `rejected` cell or, where `value` is given, one whose names are to be forgotten. */
interface Run {
  readonly prepare: (source: string) => Converted;
  thrown: { readonly value: unknown } | undefined;
  error: ErrorReport | undefined;
}

export interface CellRunnerOptions {
  readonly folder: string;
  readonly compiler: CellCompiler;
  readonly scopes: Scopes;
  readonly sources: Sources;
  readonly publicModule: object;
  readonly shield: <T>(work: () => T) => T;
}

const nothing: Converted = { output: "", declOutput: "", hasToplevelAwait: false, diagnostics: [] };

export class CellRunner {
  readonly #options: CellRunnerOptions;
  readonly #executor: TslabExecutor;
  /** Modules the kernel has been given from memory: the executor would evaluate one it gets again. */
  readonly #modules = new Map<string, string>();
  #declarations = "";
  #run: Run | undefined;

  constructor(options: CellRunnerOptions) {
    this.#options = options;
    const { executor, global } = createTslabExecutor({
      folder: options.folder,
      publicModule: options.publicModule,
      convert: (source) => this.#run?.prepare(source) ?? nothing,
      fail: (value) => {
        if (this.#run) this.#run.thrown = { value };
      },
    });
    this.#executor = executor;
    Object.assign(global, options.scopes.runtime);
  }

  /** Of everything the next cell can see. */
  get declarations(): string {
    return this.#declarations;
  }

  async run(code: string, label: string): Promise<CellResult> {
    // So inline expressions and the wait for late errors are asked for: nothing to compile.
    if (code.trim() === "") return { status: "ok", value: undefined };
    const { compiler, scopes, sources, shield } = this.#options;
    let compiled: CompiledCell | undefined;
    const run: Run = {
      thrown: undefined,
      error: undefined,
      prepare: (source) => {
        const compilation = shield(() => compiler.compile(this.#declarations, source));
        if (compilation.status === "rejected") {
          run.error = reportDiagnostics(compilation.diagnostics, { label, text: code });
          return nothing;
        }
        compiled = compilation;
        return this.#converted(compilation, sources.addCell({ label, text: code, map: compilation.map }));
      },
    };
    const failure = await this.#execute(code, run);
    if (failure) {
      scopes.discard();
      return failure;
    }
    const value = scopes.commit();
    if (compiled) this.#declarations = compiled.declarations;
    return { status: "ok", value: compiled?.lastExpression === "value" ? value : undefined };
  }

  compileExpressions(expressions: Readonly<Record<string, string>>): CompiledExpressions {
    const { compiler, shield } = this.#options;
    return shield(() => compiler.compileExpressions(this.#declarations, expressions));
  }

  /** Runs compiled expressions; the value is the object of thunks. They declare nothing. */
  async runExpressions(
    expressions: Readonly<Record<string, string>>,
    { cell, lines }: CompiledExpressions,
  ): Promise<CellResult> {
    if (cell === undefined) return { status: "ok", value: {} };
    const { scopes, sources } = this.#options;
    const script = sources.addExpressions({ expressions, lines, map: cell.map });
    const failure = await this.#execute("", {
      thrown: undefined,
      error: undefined,
      prepare: () => this.#converted(cell, script),
    });
    const value = scopes.discard();
    return failure ?? { status: "ok", value };
  }

  interrupt(): void {
    this.#run = undefined;
    this.#options.scopes.discard();
    this.#executor.interrupt();
  }

  async #execute(code: string, run: Run): Promise<CellResult | undefined> {
    this.#run = run;
    await this.#executor.execute(code);
    if (this.#run !== run) return { status: "interrupted" };
    this.#run = undefined;
    if (run.error) return { status: "rejected", error: run.error };
    if (run.thrown === undefined) return undefined;
    const { value } = run.thrown;
    return isSigint(value) ? { status: "interrupted" } : { status: "threw", thrown: value };
  }

  #converted(cell: CompiledCell, script: string): Converted {
    const fresh = cell.sideOutputs.filter(({ path, js }) => this.#modules.get(path) !== js);
    for (const { path, js, map } of fresh) {
      this.#modules.set(path, js);
      this.#options.sources.addModule(path, map);
    }
    return {
      // A line of its own before the body: columns of the first line stay true.
      output: cell.js === "" ? "" : `\n${cell.js}\n//# sourceURL=${script}`,
      declOutput: "",
      hasToplevelAwait: cell.awaits,
      diagnostics: [],
      sideOutputs: fresh.map(({ path, js }) => ({ path, data: js })),
    };
  }
}

/** SIGINT while the executor's own `vm.runInThisContext` was on the stack. */
function isSigint(thrown: unknown): boolean {
  return isError(thrown) && read(thrown, "code") === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
}
