import jsTokens, { type Token } from "js-tokens";

const silent = new Set(["MultiLineComment", "SingleLineComment", "WhiteSpace", "LineTerminatorSequence"]);
const modifiers = new Set([
  "async",
  "static",
  "get",
  "set",
  "public",
  "private",
  "protected",
  "override",
  "*",
]);

/**
 * Where functions stand in the source of a module: name → line, from 1. JavaScript or TypeScript, read by its words, not
 * parsed: the clearest declaration of a name wins (a function before a variable before a property or method), the first
 * of equals. A name of which none is found (made while the program runs) is left out.
 */
export function functionLines(source: string, names: readonly string[]): ReadonlyMap<string, number> {
  const wanted = new Set(names);
  const found = new Map<string, { readonly rank: number; readonly line: number }>();
  const tokens: Token[] = [];
  const lines: number[] = [];
  let line = 1;
  for (const token of jsTokens(source)) {
    if (!silent.has(token.type)) {
      tokens.push(token);
      lines.push(line);
    }
    line += token.value.split("\n").length - 1;
  }
  tokens.forEach(({ type, value }, at) => {
    if (type !== "IdentifierName" && type !== "PrivateIdentifier") return;
    if (!wanted.has(value)) return;
    const rank = declarationRank(tokens, at);
    const before = found.get(value);
    if (rank === undefined || (before !== undefined && before.rank <= rank)) return;
    found.set(value, { rank, line: lines[at] ?? 1 });
  });
  return new Map([...found].map(([name, { line: at }]) => [name, at]));
}

/** How clearly the word at `at` declares a function, 0 best; undefined where it only names one. */
function declarationRank(tokens: readonly Token[], at: number): number | undefined {
  const word = (offset: number) => tokens[at + offset]?.value ?? "";
  if (word(-1) === "function" || (word(-1) === "*" && word(-2) === "function") || word(-1) === "class")
    return 0;
  if (["const", "let", "var"].includes(word(-1)) && [":", "="].includes(word(1))) return 1;
  if (word(-1) === "." || word(-1) === "?.") return undefined;
  if (word(1) === ":" || word(1) === "=") return isFunctionAhead(tokens, at + 2) ? 2 : undefined;
  const opensMember = ["{", "}", ";", ","].includes(word(-1)) || modifiers.has(word(-1));
  if ((word(1) === "(" || word(1) === "<") && opensMember && isBodyAhead(tokens, at + 1)) return 3;
  return undefined;
}

function isFunctionAhead(tokens: readonly Token[], at: number): boolean {
  const [first, second] = [tokens[at]?.value, tokens[at + 1]?.value];
  return first === "function" || first === "async" || first === "(" || second === "=>";
}

/** Whether the parentheses that begin here or after type parameters are followed by a body: else they are a call. */
function isBodyAhead(tokens: readonly Token[], from: number): boolean {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const value = tokens[at]?.value;
    if (value === "(") depth += 1;
    if (value !== ")") continue;
    depth -= 1;
    if (depth === 0) return ["{", ":"].includes(tokens[at + 1]?.value ?? "");
  }
  return false;
}
