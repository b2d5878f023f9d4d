import type { Range } from "../../engine/notebook/markdown/syntax.js";

/** Stands for what is no prose: no letter, no digit, no blank, so that nothing is read across it. */
export const filler = "\uFFFC";

/** The text with ranges blanked; lines and offsets stay. */
export function blank(text: string, ranges: readonly Range[]): string {
  let result = text;
  for (const { start, end } of ranges) {
    const hidden = result.slice(start, end).replace(/[^\n]/g, filler);
    result = result.slice(0, start) + hidden + result.slice(end);
  }
  return result;
}

/** The same for all that a pattern finds. */
export function blankMatches(text: string, patterns: readonly RegExp[]): string {
  return patterns.reduce((before, pattern) => before.replace(pattern, hide), text);
}

const hide = (found: string): string => found.replace(/[^\n]/g, filler);
