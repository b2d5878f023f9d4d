import { createCellEngine, type CellEngine } from "./cell-engine.js";
import { completenessOf } from "./completeness.js";
import { completeWith, inspectWith } from "./completion.js";
import type { CellCompiler, CompilerOptions, Diagnostic } from "./contract.js";
import { compileExpressionsWith } from "./expressions.js";
import { CompileCache } from "./compile-cache.js";
import { loadTypeScript } from "./typescript.js";

export function createCellCompiler(options: CompilerOptions): CellCompiler {
  const { folder, store, documentation = "kept", modules = "may-change" } = options;
  const cache = new CompileCache(folder, store);
  const first = cache.look();
  const files = () => (modules === "stand" ? first : cache.look());
  let engine: CellEngine | undefined;
  const loaded = (): CellEngine => (engine ??= createCellEngine(folder, documentation));

  return {
    folder,
    compile(declarations, source) {
      const code = { kind: "cell", declarations, code: source } as const;
      const known = cache.get(code, files());
      if (known) return known.result;
      try {
        const { result, reads } = loaded().compile(declarations, source);
        cache.put(code, result, reads);
        return result;
      } catch (error) {
        engine = undefined;
        return { status: "rejected", diagnostics: [crash(error)] };
      }
    },
    compileExpressions(declarations, expressions) {
      const code = { kind: "expressions", declarations, code: expressions } as const;
      const known = cache.get(code, files());
      if (known) return known.result;
      try {
        const { result, reads } = compileExpressionsWith(loaded(), declarations, expressions);
        cache.put(code, result, reads);
        return result;
      } catch (error) {
        engine = undefined;
        const rejected = Object.keys(expressions).map((key) => [key, [crash(error)]] as const);
        return { cell: undefined, lines: {}, rejected: Object.fromEntries(rejected) };
      }
    },
    complete: (declarations, source, offset) => completeWith(loaded(), declarations, source, offset),
    inspect: (declarations, source, offset) => inspectWith(loaded(), declarations, source, offset),
    completeness: (source) => completenessOf(loadTypeScript(), source),
    close() {
      engine = undefined;
    },
  };
}

/** A defect of TypeScript's (or ours) met by one cell must not end the kernel. Never kept. */
function crash(error: unknown): Diagnostic {
  const start = { line: 1, column: 1 };
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 0, message: `The compiler failed on this code: ${reason}`, start, end: start };
}
