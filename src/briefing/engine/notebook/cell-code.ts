/** Analyses the TypeScript or JavaScript of a cell with the parser that compiles it. */
import type { Node, Program } from "oxc-parser";
import { memoizedRecently } from "../../lib/once.js";
import { parse } from "../compile/emit/javascript.js";

/** More than a large briefing has cells and expressions: several parts of a build read each of them. */
const mostPrograms = 2000;

/** Undefined for code with syntax errors, which the type check reports. */
export const parseCode = memoizedRecently(mostPrograms, (code: string): Program | undefined => {
  try {
    return parse("cell.ts", code).program;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
});

/** An expression as a program: offsets in it are larger by one. */
export const expressionCode = (expression: string): string => `(${expression}\n)`;

/** The declaration behind an `export`, or the statement itself. */
export const declarationIn = (statement: Program["body"][number]): Node =>
  statement.type === "ExportNamedDeclaration" ? (statement.declaration ?? statement) : statement;

export interface CodeStatement {
  readonly text: string;
  /** Equal for programs that differ only in comments and layout. */
  readonly key: string;
}

/** The top-level statements, in order; undefined for code with syntax errors. */
export function statementsOf(code: string): readonly CodeStatement[] | undefined {
  return parseCode(code)?.body.map((node) => ({
    text: code.slice(node.start, node.end),
    key: JSON.stringify(node, withoutPlace),
  }));
}

const withoutPlace = (name: string, value: unknown): unknown =>
  name === "start" || name === "end" ? undefined : typeof value === "bigint" ? String(value) : value;
