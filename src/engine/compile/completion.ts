/** What could stand at an offset of a cell: names, what kind of thing each is, and how functions are called. */
import type ts from "@tslab/typescript-for-tslab";
import type { CellEngine } from "./cell-engine.js";
import type { Completion, Suggestion, SuggestionKind } from "./contract.js";
import type { CompletionEntry, TypeScript } from "./typescript.js";
import { neverCancelled, wordAt } from "./word.js";

export function completeWith(
  engine: CellEngine,
  declarations: string,
  source: string,
  offset: number,
): Completion {
  const { ts } = engine;
  const { program, checker, cell, replaced } = engine.look(declarations, source);
  const found = ts.Completions.getCompletionsAtPosition(
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
    undefined,
    true,
  );
  const { start, end } = wordAt(ts, cell, source, offset);
  const typed = source.slice(start, offset);
  const entries = (found?.entries ?? []).filter(
    ({ name }) => !replaced.has(name) && likeness(name, typed) < 3,
  );
  const ranked = entries.map((entry) => ({
    entry,
    rank: `${likeness(entry.name, typed)}${entry.sortText}`,
  }));
  ranked.sort((a, b) => byCodeUnits(a.rank, b.rank) || byCodeUnits(a.entry.name, b.entry.name));
  // A name that is a value and a type comes twice.
  const byName = new Map(ranked.map(({ entry }) => [entry.name, entry]));
  return { start, end, matches: [...byName.values()].map((entry) => suggestionOf(ts, checker, cell, entry)) };
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** 0 begins with what was typed, 1 so in another case, 2 contains it, 3 none of these. */
function likeness(name: string, typed: string): number {
  if (name.startsWith(typed)) return 0;
  const lower = name.toLowerCase();
  if (lower.startsWith(typed.toLowerCase())) return 1;
  return lower.includes(typed.toLowerCase()) ? 2 : 3;
}

function suggestionOf(
  ts: TypeScript,
  checker: ts.TypeChecker,
  cell: ts.SourceFile,
  { name, kind, symbol }: CompletionEntry,
): Suggestion {
  if (symbol === undefined) return { text: name, kind: kindOfEntry.get(kind) ?? "text" };
  const { Alias, Function, Method, Enum, Interface, TypeAlias, Module, Property, Accessor, Value } =
    ts.SymbolFlags;
  const target = symbol.flags & Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const is = (flags: number): boolean => (target.flags & flags) !== 0;
  if (!is(Value)) return { text: name, kind: is(Interface | TypeAlias) ? "interface" : "module" };
  const type = checker.getTypeOfSymbolAtLocation(target, cell);
  if (type.getConstructSignatures().length > 0) return { text: name, kind: "class" };
  const [signature] = type.getCallSignatures();
  if (signature !== undefined)
    return {
      text: name,
      kind: is(Method) || (is(Property) && !is(Function)) ? "method" : "function",
      signature: checker.signatureToString(
        signature,
        cell,
        ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope,
      ),
    };
  if (is(Module)) return { text: name, kind: "module" };
  if (is(Enum)) return { text: name, kind: "enum" };
  return { text: name, kind: is(Property | Accessor) ? "property" : "variable" };
}

/** Of what is no symbol: words of the language, file names, texts that a parameter allows. */
const kindOfEntry: ReadonlyMap<string, SuggestionKind> = new Map([
  ["keyword", "keyword"],
  ["script", "module"],
  ["directory", "module"],
  ["external module name", "module"],
]);
