/** Enough of TypeScript's (and Python's) tokens to read literals and to find where a declaration ends. */
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

export type Language = "typescript" | "python";

const blanks = {
  typescript: /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y,
  python: /(?:\s+|\\\n|#[^\n]*)*/y,
};
const strings = {
  typescript: /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/y,
  python: /"""(?:[^\\]|\\[^])*?"""|'''(?:[^\\]|\\[^])*?'''|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/y,
};
const template = /`(?:[^`\\]|\\[^])*`/y;
const number =
  /(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)n?/y;
const name = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const mark = /=>|[=!]==?|[<>]=|&&|\|\||\?\?|\?\.|\.{3}|[^]/uy;

export function tokenize(source: string, language: Language): readonly Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = offset;
    return pattern.exec(source)?.[0];
  };
  for (;;) {
    const blank = match(blanks[language]) ?? "";
    offset += blank.length;
    const start = offset;
    const [kind, text] = next(match, language);
    offset += text.length;
    tokens.push({
      kind,
      text,
      start,
      end: offset,
      isFirstOfLine: tokens.length === 0 || blank.includes("\n"),
    });
    if (kind === "end") return tokens;
  }
}

function next(
  match: (pattern: RegExp) => string | undefined,
  language: Language,
): readonly [TokenKind, string] {
  const string = match(strings[language]);
  if (string !== undefined) return ["string", string];
  const text = language === "typescript" ? match(template) : undefined;
  if (text !== undefined) return ["template", text];
  const digits = match(number);
  if (digits !== undefined) return ["number", digits];
  const word = match(name);
  if (word !== undefined) return ["name", word];
  const other = match(mark);
  return other === undefined ? ["end", ""] : ["mark", other];
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
