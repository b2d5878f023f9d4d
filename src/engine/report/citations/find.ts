/** Citations and cross-references in Markdown; code is left alone. */
import { findCodeSpans } from "../../notebook/code-spans.js";
import { type FoundReference, referencesIn } from "../../notebook/references.js";
import { findCodeBlocks } from "./code-blocks.js";

export function findReferences(text: string): readonly FoundReference[] {
  const found = referencesIn(text);
  if (found.length === 0) return [];
  const code = [...findCodeSpans(text), ...findCodeBlocks(text)];
  return found.filter(({ start }) => !code.some((span) => start >= span.start && start < span.end));
}
