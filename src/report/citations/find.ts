/**
 * Citations and cross-references in Markdown, as Pandoc writes them: `[@key]`, `[@a; @b, p. 3]`, `@fig-id`, `@tbl-id`.
 * Code is left alone.
 */
import { findCodeSpans } from "../../notebook/code-spans.js";
import { findCodeBlocks } from "./code-blocks.js";

export interface CitedWork {
  readonly key: string;
  /** What stands after the key: `p. 3`, `chap. 2`. */
  readonly locator?: string;
}

/** Something found, by offsets into the text (end exclusive). */
export type FoundReference = { readonly start: number; readonly end: number } & (
  | { readonly kind: "citation"; readonly works: readonly CitedWork[] }
  | { readonly kind: "target"; readonly target: string }
);

const key = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}_:.#$%&+?<>~/-]*[\p{L}\p{N}_/])?`;
const work = String.raw`@${key}(?:,[^\];@]*)?`;
const pattern = new RegExp(
  String.raw`(?<![\\\p{L}\p{N}!])\[(${work}(?:\s*;\s*${work})*)\](?![([:])` +
    String.raw`|(?<![\\\p{L}\p{N}@/._-])@((?:fig|tbl)-[\p{L}\p{N}_](?:[\p{L}\p{N}_.:-]*[\p{L}\p{N}_])?)`,
  "gu",
);

export function findReferences(text: string): readonly FoundReference[] {
  if (!text.includes("@")) return [];
  const code = [...findCodeSpans(text), ...findCodeBlocks(text)];
  return [...text.matchAll(pattern)].flatMap((match): FoundReference[] => {
    const start = match.index;
    const place = { start, end: start + match[0].length };
    if (code.some((span) => start >= span.start && start < span.end)) return [];
    const [, works, target] = match;
    if (target !== undefined) return [{ ...place, kind: "target", target }];
    return [{ ...place, kind: "citation", works: (works ?? "").split(";").map(readWork) }];
  });
}

function readWork(text: string): CitedWork {
  const [name = "", ...rest] = text.trim().slice(1).split(",");
  const locator = rest.join(",").replace(/\s+/g, " ").trim();
  return { key: name, ...(locator === "" ? {} : { locator }) };
}
