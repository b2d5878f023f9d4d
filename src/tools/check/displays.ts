import { codeTokens, depthStep, type CodeToken } from "./code-tokens.js";

export type DisplayKind = "figure" | "table" | "claim";

/** A call of figure(), table() or claim(); its id, where the code says it as a literal. */
export interface Display {
  readonly kind: DisplayKind;
  readonly id: string | undefined;
  /** Offset in the code of the id, else of the call. */
  readonly offset: number;
}

const kinds: ReadonlySet<string> = new Set(["figure", "table", "claim"]);

/** What the code of a cell displays under an id, as far as its words tell. */
export function displaysOf(code: string): readonly Display[] {
  if (!/\b(?:figure|table|claim)\s*\(/.test(code)) return [];
  const tokens = codeTokens(code);
  return tokens.flatMap((token, at): Display[] => {
    const isCall = token.type === "IdentifierName" && kinds.has(token.value) && tokens[at + 1]?.value === "(";
    // A method of something else, and the declaration of a function of that name.
    const before = tokens[at - 1]?.value;
    if (!isCall || before === "." || before === "?." || before === "function") return [];
    return [{ kind: token.value as DisplayKind, ...idOf(tokens, at + 2), ...{ fallback: token.start } }].map(
      ({ fallback, offset, ...display }) => ({ ...display, offset: offset ?? fallback }),
    );
  });
}

/** `{ id: "peak" }`: the property of the object itself, not of one inside it. */
function idOf(
  tokens: readonly CodeToken[],
  from: number,
): { readonly id: string | undefined; readonly offset?: number } {
  if (tokens[from]?.value !== "{") return { id: undefined };
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    depth += depthStep(token);
    if (depth <= 0) break;
    if (depth !== 1 || token.value !== "id" || !["{", ","].includes(tokens[at - 1]?.value ?? "")) continue;
    const value = tokens[at + 2];
    if (tokens[at + 1]?.value !== ":" || value === undefined) break;
    const isLiteral = value.type === "StringLiteral" || value.type === "NoSubstitutionTemplate";
    const isWhole = [",", "}"].includes(tokens[at + 3]?.value ?? "");
    return isLiteral && isWhole ? { id: value.value.slice(1, -1), offset: value.start } : { id: undefined };
  }
  return { id: undefined };
}
