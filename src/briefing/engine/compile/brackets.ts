/** Brackets of code that may be incomplete; those in strings and comments do not count. */
import jsTokens from "js-tokens";

interface Bracket {
  readonly value: string;
  readonly start: number;
  /** Where its closing bracket starts; missing if that does. */
  closed?: number;
}

export interface BracketedCode {
  readonly brackets: readonly Bracket[];
  /** Where the last token ends, apart from spaces and comments. */
  readonly end: number;
}

const silent = new Set(["WhiteSpace", "LineTerminatorSequence", "SingleLineComment", "MultiLineComment"]);

export function readBrackets(source: string): BracketedCode {
  const brackets: Bracket[] = [];
  const open: Bracket[] = [];
  let at = 0;
  let end = 0;
  for (const { type, value } of jsTokens(source)) {
    const sign = type === "Punctuator" ? value : "";
    if (type === "TemplateMiddle" || type === "TemplateTail" || /^[)\]}]$/.test(sign)) {
      const closed = open.pop();
      if (closed !== undefined) closed.closed = at;
    }
    if (type === "TemplateHead" || type === "TemplateMiddle" || /^[([{]$/.test(sign)) {
      const bracket = { value: sign || "${", start: at };
      brackets.push(bracket);
      open.push(bracket);
    }
    at += value.length;
    if (!silent.has(type)) end = at;
  }
  return { brackets, end };
}
