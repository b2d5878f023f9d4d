/** Texts of the front matter in quotation marks: YAML has escapes in them, which are not part of the text. */
import { own } from "../../lib/own.js";
import { isWithin, type Range } from "./markdown/syntax.js";

/** The text between the quotes, of which some characters are escaped. */
export interface QuotedScalar extends Range {
  /** As YAML reads it, with line breaks as written. */
  readonly text: string;
  /** The place in the source of a character of the text; that of its end for the length of the text. */
  readonly offsetOf: (at: number) => number;
  /** The part of the text that stands between two places in the source. */
  readonly between: (start: number, end: number) => string;
}

interface Character {
  readonly text: string;
  readonly written: number;
}

/** A key or the mark of an item, and the quotation mark after it. */
const opening = /^(?:[ \t]*-[ \t]+)*[ \t]*(?:[\w.-]+[ \t]*:[ \t]+)?(["'])/;
const blockScalar = /^([ \t]*)(?:-[ \t]+)*[\w.-]+[ \t]*:[ \t]+[|>][-+0-9]*[ \t]*(?:#.*)?$/;

const named: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  N: "\x85",
  _: "\u00a0",
  L: "\u2028",
  P: "\u2029",
};

/** Only those with escapes: all others can be read as they are written. */
export function escapedScalars(source: string): readonly QuotedScalar[] {
  if (!/["']/.test(source)) return [];
  return textLines(source).flatMap(({ line, start }) => {
    const [head = "", quote] = opening.exec(line) ?? [];
    if (quote !== '"' && quote !== "'") return [];
    const scalar = scalarFrom(source, start + head.length, quote);
    return scalar === undefined || scalar.text === source.slice(scalar.start, scalar.end) ? [] : [scalar];
  });
}

/** The front matter as a text of which parts can be taken, in quotes without their escapes. */
export function unescapedText(source: string): Pick<string, "slice" | "length"> {
  const scalars = escapedScalars(source);
  if (scalars.length === 0) return source;
  return {
    length: source.length,
    slice: (start = 0, end = source.length) =>
      scalars.find((each) => isWithin({ start, end }, each))?.between(start, end) ?? source.slice(start, end),
  };
}

/** Comments on lines of their own: their words are not printed. */
export const yamlComments = (source: string): readonly Range[] =>
  textLines(source).flatMap(({ line, start }) =>
    /^[ \t]*#/.test(line) ? [{ start, end: start + line.length }] : [],
  );

/** The lines that are not part of a text below `key: >-`. */
function textLines(source: string): readonly { readonly line: string; readonly start: number }[] {
  let start = 0;
  let within: number | undefined;
  const lines: { readonly line: string; readonly start: number }[] = [];
  for (const line of source.split("\n")) {
    const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    if (within !== undefined && line.trim() !== "" && indent <= within) within = undefined;
    if (within === undefined) {
      lines.push({ line, start });
      const block = blockScalar.exec(line);
      if (block !== null) within = block[1]?.length ?? 0;
    }
    start += line.length + 1;
  }
  return lines;
}

/** Undefined if the closing quote is missing, or followed by anything but a comment. */
function scalarFrom(source: string, start: number, quote: '"' | "'"): QuotedScalar | undefined {
  const pieces: { readonly at: number; readonly text: number; readonly words: string }[] = [];
  let text = "";
  for (let at = start; at < source.length;) {
    const isEscaped = source[at] === "\\" ? quote === '"' : source.startsWith("''", at) && quote === "'";
    if (source[at] === quote && !isEscaped) {
      if (!/^[ \t]*(?:#.*)?(?:\n|$)/.test(source.slice(at + 1))) return undefined;
      const closing = { at, text: text.length, words: "" };
      return {
        start,
        end: at,
        text,
        offsetOf: (place) => [...pieces, closing].findLast((piece) => piece.text <= place)?.at ?? start,
        between: (from, to) =>
          pieces.flatMap((piece) => (piece.at >= from && piece.at < to ? [piece.words] : [])).join(""),
      };
    }
    const next = isEscaped ? escapedCharacter(source, at) : { text: source.charAt(at), written: 1 };
    if (next === undefined) return undefined;
    pieces.push({ at, text: text.length, words: next.text });
    text += next.text;
    at += next.written;
  }
  return undefined;
}

/** Undefined where YAML has no such escape. */
function escapedCharacter(source: string, at: number): Character | undefined {
  const character = source.charAt(at + 1);
  if (source[at] === "'") return { text: "'", written: 2 };
  const [code] =
    /^(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})/.exec(source.slice(at + 1, at + 10)) ?? [];
  if (code !== undefined) {
    const point = Number.parseInt(code.slice(1), 16);
    return point > 0x10ffff ? undefined : { text: String.fromCodePoint(point), written: code.length + 1 };
  }
  if (character === "\n") {
    const blanks = /^[ \t]*/.exec(source.slice(at + 2))?.[0].length ?? 0;
    return { text: "", written: 2 + blanks };
  }
  const text = /[ "/\\\t]/.test(character) ? character : own(named, character);
  return text === undefined ? undefined : { text, written: 2 };
}
