import jsTokens, { type Token } from "js-tokens";

/** A word or mark of JavaScript or TypeScript. */
export interface CodeToken {
  readonly type: Token["type"];
  readonly value: string;
  /** Offset in the code. */
  readonly start: number;
  /** From 1. */
  readonly line: number;
}

const silent: ReadonlySet<string> = new Set([
  "MultiLineComment",
  "SingleLineComment",
  "WhiteSpace",
  "LineTerminatorSequence",
]);

/** What code consists of besides blanks and comments; it is read by its words, not parsed, so it may be wrong. */
export function codeTokens(code: string): readonly CodeToken[] {
  const tokens: CodeToken[] = [];
  let start = 0;
  let line = 1;
  for (const { type, value } of jsTokens(code)) {
    if (!silent.has(type)) tokens.push({ type, value, start, line });
    start += value.length;
    line += value.split("\n").length - 1;
  }
  return tokens;
}
