import { plural } from "../../lib/plural.js";
import { shownPath } from "../../lib/shown-path.js";
import { describePlace } from "../notebook/place.js";
import type { Unexplained } from "../report/value-lineage/gaps.js";
import type { StruckSentence } from "../report/struck-sentences.js";

/** Said instead of the number of files written: a preview, for example, has written them before. */
export const upToDate = "complete and up to date already";

export interface BriefingContent {
  readonly chapters: number;
  readonly figures: number;
  readonly tables: number;
  readonly values: number;
  /** Of a draft: faults besides failed notebooks and sentences that are no longer true. */
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
  /** Numbers whose panel cannot name the rows that they come from. */
  readonly unexplained: readonly Unexplained[];
  readonly files: { readonly written: number; readonly removed: number; readonly unchanged: number };
}

/** `1 chapter, 2 figures, 1 table, 23 computed values; 12 files written`, or `complete and up to date already`. */
export function describeContent({ chapters, figures, tables, values, files }: BriefingContent): string {
  const holds = [
    plural(chapters, "chapter"),
    plural(figures, "figure"),
    plural(tables, "table"),
    plural(values, "computed value"),
  ].join(", ");
  const removed = files.removed === 0 ? "" : `, ${files.removed} removed`;
  const changed =
    files.written + files.removed === 0 ? upToDate : `${plural(files.written, "file")} written${removed}`;
  return `${holds}; ${changed}`;
}

export function describeFalseSentences(struck: readonly StruckSentence[]): string {
  const found = struck.map((each) => {
    const why = each.condition === undefined ? [] : [`    This is false: ${each.condition}`];
    return [
      `  ${describePlace(shownPath(each.notebook), each.cell, each)}`,
      `    ${each.sentence.trim()}`,
      ...why,
    ].join("\n");
  });
  return `${plural(struck.length, "sentence")} ${struck.length === 1 ? "is" : "are"} no longer true:\n${found.join("\n")}`;
}
