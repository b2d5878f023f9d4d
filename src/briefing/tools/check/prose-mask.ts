import {
  findBlocks,
  findCodeSpans,
  findReferences,
  type Block,
} from "../../engine/notebook/markdown/read.js";
import type { Range } from "../../engine/notebook/markdown/syntax.js";

/** Replaces text that is not prose: neither a letter, a digit nor a space, so that no match extends across it. */
export const filler = "\uFFFC";

/** Blanks ranges of the text; lines and offsets stay the same. */
export function blank(text: string, ranges: readonly Range[]): string {
  let result = text;
  for (const { start, end } of ranges) {
    result = result.slice(0, start) + hide(result.slice(start, end)) + result.slice(end);
  }
  return result;
}

/** Blanks all matches of the patterns. */
const blankMatches = (text: string, patterns: readonly RegExp[]): string =>
  patterns.reduce((before, pattern) => before.replace(pattern, hide), text);

const hide = (found: string): string => found.replace(/[^\n]/g, filler);

/** Parts of inline Markdown that a reader does not see as words: markup, addresses, identifiers of works. */
const unread: readonly RegExp[] = [
  /<!--[\s\S]*?-->/g,
  /<(script|style)\b[\s\S]*?<\/\1\s*>/gi,
  /<(?:https?:|mailto:)[^>\s]*>/gi,
  /<\/?[a-z][^<>]*>/gi,
  /(?<=\])\((?:[^()\n]|\([^()\n]*\))*\)/g,
  /\[\^[^\]\s]+\]:?/g,
  /\b(?:https?:\/\/|www\.)[^\s<>"`]+/gi,
  /\b(?:doi:\s*)?10\.\d{4,9}\/[^\s<>"`]+/gi,
  /\barXiv:\s*\d+\.\d+(?:v\d+)?/gi,
  /\b(?:ISBN|ISSN|ORCID)(?:-1[03])?:?\s*[\dX-]+(?:\s[\dX-]+)*/g,
  // TeX, recognised by syntax that only TeX has; prices have none.
  /\$\$[^$]*\$\$/g,
  /\$[^$\n]*[\\^_{][^$\n]*\$/g,
  /&(?:#\d+|#x[\da-f]+|[a-z]+\d*);/gi,
  /[\w.+-]+@[\w-]+\.[\w.-]+/g,
];

/** Inline Markdown (a caption, a title) with everything but prose blanked; offsets stay the same. */
export function maskInline(text: string): string {
  return blankMatches(blank(text, [...findCodeSpans(text), ...findReferences(text)]), unread);
}

/** The same for a whole Markdown cell, including code blocks, list and heading numbers, and link definitions. */
export function maskMarkdown(source: string): string {
  const ranges = findBlocks(source).flatMap((block) => unreadIn(block, source));
  const prose = blank(source, [...ranges, ...findCodeSpans(source), ...findReferences(source)]);
  return blankMatches(prose, [/^ {0,3}\[(?!\^)[^\]\n]+\]:.*$/gm, ...unread]);
}

function unreadIn({ kind, start, end }: Block, source: string): readonly Range[] {
  if (kind === "code") return [{ start, end }];
  const [line = ""] = source.slice(start, end).split("\n", 1);
  if (kind === "numbered item") return found(line, start, /\d{1,9}[.)]/);
  // `## 1.2 Method`, `## 3. Method`, `## 3 Method`, but not `## 12 fields`.
  return kind === "heading"
    ? found(line, start, /(?<=^[\s>]*#*\s*)(?:\d+(?:\.\d+)+\.?|\d+[.)]|\d{1,2}(?=\s+\p{Lu}))(?=\s)/u)
    : [];
}

function found(line: string, start: number, pattern: RegExp): readonly Range[] {
  const match = pattern.exec(line);
  return match === null ? [] : [{ start: start + match.index, end: start + match.index + match[0].length }];
}

/** A code literal with its escapes blanked, because their digits are not numbers. */
export const maskEscapes = (literal: string): string =>
  literal.replace(/\\(?:u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[^])/g, hide);
