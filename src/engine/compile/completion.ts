/** What could stand at an offset of a cell, and what stands there. */
import type ts from "@tslab/typescript-for-tslab";
import type { CellEngine } from "./cell-engine.js";
import type { Completion } from "./contract.js";
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
