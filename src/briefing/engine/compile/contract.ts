/**
 * TypeScript's diagnostics of cells, and the code emitted for them. Positions are those of the source as written: of
 * the cell, or of the single expression.
 */
import type { Position } from "../../lib/position.js";

/** As TypeScript counts lines: a carriage return ends one too. */
export function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|[\n\r]/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

export interface Diagnostic {
  /** TypeScript's code without the letters: 2322. */
  readonly code: number;
  /** The whole message chain, newline-separated and indented. */
  readonly message: string;
  readonly start: Position;
  readonly end: Position;
  /** Path relative to the notebook's folder, if the error is in a file other than the cell. */
  readonly file?: string;
  /** Fixing another error of the notebook fixes this one: an earlier cell that does not compile declares nothing. */
  readonly follows?: true;
  /** A fault of the whole project, which every notebook that loads a table reports. */
  readonly concerns?: "project";
}

/** By key, with positions relative to each expression; expressions without an entry are accepted. */
export type Rejected = Readonly<Record<string, readonly Diagnostic[]>>;

/**
 * Code of a notebook that is checked as a whole. An isolated cell is executed, but its declarations are not visible to
 * later cells.
 */
export type Unit =
  | { readonly kind: "cell"; readonly source: string; readonly effect: "declares" | "isolated" }
  | { readonly kind: "expressions"; readonly expressions: Readonly<Record<string, string>> };

export type UnitResult =
  | { readonly kind: "cell"; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "expressions"; readonly rejected: Rejected };

export interface NotebookCode {
  readonly path: string;
  /** Everything that `plan` and `isSound` depend on: a notebook that passed once is not read again. */
  readonly text: string;
  readonly plan: () => readonly Unit[];
  /** Whether it has no error that can be seen without types. */
  readonly isSound: () => boolean;
}

/** A notebook that passed, now or earlier, or the result of each unit. */
export type NotebookResult = "right" | readonly UnitResult[];

/** The kinds for which JupyterLab has icons. */
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
  readonly signature?: string;
}

export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly matches: readonly Suggestion[];
}

export type Completeness =
  { readonly status: "complete" | "invalid" } | { readonly status: "incomplete"; readonly indent: string };
