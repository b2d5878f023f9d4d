import { codeTokens, type CodeToken } from "../notebook/code-tokens.js";

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
  const tokens = codeTokens(source);
  const found = new Map<string, { readonly rank: number; readonly line: number }>();
  tokens.forEach(({ type, value, line }, at) => {
    if (type !== "IdentifierName" && type !== "PrivateIdentifier") return;
    if (!names.includes(value)) return;
    const rank = declarationRank(tokens, at);
    const before = found.get(value);
    if (rank !== undefined && (before === undefined || rank < before.rank)) found.set(value, { rank, line });
  });
  return new Map([...found].map(([name, { line }]) => [name, line]));
}

/** How clearly the word at `at` declares a function, 0 best; undefined where it only names one. */
function declarationRank(tokens: readonly CodeToken[], at: number): number | undefined {
  const word = (offset: number) => tokens[at + offset]?.value ?? "";
  if (word(-1) === "function" || (word(-1) === "*" && word(-2) === "function") || word(-1) === "class")
    return 0;
  if (["const", "let", "var"].includes(word(-1)) && [":", "="].includes(word(1))) return 1;
  if (word(-1) === "." || word(-1) === "?.") return undefined;
  if (word(1) === ":" || word(1) === "=") {
    const isFunction = ["function", "async", "("].includes(word(2)) || word(3) === "=>";
    return isFunction ? 2 : undefined;
  }
  const opensMember = ["{", "}", ";", ","].includes(word(-1)) || modifiers.has(word(-1));
  if ((word(1) === "(" || word(1) === "<") && opensMember && isBodyAhead(tokens, at + 1)) return 3;
  return undefined;
}

/** Whether the parentheses that begin here or after type parameters are followed by a body: else they are a call. */
function isBodyAhead(tokens: readonly CodeToken[], from: number): boolean {
  let depth = 0;
  for (const [index, { value }] of tokens.slice(from).entries()) {
    if (value === "(") depth += 1;
    if (value !== ")") continue;
    depth -= 1;
    if (depth === 0) return ["{", ":"].includes(tokens[from + index + 1]?.value ?? "");
  }
  return false;
}
