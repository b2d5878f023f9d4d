/**
 * The one interface in front of tslab's TypeScript. Positions are 1-based lines and columns (UTF-16 units) of the
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

/**
 * JavaScript (CommonJS) of a local `.ts`/`.js` module the cell imports, to be loaded by the kernel from memory. Every
 * cell that imports a module lists it: a path whose `js` the kernel has loaded already must not be evaluated again.
 */
export interface SideOutput {
  /** Absolute, with the extension `.js` also where the file is `.ts`. */
  readonly path: string;
  readonly js: string;
  readonly map: SourceMap;
}

export interface CompiledCell {
  readonly status: "compiled";
  /**
   * Body for `(function(exports, require) { … })`, async if `awaits`; empty string if there is nothing to run. It
   * starts with the line `"use strict";` and calls `__tslab__.scope(…)` at once: see scopes.ts for what the kernel
   * must offer there and when it commits a cell's names.
   */
  readonly js: string;
  readonly map: SourceMap;
  /** Declarations visible to the next cell. */
  readonly declarations: string;
  /** The body has a top-level await: the wrapper must be async. */
  readonly awaits: boolean;
  /** The cell ends in an expression: `Scopes.commit()` (or `discard()`) returns its value. */
  readonly lastExpression: "value" | "none";
  readonly sideOutputs: readonly SideOutput[];
}

interface RejectedCell {
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
  /** Key → the line of the map's source on which the expression starts, in column 1; its lines follow one by one. */
  readonly lines: Readonly<Record<string, number>>;
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
 * Serves one folder: imports resolve from it. Not re-entrant. `compile` looks in the cache first and loads TypeScript
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
  /** The cache folder; undefined compiles without a cache. */
  readonly store: string | undefined;
  /**
   * Whether modules and packages may change while cells are compiled, or stand as they were found first: then what is
   * kept is not compared with them again for each cell. They may change if not said.
   */
  readonly modules?: "may-change" | "stand";
}
