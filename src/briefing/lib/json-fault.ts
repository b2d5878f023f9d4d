import { createRequire } from "node:module";
import type * as JsoncParser from "jsonc-parser";
import { own } from "./own.js";
import { positionAt, type Position } from "./position.js";

/**
 * Locates a JSON syntax error. JSON.parse reports an offset only in some Node versions and for some errors, so the text
 * is parsed again, but only after JSON.parse has failed.
 */
export interface JsonFault extends Position {
  readonly expected: string;
  /** The text ends too early, as in a truncated file. */
  readonly atEnd: boolean;
}

const string = "a well-formed string";
const expected: Readonly<Record<string, string>> = {
  PropertyNameExpected: "a name in double quotes",
  ValueExpected: "a value",
  ColonExpected: '":"',
  CommaExpected: '"," or a closing bracket',
  CloseBraceExpected: '"," or "}"',
  CloseBracketExpected: '"," or "]"',
  EndOfFileExpected: "the end of the file",
  UnexpectedEndOfString: "the rest of a string",
  UnexpectedEndOfNumber: "the rest of a number",
  InvalidUnicode: string,
  InvalidEscapeCharacter: string,
  InvalidCharacter: string,
};
/** For these errors, something is missing after the last token. */
const cutShort: ReadonlySet<string> = new Set(["UnexpectedEndOfString", "UnexpectedEndOfNumber"]);

/** Undefined if the text is valid JSON (or nested too deeply to locate the error). */
export function findJsonFault(text: string): JsonFault | undefined {
  const [first, second] = parseErrors(text);
  if (first === undefined) return undefined;
  // In a truncated file, the error is at the end of its content, not after trailing blanks.
  const end = text.trimEnd().length;
  const place = first.offset + (cutShort.has(first.code) ? first.length : 0);
  const offset = Math.min(place, end);
  // For an unknown word, the parser reports only afterwards what it expected there.
  const code = first.code === "InvalidSymbol" ? (second?.code ?? "ValueExpected") : first.code;
  return {
    ...positionAt(text, offset),
    expected: own(expected, code) ?? "a value",
    atEnd: place >= end,
  };
}

/** Line and column of the value at a path of names and indices or, if it is missing, of its closest existing parent. */
export function jsonPlace(text: string, path: readonly (string | number)[]): Position {
  const { findNodeAtLocation } = jsoncParser();
  const root = treeOf(text);
  for (let length = path.length; root !== undefined && length > 0; length--) {
    const found = findNodeAtLocation(root, path.slice(0, length));
    if (found !== undefined) return positionAt(text, found.offset);
  }
  return positionAt(text, root?.offset ?? 0);
}

/** Undefined if it is nested more deeply than the call stack allows. */
function treeOf(text: string): JsoncParser.Node | undefined {
  try {
    return jsoncParser().parseTree(text);
  } catch {
    return undefined;
  }
}

/** Loaded only if there is an error. */
const jsoncParser = (): typeof JsoncParser =>
  createRequire(import.meta.url)("jsonc-parser") as typeof JsoncParser;

function parseErrors(text: string) {
  const { parse, printParseErrorCode } = jsoncParser();
  const errors: JsoncParser.ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true });
  } catch {
    // Nested more deeply than the call stack allows.
    return [];
  }
  return errors.map(({ error, offset, length }) => ({ code: printParseErrorCode(error), offset, length }));
}
