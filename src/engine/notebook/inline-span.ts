/** `{ts} …` or `{ts #id} …`; the space after the brace may be a line end. */
const opening = /^\s*\{ts(?:[ \t]+#([A-Za-z0-9_.:-]+))?[ \t]*\}\s*/;

export interface InlineSpan {
  /** As the author gave it. */
  readonly id: string | undefined;
  readonly expression: string;
  /** Where in the content the expression begins. */
  readonly at: number;
}

/** What stands between backticks, if it is an expression. */
export function readInlineSpan(content: string): InlineSpan | undefined {
  const found = opening.exec(content);
  if (found === null) return undefined;
  const at = found[0].length;
  return { id: found[1], expression: content.slice(at).trimEnd(), at };
}
