/** Brackets of code that may be incomplete; those in strings and comments do not count. */
import jsTokens from "js-tokens";

interface OpenBracket {
  readonly value: string;
  readonly start: number;
  /** Where its closing bracket starts; undefined if missing. */
  readonly closed: number | undefined;
}

export interface BracketedCode {
  readonly brackets: readonly OpenBracket[];
  /** Where the last token ends, apart from spaces and comments. */
  readonly end: number;
}

const opening = new Set(["(", "[", "{"]);
const closing = new Set([")", "]", "}"]);
const silent = new Set(["WhiteSpace", "LineTerminatorSequence", "SingleLineComment", "MultiLineComment"]);

export function readBrackets(source: string): BracketedCode {
  const brackets: { value: string; start: number; closed: number | undefined }[] = [];
  const open: (typeof brackets)[number][] = [];
  let at = 0;
  let end = 0;
  for (const { type, value } of jsTokens(source)) {
    const isTemplate = type === "TemplateHead" || type === "TemplateMiddle";
    if (
      type === "TemplateMiddle" ||
      type === "TemplateTail" ||
      (type === "Punctuator" && closing.has(value))
    ) {
      const closed = open.pop();
      if (closed !== undefined) closed.closed = at;
    }
    if (isTemplate || (type === "Punctuator" && opening.has(value))) {
      const bracket = { value: isTemplate ? "${" : value, start: at, closed: undefined };
      brackets.push(bracket);
      open.push(bracket);
    }
    at += value.length;
    if (!silent.has(type)) end = at;
  }
  return { brackets, end };
}
