/** Whether a cell can be executed as it stands, or its author is still writing it. */
import { parseCell } from "./cell-source.js";
import type { Completeness } from "./contract.js";
import type { TypeScript } from "./typescript.js";

/** Errors of text that ends too early although TypeScript puts them before the end: template, comment. */
const UNTERMINATED_STRING = 1002;
const UNTERMINATED = new Set([1160, 1010]);

/** Incomplete where the first error is that the text ends: anything before that, more text would not cure. */
export function completenessOf(ts: TypeScript, source: string): Completeness {
  const { parseDiagnostics } = parseCell(ts, source);
  const [first] = [...parseDiagnostics].sort((a, b) => a.start - b.start);
  if (!first) return { status: "complete" };
  // A string does not go on in the next line, unless it says so.
  if (first.code === UNTERMINATED_STRING && !source.endsWith("\\")) return { status: "invalid" };
  const end = endOfCode(ts, source);
  if (UNTERMINATED.has(first.code) || first.start >= end) {
    return { status: "incomplete", indent: indentAfter(ts, source) };
  }
  return { status: "invalid" };
}

function endOfCode(ts: TypeScript, source: string): number {
  return tokens(ts, source).at(-1)?.end ?? 0;
}

interface Token {
  readonly kind: number;
  readonly start: number;
  readonly end: number;
}

function tokens(ts: TypeScript, source: string): readonly Token[] {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, true, ts.LanguageVariant.Standard, source);
  const found: Token[] = [];
  const templates: number[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    if (kind === ts.SyntaxKind.TemplateHead) templates.push(0);
    const depth = templates.at(-1);
    if (depth !== undefined && kind === ts.SyntaxKind.OpenBraceToken)
      templates[templates.length - 1] = depth + 1;
    if (depth !== undefined && kind === ts.SyntaxKind.CloseBraceToken) {
      if (depth > 0) templates[templates.length - 1] = depth - 1;
      else {
        kind = scanner.reScanTemplateToken(false);
        if (kind === ts.SyntaxKind.TemplateTail) templates.pop();
      }
    }
    found.push({ kind, start: scanner.getTokenPos(), end: scanner.getTextPos() });
  }
  return found;
}

/** Two spaces more than the line that opened the innermost bracket still open; none inside a template or comment. */
function indentAfter(ts: TypeScript, source: string): string {
  const { OpenBraceToken, OpenParenToken, OpenBracketToken, TemplateHead } = ts.SyntaxKind;
  const { CloseBraceToken, CloseParenToken, CloseBracketToken, TemplateTail } = ts.SyntaxKind;
  const opening = new Set<number>([OpenBraceToken, OpenParenToken, OpenBracketToken, TemplateHead]);
  const closing = new Set<number>([CloseBraceToken, CloseParenToken, CloseBracketToken, TemplateTail]);
  const open: number[] = [];
  const all = tokens(ts, source);
  for (const { kind, start } of all) {
    if (opening.has(kind)) open.push(start);
    else if (closing.has(kind)) open.pop();
  }
  const innermost = open.at(-1);
  if (innermost === undefined) return "";
  const lineStart = source.lastIndexOf("\n", innermost) + 1;
  const indent = /^[ \t]*/.exec(source.slice(lineStart))?.[0] ?? "";
  return `${indent}  `;
}
