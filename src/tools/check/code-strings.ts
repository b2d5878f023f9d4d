import { codeTokens, depthStep, type CodeToken } from "./code-tokens.js";
import { blank, filler, type Range } from "./masks.js";
import { maskEscapes } from "./prose-mask.js";

/** A text that code displays, by offsets into the code; `text` is as long, with expressions and escapes blanked. */
export interface CodeString extends Range {
  readonly text: string;
}

/** Names of the fields that figure(), table(), claim() and the charts print as they are given. */
const printed = [
  "title",
  "subtitle",
  "caption",
  "alt",
  "source",
  "statement",
  "by",
  "reads",
  "evidence",
  "needs",
  "notComputed",
  "label",
];
const mayPrint = new RegExp(`\\b(?:text\\s*\`|(?:${printed.join("|")})\\s*:)`);

/**
 * Texts that a cell prints as they are written: templates tagged `text`, and strings given as caption, title,
 * alternative text and the like. Sentences of holds() are not among them: their condition is checked at every build.
 */
export function displayedStrings(code: string): readonly CodeString[] {
  if (!mayPrint.test(code)) return [];
  const tokens = codeTokens(code);
  const found = new Map<number, CodeString>();
  const add = (string: CodeString): void => {
    found.set(string.start, string);
  };
  tokens.forEach((token, at) => {
    if (token.type !== "IdentifierName") return;
    const next = tokens[at + 1];
    if (token.value === "text" && next !== undefined && isTemplateStart(next))
      add(template(code, tokens, at + 1));
    const before = tokens[at - 1]?.value;
    if (printed.includes(token.value) && next?.value === ":" && (before === "{" || before === ","))
      for (const string of valueStrings(code, tokens, at + 2)) add(string);
  });
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** Every string and template of the code, those inside the expressions of templates too. */
export function allStrings(code: string): readonly CodeString[] {
  const tokens = codeTokens(code);
  return tokens.flatMap((token, at): CodeString[] => {
    if (isTemplateStart(token)) return [template(code, tokens, at)];
    if (token.type !== "StringLiteral") return [];
    return [{ start: token.start, end: token.end, text: unquoted(token.value) }];
  });
}

const isTemplateStart = ({ type }: CodeToken): boolean =>
  type === "TemplateHead" || type === "NoSubstitutionTemplate";

/** The template that begins at a token, the expressions in it blanked. */
function template(code: string, tokens: readonly CodeToken[], at: number): CodeString {
  const first = tokens[at];
  if (first === undefined) return { start: 0, end: 0, text: "" };
  const holes: Range[] = [];
  let end = first.end;
  let depth = 0;
  let hole = first.end - 2;
  for (let index = at; index < tokens.length && first.type === "TemplateHead"; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    if (token.type === "TemplateHead") depth += 1;
    // Back at this template's own text: what lay between was an expression.
    if (depth === 1 && (token.type === "TemplateMiddle" || token.type === "TemplateTail")) {
      holes.push({ start: hole - first.start, end: token.start + 1 - first.start });
      hole = token.end - 2;
    }
    if (token.type === "TemplateTail") depth -= 1;
    end = token.end;
    if (depth === 0) break;
  }
  return { start: first.start, end, text: blank(unquoted(code.slice(first.start, end)), holes) };
}

/** Strings and templates of a property's value, up to its end; those of calls and of comparisons in it are no text. */
function* valueStrings(code: string, tokens: readonly CodeToken[], from: number): Generator<CodeString> {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || (depth === 0 && [",", ";", "}", ")"].includes(token.value))) return;
    const isCompared = [tokens[at - 1], tokens[at + 1]].some((near) => /^[!=]==?$/.test(near?.value ?? ""));
    if (depth === 0 && !isCompared) {
      if (token.type === "StringLiteral")
        yield { start: token.start, end: token.end, text: unquoted(token.value) };
      if (isTemplateStart(token)) yield template(code, tokens, at);
    }
    depth += depthStep(token);
    if (depth < 0) return;
  }
}

/** A literal as long as it is written, without its quotes: a template would read as code in Markdown. */
const unquoted = (literal: string): string => filler + maskEscapes(literal.slice(1, -1)) + filler;
