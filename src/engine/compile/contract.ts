/**
 * What TypeScript says of cells, and what they become. Positions are 1-based lines and columns (UTF-16 units) of the
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

/** What TypeScript says of a cell, or of expressions; `declarations` are those visible to the next cell. */
export type CellCheck =
  | { readonly status: "accepted"; readonly declarations: string }
  | { readonly status: "rejected"; readonly diagnostics: readonly Diagnostic[] };

/** By key, positions relative to each expression; an expression without an entry is accepted. */
export type Rejected = Readonly<Record<string, readonly Diagnostic[]>>;

/** In the words that JupyterLab has icons for. */
export type SuggestionKind =
  | "class"
  | "enum"
  | "function"
  | "interface"
  | "keyword"
  | "method"
  | "module"
  | "property"
  | "text"
  | "variable";

export interface Suggestion {
  readonly text: string;
  readonly kind: SuggestionKind;
  /** Of a function: `(x: number): string`. */
  readonly signature?: string;
}

export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly matches: readonly Suggestion[];
}

export type Completeness =
  { readonly status: "complete" | "invalid" } | { readonly status: "incomplete"; readonly indent: string };

/**
 * Serves one folder: imports resolve from it. Not re-entrant. The checks look in the cache first and load TypeScript
 * only on a miss; `complete`, `inspect` and `completeness` always load it.
 */
export interface CellChecker {
  /** `declarations` is what the cell before returned, "" for the first. Never throws for what a person wrote. */
  check(declarations: string, source: string): CellCheck;
  checkExpressions(declarations: string, expressions: Readonly<Record<string, string>>): Rejected;
  /** `offset` in UTF-16 units from the start of `source`. */
  complete(declarations: string, source: string, offset: number): Completion;
  /**
   * Plain text: signature and documentation of the word at the offset, or of the call around it with the fields of its
   * options; undefined where there is neither.
   */
  inspect(declarations: string, source: string, offset: number): string | undefined;
  completeness(source: string): Completeness;
  close(): void;
}

export interface CheckerOptions {
  /** Absolute path; imports resolve from here, then from the command's own installation. */
  readonly folder: string;
  /** The cache folder; undefined checks without a cache. */
  readonly store: string | undefined;
}
