import jsTokens from "js-tokens";

/** TypeScript's tokens without blanks and comments, to read literals and to find where a declaration ends. */
type TokenKind = "string" | "number" | "name" | "mark" | "template" | "end";

export interface Token {
  readonly kind: TokenKind;
  /** As written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** A line end stands between the token before and this one. */
  readonly isFirstOfLine: boolean;
}

const kinds: Readonly<Record<string, TokenKind>> = {
  StringLiteral: "string",
  NoSubstitutionTemplate: "template",
  NumericLiteral: "number",
  IdentifierName: "name",
};
const blanks: ReadonlySet<string> = new Set([
  "WhiteSpace",
  "LineTerminatorSequence",
  "MultiLineComment",
  "SingleLineComment",
]);

export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  let isFirstOfLine = true;
  const add = (kind: TokenKind, text: string): void => {
    tokens.push({ kind, text, start: offset, end: offset + text.length, isFirstOfLine });
    offset += text.length;
    isFirstOfLine = false;
  };
  for (const { type, value } of jsTokens(source)) {
    if (blanks.has(type)) {
      isFirstOfLine ||= value.includes("\n");
      offset += value.length;
      // `>>` may close two lists of type arguments.
    } else if (/^>+$/.test(value)) for (const each of value) add("mark", each);
    else add(kinds[type] ?? "mark", value);
  }
  add("end", "");
  return tokens;
}

/** Walks tokens from first to last. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get position(): number {
    return this.#position;
  }

  set position(position: number) {
    this.#position = position;
  }

  peek(ahead = 0): Token {
    const token = this.#tokens[this.#position + ahead] ?? this.#tokens.at(-1);
    if (token === undefined) throw new RangeError("There are no tokens.");
    return token;
  }

  next(): Token {
    const token = this.peek();
    if (this.#position < this.#tokens.length - 1) this.#position += 1;
    return token;
  }

  /** Takes the token if it is this mark or name. */
  take(text: string): boolean {
    const token = this.peek();
    if (token.text !== text || (token.kind !== "mark" && token.kind !== "name")) return false;
    this.next();
    return true;
  }
}
