import { createCellEngine, type CellEngine } from "./cell-engine.js";
import { completenessOf } from "./completeness.js";
import { completeWith, inspectWith } from "./completion.js";
import type { CellCompiler, CompilerOptions, Diagnostic } from "./contract.js";
import { compileExpressionsWith } from "./expressions.js";
import type { Pass } from "./file-hashes.js";
import { createKeeper } from "./keeper.js";
import { loadTypeScript } from "./typescript.js";

export function createCellCompiler(options: CompilerOptions): CellCompiler {
  const { folder, store, documentation = "kept", modules = "may-change" } = options;
  const keeper = createKeeper(folder, store);
  let engine: CellEngine | undefined;
  const lasting: Pass = new Map();
  const pass = (): Pass => (modules === "stand" ? lasting : new Map<string, string>());
  const loaded = (): CellEngine => (engine ??= createCellEngine(folder, documentation));

  return {
    folder,
    compile(declarations, source) {
      const kept = keeper.cell(declarations, source, pass());
      if (kept) return kept;
      try {
        const { compilation, seen } = loaded().compile(declarations, source);
        keeper.keepCell(declarations, source, compilation, seen);
        return compilation;
      } catch (error) {
        engine = undefined;
        return { status: "rejected", diagnostics: [crash(error)] };
      }
    },
    compileExpressions(declarations, expressions) {
      const kept = keeper.expressions(declarations, expressions, pass());
      if (kept) return kept;
      try {
        const { compiled, seen } = compileExpressionsWith(loaded(), declarations, expressions);
        keeper.keepExpressions(declarations, expressions, compiled, seen);
        return compiled;
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
