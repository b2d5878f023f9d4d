import type { Json } from "../client/contract.js";
import type { Language, Token, TokenReader } from "./literal-tokens.js";

/** A literal's value; `undefined` where there is none (a call, a name, an operator). */
export type Literal = { readonly value: Json } | undefined;

const words: Readonly<Record<Language, Readonly<Record<string, Json>>>> = {
  typescript: { true: true, false: false, null: null, undefined: null, NaN: null, Infinity: null },
  python: { True: true, False: false, None: null },
};

/** Reads one literal at the reader's place: a number, string, boolean, null, or arrays and objects of them. */
export function readLiteral(reader: TokenReader, language: Language): Literal {
  const token = reader.next();
  switch (token.kind) {
    case "string":
    case "template":
      return readString(token.text, language);
    case "number":
      return readNumber(token.text, 1);
    case "name": {
      const table = words[language];
      const value = Object.hasOwn(table, token.text) ? table[token.text] : undefined;
      return value === undefined ? undefined : { value };
    }
    case "mark":
      return readMarked(token, reader, language);
    case "end":
      return undefined;
  }
}

function readMarked(token: Token, reader: TokenReader, language: Language): Literal {
  if (token.text === "-" || token.text === "+") {
    const digits = reader.next();
    return digits.kind === "number" ? readNumber(digits.text, token.text === "-" ? -1 : 1) : undefined;
  }
  if (token.text === "[") return readItems(reader, "]", language);
  if (token.text === "(" && language === "python") return readItems(reader, ")", language);
  return token.text === "{" ? readMembers(reader, language) : undefined;
}

function readItems(reader: TokenReader, close: string, language: Language): Literal {
  const items: Json[] = [];
  while (!reader.take(close)) {
    const item = readLiteral(reader, language);
    if (item === undefined) return undefined;
    items.push(item.value);
    if (!reader.take(",") && reader.peek().text !== close) return undefined;
  }
  return { value: items };
}

function readMembers(reader: TokenReader, language: Language): Literal {
  const members: [string, Json][] = [];
  while (!reader.take("}")) {
    const key = readKey(reader.next(), language);
    if (key === undefined || !reader.take(":")) return undefined;
    const member = readLiteral(reader, language);
    if (member === undefined) return undefined;
    members.push([key, member.value]);
    if (!reader.take(",") && reader.peek().text !== "}") return undefined;
  }
  return { value: Object.fromEntries(members) };
}

function readKey(token: Token, language: Language): string | undefined {
  if (token.kind === "string") {
    const literal = readString(token.text, language);
    return typeof literal?.value === "string" ? literal.value : undefined;
  }
  const isBare = language === "typescript" && (token.kind === "name" || token.kind === "number");
  return isBare ? token.text : undefined;
}

/** A bigint is no JSON: its parameter has no type to go by. */
function readNumber(text: string, sign: 1 | -1): Literal {
  const value = Number(text.replaceAll("_", ""));
  return Number.isFinite(value) ? { value: sign * value } : undefined;
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  v: "\v",
  0: "\0",
};

function readString(text: string, language: Language): Literal {
  const fence = language === "python" && /^(?:"""|''')/.test(text) ? 3 : 1;
  const body = text.slice(fence, -fence);
  if (text.startsWith("`") && /(?<!\\)\$\{/.test(body)) return undefined;
  const value = body.replace(
    /\\(?:u\{([\da-fA-F]+)\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|([^]))/g,
    (_, long?: string, short?: string, byte?: string, character: string = "") => {
      const point = long ?? short ?? byte;
      if (point !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(point, 16), 0x10ffff));
      if (character === "\n") return "";
      return escapes[character] ?? character;
    },
  );
  return { value };
}
