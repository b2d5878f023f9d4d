import jsTokens from "js-tokens";

export interface CodeToken {
  readonly type: string;
  readonly value: string;
  /** Offset in the code. */
  readonly start: number;
  readonly end: number;
}

const silent = new Set(["MultiLineComment", "SingleLineComment", "WhiteSpace", "LineTerminatorSequence"]);

/** Tokens of TypeScript or JavaScript without blanks and comments; code that does not parse has tokens all the same. */
export function codeTokens(code: string): readonly CodeToken[] {
  const tokens: CodeToken[] = [];
  let offset = 0;
  for (const { type, value } of jsTokens(code)) {
    const start = offset;
    offset += value.length;
    if (!silent.has(type)) tokens.push({ type, value, start, end: offset });
  }
  return tokens;
}

/** How a token changes the depth of brackets: 1, 0 or -1. */
export function depthStep({ type, value }: CodeToken): number {
  if (type === "TemplateHead") return 1;
  if (type === "TemplateTail") return -1;
  if (type !== "Punctuator") return 0;
  if (value === "(" || value === "[" || value === "{") return 1;
  return value === ")" || value === "]" || value === "}" ? -1 : 0;
}
