import type { Json } from "../client/contract.js";
import type { Token, TokenReader } from "./literal-tokens.js";

/** A literal's value; `undefined` where there is none (a call, a name, an operator). */
export type Literal = { readonly value: Json } | undefined;

const words: Readonly<Record<string, Json>> = {
  true: true,
  false: false,
  null: null,
  undefined: null,
  NaN: null,
  Infinity: null,
};

/** Reads one literal at the reader's place: a number, string, boolean, null, or arrays and objects of them. */
export function readLiteral(reader: TokenReader): Literal {
  const token = reader.next();
  switch (token.kind) {
    case "string":
    case "template":
      return readString(token.text);
    case "number":
      return readNumber(token.text, 1);
    case "name": {
      const value = Object.hasOwn(words, token.text) ? words[token.text] : undefined;
      return value === undefined ? undefined : { value };
    }
    case "mark":
      return readMarked(token, reader);
    case "end":
      return undefined;
  }
}

function readMarked(token: Token, reader: TokenReader): Literal {
  if (token.text === "-" || token.text === "+") {
    const digits = reader.next();
    return digits.kind === "number" ? readNumber(digits.text, token.text === "-" ? -1 : 1) : undefined;
  }
  if (token.text === "[") return readItems(reader, "]");
  return token.text === "{" ? readMembers(reader) : undefined;
}

function readItems(reader: TokenReader, close: string): Literal {
  const items: Json[] = [];
  while (!reader.take(close)) {
    const item = readLiteral(reader);
    if (item === undefined) return undefined;
    items.push(item.value);
    if (!reader.take(",") && reader.peek().text !== close) return undefined;
  }
  return { value: items };
}

function readMembers(reader: TokenReader): Literal {
  const members: [string, Json][] = [];
  while (!reader.take("}")) {
    const key = readKey(reader.next());
    if (key === undefined || !reader.take(":")) return undefined;
    const member = readLiteral(reader);
    if (member === undefined) return undefined;
    members.push([key, member.value]);
    if (!reader.take(",") && reader.peek().text !== "}") return undefined;
  }
  return { value: Object.fromEntries(members) };
}

function readKey(token: Token): string | undefined {
  if (token.kind === "string") {
    return readString(token.text).value;
  }
  const isBare = token.kind === "name" || token.kind === "number";
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

function readString(text: string): { readonly value: string } {
  const value = text
    .slice(1, -1)
    .replace(
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
