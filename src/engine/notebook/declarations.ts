import type { Json } from "../client/contract.js";
import { readLiteral, type Literal } from "./literals.js";
import { tokenize, TokenReader, type Token } from "./literal-tokens.js";

/** A parameter of a TypeScript notebook as the `parameters` cell declares it. */
export interface Declaration {
  readonly name: string;
  /** Its default, where that is a literal. */
  readonly value: Json | undefined;
  /** `const`, `let` or `var`. */
  readonly keyword: string;
  /** The type written after the name, without its colon. */
  readonly annotation: string | undefined;
  /** 1-based. */
  readonly line: number;
}

export function readDeclarations(source: string): readonly Declaration[] {
  const reader = new TokenReader(tokenize(source));
  const declarations: Declaration[] = [];
  const add = (name: Token, keyword: string, annotation: string | undefined, literal: Literal): void => {
    declarations.push({
      name: name.text,
      value: literal?.value,
      keyword,
      annotation,
      line: source.slice(0, name.start).split("\n").length,
    });
  };
  while (reader.peek().kind !== "end") readStatement(reader, source, add);
  return declarations;
}

type Add = (name: Token, keyword: string, annotation: string | undefined, literal: Literal) => void;

function readStatement(reader: TokenReader, source: string, add: Add): void {
  reader.take("export");
  const keyword = reader.next();
  if (!["const", "let", "var"].includes(keyword.text) || reader.peek().kind !== "name") {
    skipBrackets(reader, keyword);
    return;
  }
  do {
    const name = reader.next();
    if (name.kind !== "name") return;
    const annotation = reader.take(":") ? readUntil(reader, source, ["=", ",", ";"]) : undefined;
    const literal = reader.take("=") ? readInitializer(reader, source) : undefined;
    add(name, keyword.text, annotation, literal);
  } while (reader.take(","));
}

/** A literal that something follows is part of a longer expression, and no literal. */
function readInitializer(reader: TokenReader, source: string): Literal {
  const start = reader.position;
  const literal = readLiteral(reader);
  if (reader.peek().text === "as" || reader.peek().text === "satisfies")
    readUntil(reader, source, [",", ";"]);
  const after = reader.peek();
  const isWhole = after.kind === "end" || after.text === "," || after.text === ";" || startsStatement(after);
  if (literal !== undefined && isWhole) return literal;
  reader.position = start;
  readUntil(reader, source, [",", ";"]);
  return undefined;
}

/** After a line end, what cannot continue an expression. */
const startsStatement = (token: Token): boolean =>
  token.isFirstOfLine &&
  token.kind === "name" &&
  !["as", "satisfies", "in", "instanceof", "of"].includes(token.text);

/** Up to one of the marks outside brackets, or the next statement; the text between. */
function readUntil(reader: TokenReader, source: string, marks: readonly string[]): string {
  const { start } = reader.peek();
  let end = start;
  for (let first = true; ; first = false) {
    const token = reader.peek();
    const ends = token.kind === "end" || (token.kind === "mark" && marks.includes(token.text));
    if (ends || (!first && startsStatement(token))) return source.slice(start, end);
    reader.next();
    skipBrackets(reader, token);
    end = reader.peek(-1).end;
  }
}

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

const closingOf = ({ kind, text }: Token): string | undefined =>
  kind === "mark" ? closing[text] : undefined;

/** `<` right behind a name, which was read last: as every formatter writes it, and no comparison. */
function opensTypeArguments(reader: TokenReader, token: Token): boolean {
  if (token.kind !== "mark" || token.text !== "<" || reader.position < 2) return false;
  const before = reader.peek(-2);
  return before.kind === "name" && before.end === token.start;
}

/** After an opening bracket: to behind the one that closes it. */
function skipBrackets(reader: TokenReader, opening: Token): void {
  const close = opensTypeArguments(reader, opening) ? ">" : closingOf(opening);
  if (close === undefined) return;
  while (reader.peek().kind !== "end") {
    const token = reader.next();
    if (token.kind === "mark" && token.text === close) return;
    skipBrackets(reader, token);
  }
}
