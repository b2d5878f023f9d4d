import type ts from "@tslab/typescript-for-tslab";
import type { TypeScript } from "./typescript.js";

/** For questions to TypeScript: nobody takes back what he asked. */
export const neverCancelled = {
  isCancellationRequested: () => false,
  throwIfCancellationRequested: () => undefined,
};

const isWordPart = (ts: TypeScript, character: number): boolean =>
  ts.isIdentifierPart(character, ts.ScriptTarget.ES2022);

/** The word around the offset; in a string literal, as far as the literal's content goes. */
export function wordAt(
  ts: TypeScript,
  cell: ts.SourceFile,
  source: string,
  offset: number,
): { readonly start: number; readonly end: number } {
  const token = ts.findPrecedingToken(offset, cell);
  if (token && ts.isStringLiteralLike(token) && token.getStart(cell) < offset && offset < token.end) {
    const slash = source.lastIndexOf("/", offset - 1) + 1;
    return { start: Math.max(token.getStart(cell) + 1, slash), end: Math.min(token.end - 1, source.length) };
  }
  let start = offset;
  while (start > 0 && isWordPart(ts, source.charCodeAt(start - 1))) start -= 1;
  let end = offset;
  while (end < source.length && isWordPart(ts, source.charCodeAt(end))) end += 1;
  return { start, end };
}
