import type { Prose, ProsePart } from "../../model/report.js";
import type { Range } from "../notebook/markdown/syntax.js";

/** An inline expression, citation or cross-reference of a cell and what the page shows for it. */
export interface InlinePart<Part = ProsePart> extends Range {
  readonly parts: readonly Part[];
}

/**
 * The text of a Markdown cell, or part of it, with inline expressions and guards replaced by their results. Of parts that
 * overlap, the first counts.
 */
export function inlineProse<Part>(
  source: Pick<string, "slice" | "length">,
  inline: readonly InlinePart<Part>[],
  { start: from, end: to }: Range = { start: 0, end: source.length },
): readonly (string | Part)[] {
  let end = from;
  const parts = inline.flatMap((span) => {
    if (span.start < end) return [];
    const before = source.slice(end, span.start);
    end = span.end;
    return [before, ...span.parts];
  });
  return [...parts, source.slice(end, to)].filter((part) => part !== "");
}

/** As `inlineProse`, for text extracted from a cell in which the spans stand as written. */
export function replaceSpans(text: string, source: string, inline: readonly InlinePart[]): Prose {
  let parts: Prose = [text];
  // A value may stand alone in one text and in a guard of another: guards, which are longer, come first.
  const longestFirst = inline.toSorted((a, b) => b.end - b.start - (a.end - a.start));
  for (const { start, end, parts: given } of longestFirst) {
    const span = source.slice(start, end);
    parts = parts.flatMap((piece) => {
      if (typeof piece !== "string") return [piece];
      return piece.split(span).flatMap((rest, index) => (index === 0 ? [rest] : [...given, rest]));
    });
  }
  return parts.filter((part) => part !== "");
}
