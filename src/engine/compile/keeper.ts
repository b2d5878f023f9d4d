/** The store as the compiler uses it: typed, and absent if the caller wants none. */
import type { Compilation, CompiledExpressions } from "./contract.js";
import type { Pass } from "./file-hashes.js";
import type { Seen } from "./seen.js";
import { createCompileStore } from "./store.js";
import { storeKey } from "./store-key.js";

type Expressions = Readonly<Record<string, string>>;

export interface Keeper {
  cell(declarations: string, source: string, pass: Pass): Compilation | undefined;
  expressions(declarations: string, expressions: Expressions, pass: Pass): CompiledExpressions | undefined;
  /** What a cell's, or expressions', kept result rests on. */
  seenByCell(declarations: string, source: string): Seen | undefined;
  seenByExpressions(declarations: string, expressions: Expressions): Seen | undefined;
  keepCell(declarations: string, source: string, value: Compilation, seen: Seen): void;
  keepExpressions(
    declarations: string,
    expressions: Expressions,
    value: CompiledExpressions,
    seen: Seen,
  ): void;
}

/** Entries are our own: their checksum and the compiler's version in their key vouch for their shape. */
export function createKeeper(folder: string, store: string | undefined): Keeper {
  const kept = store === undefined ? undefined : createCompileStore(store);
  const cellKey = (declarations: string, source: string): string =>
    storeKey(folder, "cell", declarations, source);
  const expressionsKey = (declarations: string, expressions: Expressions): string =>
    storeKey(folder, "expressions", declarations, JSON.stringify(Object.entries(expressions)));

  return {
    cell: (declarations, source, pass) =>
      kept?.get(cellKey(declarations, source), pass) as Compilation | undefined,
    expressions: (declarations, expressions, pass) =>
      kept?.get(expressionsKey(declarations, expressions), pass) as CompiledExpressions | undefined,
    seenByCell: (declarations, source) => kept?.seen(cellKey(declarations, source)),
    seenByExpressions: (declarations, expressions) => kept?.seen(expressionsKey(declarations, expressions)),
    keepCell(declarations, source, value, seen) {
      kept?.put(cellKey(declarations, source), value, seen);
    },
    keepExpressions(declarations, expressions, value, seen) {
      kept?.put(expressionsKey(declarations, expressions), value, seen);
    },
  };
}
