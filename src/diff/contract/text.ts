/** A run of words; computed values stand apart, so that a sentence whose numbers changed has the same words. */
export type TextRun =
  | { readonly kind: "same" | "removed" | "added"; readonly text: string }
  /** A computed value that stands on both sides: its texts, and its id on the later side. */
  | { readonly kind: "value"; readonly id: string; readonly was: string; readonly is: string };

/** Changed words of one field: `caption`, `title`, `evidence` … */
export interface TextChange {
  readonly field: string;
  readonly runs: readonly TextRun[];
}

/** Lines of code or output, without line ends. */
export interface LineRun {
  readonly kind: "same" | "removed" | "added";
  readonly lines: readonly string[];
}
