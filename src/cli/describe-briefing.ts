/** What a build wrote, counted. */
export interface BriefingContent {
  readonly chapters: number;
  readonly figures: number;
  readonly tables: number;
  readonly values: number;
  /** What a person should look at, a sentence each. */
  readonly warnings: readonly string[];
  readonly files: { readonly written: number; readonly removed: number; readonly unchanged: number };
}

export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

/** `1 chapter, 2 figures, 1 table, 23 computed values; 12 files written`, or `nothing changed`. */
export function describeBriefing({ chapters, figures, tables, values, files }: BriefingContent): string {
  const holds = [
    plural(chapters, "chapter"),
    plural(figures, "figure"),
    plural(tables, "table"),
    plural(values, "computed value"),
  ].join(", ");
  const removed = files.removed === 0 ? "" : `, ${files.removed} removed`;
  const changed =
    files.written + files.removed === 0
      ? "nothing changed"
      : `${plural(files.written, "file")} written${removed}`;
  return `${holds}; ${changed}`;
}
