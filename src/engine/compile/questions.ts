/** What editors ask: what could stand at an offset of a cell, what stands there, whether the cell can be executed. */
import type ts from "@tslab/typescript-for-tslab";
import type { CellEngine } from "./cell-engine.js";
import { parseCell } from "./cell-source.js";
import type { Completeness, Completion } from "./contract.js";
import type { TypeScript } from "./typescript.js";

const neverCancelled = {
  isCancellationRequested: () => false,
  throwIfCancellationRequested: () => undefined,
};

export function completeWith(
  engine: CellEngine,
  declarations: string,
  source: string,
  offset: number,
): Completion {
  const { ts } = engine;
  const { program, cell, replaced } = engine.look(declarations, source);
  const found = ts.Completions.getCompletionsAtPositionForTslab(
    {
      ...ts.sys,
      getCurrentDirectory: () => program.getCurrentDirectory(),
      useCaseSensitiveFileNames: () => true,
    },
    program,
    () => undefined,
    cell,
    offset,
    {},
    undefined,
    ts.CompletionTriggerKind.Invoked,
    neverCancelled,
  );
  const { start, end } = wordAt(ts, cell, source, offset);
  const typed = source.slice(start, offset);
  const entries = (found?.entries ?? []).filter(
    ({ name }) => !replaced.has(name) && likeness(name, typed) < 3,
  );
  const ranked = entries.map(({ name, sortText }) => ({ name, rank: `${likeness(name, typed)}${sortText}` }));
  ranked.sort((a, b) => byCodeUnits(a.rank, b.rank) || byCodeUnits(a.name, b.name));
  return { start, end, matches: [...new Set(ranked.map(({ name }) => name))] };
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** 0 begins with what was typed, 1 so in another case, 2 contains it, 3 none of these. */
function likeness(name: string, typed: string): number {
  if (name.startsWith(typed)) return 0;
  const lower = name.toLowerCase();
  if (lower.startsWith(typed.toLowerCase())) return 1;
  return lower.includes(typed.toLowerCase()) ? 2 : 3;
}

const isWordPart = (ts: TypeScript, character: number): boolean =>
  ts.isIdentifierPart(character, ts.ScriptTarget.ES2022);

/** The word around the offset; in a string literal, as far as the literal's content goes. */
function wordAt(
  ts: TypeScript,
  cell: ts.SourceFile,
  source: string,
  offset: number,
): { readonly start: number; readonly end: number } {
  const token = ts.findPrecedingToken(offset, cell);
  if (token && ts.isStringLiteralLike(token) && token.getStart(cell) < offset && offset < token.end) {
    const slash = source.lastIndexOf("/", offset - 1) + 1;
    return { start: Math.max(token.getStart(cell) + 1, slash), end: Math.min(token.end - 1, source.length) };
  }
  let start = offset;
  while (start > 0 && isWordPart(ts, source.charCodeAt(start - 1))) start -= 1;
  let end = offset;
  while (end < source.length && isWordPart(ts, source.charCodeAt(end))) end += 1;
  return { start, end };
}

export function inspectWith(
  engine: CellEngine,
  declarations: string,
  source: string,
  offset: number,
): string | undefined {
  const { ts } = engine;
  const { checker, cell } = engine.look(declarations, source);
  // At the end of a word, as editors ask, the word before counts.
  const { start, end } = wordAt(ts, cell, source, offset);
  const info = ts.getQuickInfoAtPosition(cell, checker, neverCancelled, start < end ? start : offset);
  if (!info) return undefined;
  const text = (parts: readonly ts.SymbolDisplayPart[] | undefined): string =>
    ts.displayPartsToString([...(parts ?? [])]);
  const tags = (info.tags ?? []).map((tag) => `@${tag.name} ${text(tag.text)}`.trimEnd());
  const documentation = [text(info.documentation), ...tags].filter((part) => part !== "");
  return [text(info.displayParts), ...(documentation.length > 0 ? [documentation.join("\n")] : [])].join(
    "\n\n",
  );
}

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
