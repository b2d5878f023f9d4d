/** Whether a cell can be executed as it stands, or its author is still writing it. */
import { readBrackets, type BracketedCode } from "./brackets.js";
import type { Completeness } from "./contract.js";
import { parseAnyway } from "./emit/javascript.js";

/** Incomplete where the first error is that the text ends: anything before that, more text would not cure. */
export function completenessOf(source: string): Completeness {
  const [error] = parseAnyway("cell.ts", source).errors;
  if (error === undefined) return { status: "complete" };
  const [{ start, end } = { start: 0, end: 0 }] = error.labels;
  const code = readBrackets(source);
  const opens = source.slice(start, start + 2);
  const isUnterminated = end === source.length && (opens.startsWith("`") || opens === "/*");
  // A string does not go on in the next line, unless it says so.
  const isContinued = /^["']/.test(opens) && source.endsWith("\\");
  if (isUnterminated || isContinued || start >= code.end)
    return { status: "incomplete", indent: indentAfter(source, code) };
  return { status: "invalid" };
}

/** Two spaces more than the line that opened the innermost bracket still open; none inside a template or comment. */
function indentAfter(source: string, { brackets }: BracketedCode): string {
  const innermost = brackets.findLast(({ closed }) => closed === undefined);
  if (innermost === undefined) return "";
  const lineStart = source.lastIndexOf("\n", innermost.start) + 1;
  const indent = /^[ \t]*/.exec(source.slice(lineStart))?.[0] ?? "";
  return `${indent}  `;
}
