import { createRequire } from "node:module";
import type * as JsoncParser from "jsonc-parser";
import { own } from "./own.js";
import { positionAt, type Position } from "./position.js";

/**
 * Where JSON stops being JSON. The messages of JSON.parse give an offset in some Node versions and for some faults
 * only; so the text is read again, and only when JSON.parse has refused it.
 */
export interface JsonFault extends Position {
  readonly expected: string;
  /** The text ends where more was expected: a file written by half. */
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
/** Here what is missing is missing behind what was read. */
const cutShort: ReadonlySet<string> = new Set(["UnexpectedEndOfString", "UnexpectedEndOfNumber"]);

/** Undefined where the text is JSON (or nested so deeply that it cannot be said). */
export function findJsonFault(text: string): JsonFault | undefined {
  const [first, second] = parseErrors(text);
  if (first === undefined) return undefined;
  // A file that ends too soon is at fault where it ends, not behind the blanks after that.
  const end = text.trimEnd().length;
  const place = first.offset + (cutShort.has(first.code) ? first.length : 0);
  const offset = Math.min(place, end);
  // Of an unknown word the parser says afterwards what should have stood there.
  const code = first.code === "InvalidSymbol" ? (second?.code ?? "ValueExpected") : first.code;
  return {
    ...positionAt(text, offset),
    expected: own(expected, code) ?? "a value",
    atEnd: place >= end,
  };
}

/** Line and column of a value that is reached by names and numbers, or, where it is missing, of what lacks it. */
export function jsonPlace(text: string, path: readonly (string | number)[]): Position {
  const { findNodeAtLocation } = jsoncParser();
  const root = treeOf(text);
  for (let length = path.length; root !== undefined && length > 0; length--) {
    const found = findNodeAtLocation(root, path.slice(0, length));
    if (found !== undefined) return positionAt(text, found.offset);
  }
  return positionAt(text, root?.offset ?? 0);
}

/** Undefined where it is nested more deeply than the stack is. */
function treeOf(text: string): JsoncParser.Node | undefined {
  try {
    return jsoncParser().parseTree(text);
  } catch {
    return undefined;
  }
}

interface ParseError {
  readonly code: string;
  readonly offset: number;
  readonly length: number;
}

/** Loaded only where something is wrong. */
const jsoncParser = (): typeof JsoncParser =>
  createRequire(import.meta.url)("jsonc-parser") as typeof JsoncParser;

function parseErrors(text: string): readonly ParseError[] {
  const { parse, printParseErrorCode } = jsoncParser();
  const errors: JsoncParser.ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true });
  } catch {
    // Nested more deeply than the stack is.
    return [];
  }
  return errors.map(({ error, offset, length }) => ({ code: printParseErrorCode(error), offset, length }));
}
