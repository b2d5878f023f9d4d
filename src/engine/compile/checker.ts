import path from "node:path";
import { createCellEngine, type CellEngine } from "./cell-engine.js";
import type { CellChecker, CheckerOptions, Diagnostic } from "./contract.js";
import { checkExpressionsWith } from "./expressions.js";
import { CheckCache } from "./check-cache.js";
import { completenessOf } from "./completeness.js";
import { completeWith } from "./completion.js";
import { inspectWith } from "./inspection.js";
import { loadTypeScript } from "./typescript.js";

export function createCellChecker(options: CheckerOptions): CellChecker {
  const { store } = options;
  const folder = path.resolve(options.folder);
  const cache = new CheckCache(folder, store);
  let engine: CellEngine | undefined;
  const loaded = (): CellEngine => (engine ??= createCellEngine(folder));

  return {
    check(declarations, source) {
      const code = { kind: "cell", declarations, code: source } as const;
      const known = cache.get(code);
      if (known) return known;
      try {
        const { result, reads } = loaded().check(declarations, source);
        cache.put(code, result, reads);
        return result;
      } catch (error) {
        engine = undefined;
        return { status: "rejected", diagnostics: [crash(error)] };
      }
    },
    checkExpressions(declarations, expressions) {
      const code = { kind: "expressions", declarations, code: expressions } as const;
      const known = cache.get(code);
      if (known) return known;
      try {
        const { result, reads } = checkExpressionsWith(loaded(), declarations, expressions);
        cache.put(code, result, reads);
        return result;
      } catch (error) {
        engine = undefined;
        return Object.fromEntries(Object.keys(expressions).map((key) => [key, [crash(error)]]));
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
