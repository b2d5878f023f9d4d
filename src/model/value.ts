/** How sure the raw number is: as printed by its source, only bounded, or rounded where it was printed. */
export type Precision = "exact" | "bounds" | "approximate";

/** A computed number (or word) on its way into prose: what `fmt.*` returns, as JSON. */
export interface Value {
  readonly version: 1;
  /** The number behind the text, rounded to 12 significant digits; a pair for bounds; null where undefined. */
  readonly raw: number | string | boolean | null | readonly [number, number];
  /** What the reader sees. */
  readonly text: string;
  /** Name of the format that made the text: `count`, `percent`, `choose` … */
  readonly format: string;
  readonly unit?: string;
  /** What the number is, in words, where the author says so: "joint papers of the United States and China in 2021". */
  readonly label?: string;
  readonly precision?: Precision;
  /** Stable id, where the author gave one. */
  readonly id?: string;
  /** Source of the number (key in references.bib or datapackage.json), where the author gave one. */
  readonly source?: string;
  /**
   * Of a text put together from others, and of a sentence that `holds` guards: its words, and the values among them.
   * Among them only a sentence that is no longer true has parts itself.
   */
  readonly parts?: readonly (string | Value)[];
}

/** Text with its computed values kept apart, as `text` tagged templates make it. */
export interface RichText {
  readonly parts: readonly (string | Value)[];
}
