/** Precision of the raw number: as printed by its source, known only within bounds, or rounded where printed. */
export type Precision = "exact" | "bounds" | "approximate";

/** A computed number (or word) for use in prose: the result of `fmt.*`, as JSON. */
export interface Value {
  readonly version: 1;
  /** The number behind the text, rounded to 12 significant digits; a pair for bounds; null if undefined. */
  readonly raw: number | string | boolean | null | readonly [number, number];
  /** The printed text. */
  readonly text: string;
  /** Name of the format that created the text: `count`, `percent`, `choose` … */
  readonly format: string;
  readonly unit?: string;
  /** What the number is, in the author's words: "joint papers of the United States and China in 2021". */
  readonly label?: string;
  readonly precision?: Precision;
  /** The years (or other periods) behind the number that were counted early, in words: `2021 and 2022`. */
  readonly early?: string;
  /** Stable id, if the author chose one. */
  readonly id?: string;
  /** Source of the number (key in references.bib or datapackage.json), if the author gave one. */
  readonly source?: string;
  /** The statement of a notebook that made it, as `execution count:index@requests` (see `ReadListener`); set by the kernel of a build. */
  readonly made?: string;
  /**
   * For a composed text, and for a sentence guarded by `holds`: its words, and the values among them. Of those values,
   * only a sentence that no longer holds has parts itself.
   */
  readonly parts?: readonly (string | Value)[];
}

/** Text with its computed values as separate parts, as returned by `text` tagged templates. */
export interface RichText {
  readonly parts: readonly (string | Value)[];
}
