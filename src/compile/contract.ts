/**
 * The one interface in front of tslab's converter. Positions are 1-based lines and columns (UTF-16 units) of the
 * source a person wrote: of the cell, or of the single expression.
 */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Diagnostic {
  /** TypeScript's code without the letters: 2322. */
  readonly code: number;
  /** The whole message chain, newline-separated and indented. */
  readonly message: string;
  readonly start: Position;
  readonly end: Position;
  /** Path relative to the compiler's folder, where the error is in another file than the cell. */
  readonly file?: string;
}

/** A source map, version 3, from the emitted JavaScript to the cell's source. */
export interface SourceMap {
  readonly version: 3;
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/** JavaScript of a local `.ts`/`.js` module the cell imports, to be loaded by the kernel from memory. */
export interface SideOutput {
  readonly path: string;
  readonly js: string;
}

export interface CompiledCell {
  readonly status: "compiled";
  /** Body for tslab's `(function(exports, require) { … })`; empty string if there is nothing to run. */
  readonly js: string;
  readonly map: SourceMap;
  /** Declarations visible to the next cell. */
  readonly declarations: string;
  /** The body has a top-level await: the wrapper must be async. */
  readonly awaits: boolean;
  /** Property of `exports` that holds the value of the final expression, if there is one. */
  readonly lastExpression?: string;
  readonly sideOutputs: readonly SideOutput[];
}

export interface RejectedCell {
  readonly status: "rejected";
  readonly diagnostics: readonly Diagnostic[];
}

export type Compilation = CompiledCell | RejectedCell;

/**
 * Expressions compiled together as one body whose final expression is an object of thunks, key → async () => value;
 * those that do not type-check are left out of the body and stand in `rejected`, positions relative to each expression.
 */
export interface CompiledExpressions {
  readonly cell: CompiledCell | undefined;
  readonly rejected: Readonly<Record<string, readonly Diagnostic[]>>;
}

export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly matches: readonly string[];
}

export type Completeness =
  { readonly status: "complete" | "invalid" } | { readonly status: "incomplete"; readonly indent: string };

/**
 * Serves one folder: imports resolve from it. Not re-entrant. `compile` looks in the store first and loads TypeScript
 * only on a miss; `complete`, `inspect` and `completeness` always load it.
 */
export interface CellCompiler {
  readonly folder: string;
  /** `declarations` is what the cell before returned, "" for the first. Never throws for what a person wrote. */
  compile(declarations: string, source: string): Compilation;
  compileExpressions(
    declarations: string,
    expressions: Readonly<Record<string, string>>,
  ): CompiledExpressions;
  /** `offset` in UTF-16 units from the start of `source`. */
  complete(declarations: string, source: string, offset: number): Completion;
  /** Plain text: signature and documentation; undefined where there is nothing at the offset. */
  inspect(declarations: string, source: string, offset: number): string | undefined;
  completeness(source: string): Completeness;
  close(): void;
}

export interface CompilerOptions {
  /** Absolute path; imports resolve from here, then from the command's own installation. */
  readonly folder: string;
  /** Folder of the compile store; undefined compiles without one. */
  readonly store: string | undefined;
}
