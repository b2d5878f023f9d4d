import { codeTokens, type CodeToken } from "./code-tokens.js";
import { own } from "../../lib/own.js";

/** What a value typed on the command line may be, by the parameter's default. */
export type ParameterType = "number" | "string" | "boolean" | "array" | "object" | "any";

/** A parameter as the `parameters` cell declares it. */
export interface Declaration {
  readonly name: string;
  /** Of its default, where that is a literal. */
  readonly type: ParameterType;
  /** `const`, `let` or `var`. */
  readonly keyword: string;
  /** The type written after the name, without its colon. */
  readonly annotation: string | undefined;
  /** 1-based. */
  readonly line: number;
}

/** The variables that a cell in TypeScript declares at its top level. */
export function readDeclarations(source: string): readonly Declaration[] {
  const tokens = readTokens(source);
  const declarations: Declaration[] = [];
  const word = (index: number) => tokens[index]?.value;
  for (let at = 0; at < tokens.length;) {
    const keyword = word(at) ?? "";
    if (!["const", "let", "var"].includes(keyword) || tokens[at + 1]?.type !== "IdentifierName") {
      at = behind(tokens, at);
      continue;
    }
    do {
      const name = tokens[at + 1];
      if (name?.type !== "IdentifierName") break;
      at += 2;
      let annotation: string | undefined;
      if (word(at) === ":") {
        const end = endOf(tokens, at + 1, ["=", ",", ";"]);
        annotation = source.slice(tokens[at + 1]?.start, tokens[end - 1]?.end);
        at = end;
      }
      let type: ParameterType = "any";
      if (word(at) === "=") {
        const end = endOf(tokens, at + 1, [",", ";"]);
        type = typeOfLiteral(tokens.slice(at + 1, end));
        at = end;
      }
      declarations.push({ name: name.value, type, keyword, annotation, line: name.line });
    } while (word(at) === ",");
  }
  return declarations;
}

interface Token extends CodeToken {
  readonly end: number;
  /** A line end stands between the token before and this one. */
  readonly isFirstOfLine: boolean;
}

function readTokens(source: string): readonly Token[] {
  let before = 0;
  return codeTokens(source)
    .flatMap((token) =>
      // `>>` may close two lists of type arguments.
      /^>+$/.test(token.value)
        ? Array.from(token.value, (value, index) => ({ ...token, value, start: token.start + index }))
        : [token],
    )
    .map((token) => {
      const isFirstOfLine = source.slice(before, token.start).includes("\n");
      before = token.start + token.value.length;
      return { ...token, end: before, isFirstOfLine };
    });
}

/** Behind the token, or behind the bracket that closes it. */
function behind(tokens: readonly Token[], at: number): number {
  const close = closingOf(tokens, at);
  let next = at + 1;
  if (close === undefined) return next;
  while (next < tokens.length) {
    if (tokens[next]?.value === close) return next + 1;
    next = behind(tokens, next);
  }
  return next;
}

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

function closingOf(tokens: readonly Token[], at: number): string | undefined {
  const token = tokens[at];
  if (token?.type !== "Punctuator") return undefined;
  // Right behind a name: type arguments, as every formatter writes them, and not a comparison.
  const before = tokens[at - 1];
  if (token.value === "<" && before?.type === "IdentifierName" && before.end === token.start) return ">";
  return own(closing, token.value);
}

/** Where one of the marks stands outside brackets, or the next statement begins. */
function endOf(tokens: readonly Token[], from: number, marks: readonly string[]): number {
  for (let at = from; at < tokens.length; at = behind(tokens, at)) {
    const token = tokens[at];
    if (token === undefined || marks.includes(token.value)) return at;
    const continues = ["as", "satisfies", "in", "instanceof", "of"].includes(token.value);
    if (at > from && token.isFirstOfLine && token.type === "IdentifierName" && !continues) return at;
  }
  return tokens.length;
}

/** By how it begins; a literal that something follows is part of a longer expression. */
function typeOfLiteral(expression: readonly Token[]): ParameterType {
  const isSigned = ["-", "+"].includes(expression[0]?.value ?? "");
  const first = isSigned ? 1 : 0;
  const follows = expression[behind(expression, first)]?.value;
  if (follows !== undefined && follows !== "as" && follows !== "satisfies") return "any";
  const { type, value = "" } = expression[first] ?? {};
  if (type === "NumericLiteral") return value.endsWith("n") ? "any" : "number";
  if (isSigned) return "any";
  if (type === "StringLiteral" || type === "NoSubstitutionTemplate") return "string";
  if (value === "true" || value === "false") return "boolean";
  if (value === "[") return "array";
  return value === "{" ? "object" : "any";
}
