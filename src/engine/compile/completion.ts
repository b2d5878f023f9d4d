/** Completions at an offset of a cell: names, their kinds, and signatures of functions. */
import type { CompletionItem, CompletionList } from "vscode-languageserver-protocol";
import type { CellModule } from "./cell-modules.js";
import { positionAt, type Completion, type Suggestion, type SuggestionKind } from "./contract.js";
import { uriOf, type Request } from "./language-server.js";

export function placeOf({ file, cell }: CellModule, offset: number) {
  const { line, column } = positionAt(cell.source, offset);
  return { textDocument: { uri: uriOf(file) }, position: { line, character: column - 1 } };
}

export function wordAt(source: string, offset: number): { readonly start: number; readonly end: number } {
  const [before = ""] = /[\p{ID_Continue}$]*$/u.exec(source.slice(0, offset)) ?? [];
  const [after = ""] = /^[\p{ID_Continue}$]*/u.exec(source.slice(offset)) ?? [];
  return { start: offset - before.length, end: offset + after.length };
}

export async function suggestionsAt(
  request: Request,
  place: ReturnType<typeof placeOf>,
): Promise<readonly CompletionItem[]> {
  const found = await request<CompletionList | null>("textDocument/completion", place);
  return found?.items ?? [];
}

/** Signatures are requested for this many. */
const maxDescribed = 200;

export async function completeWith(
  request: Request,
  module: CellModule,
  offset: number,
): Promise<Completion> {
  const place = placeOf(module, offset);
  const items = await suggestionsAt(request, place);
  const { source } = module.cell;
  // In the path of an import, file names with any characters are completed.
  const edit = items.every(({ textEdit }) => textEdit !== undefined) ? items[0]?.textEdit : undefined;
  const range = edit !== undefined && "range" in edit ? edit.range : undefined;
  const { start, end } =
    range === undefined
      ? wordAt(source, offset)
      : {
          start: offset - (place.position.character - range.start.character),
          end: offset + (range.end.character - place.position.character),
        };
  const typed = source.slice(start, offset);
  const before = source.slice(0, start);
  const likely = items.filter((item) => matchRank(nameOf(item), typed) < 3);
  const ranked = likely.sort(
    (a, b) => matchRank(nameOf(a), typed) - matchRank(nameOf(b), typed) || byRank(a, b),
  );
  // A name that is both a value and a type is listed twice.
  const byName = new Map(ranked.map((item) => [nameOf(item), item]));
  const matches = [...byName.values()].map(async (item, index) =>
    suggestionOf(index < maxDescribed ? await describe(request, item) : item, before),
  );
  return { start, end, matches: await Promise.all(matches) };
}

export const describe = (request: Request, item: CompletionItem): Promise<CompletionItem> =>
  request<CompletionItem>("completionItem/resolve", item);

/** TypeScript appends a question mark to the labels of optional fields. */
export const nameOf = ({ label, filterText = label }: CompletionItem): string => filterText;

/** By TypeScript's rank, then by name. */
export const byRank = (a: CompletionItem, b: CompletionItem): number =>
  byCodeUnits(a.sortText ?? "", b.sortText ?? "") || byCodeUnits(nameOf(a), nameOf(b));

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** 0 starts with what was typed, 1 does so in another case, 2 contains it, 3 does not match. */
function matchRank(name: string, typed: string): number {
  if (name.startsWith(typed)) return 0;
  const lower = name.toLowerCase();
  if (lower.startsWith(typed.toLowerCase())) return 1;
  return lower.includes(typed.toLowerCase()) ? 2 : 3;
}

function suggestionOf(item: CompletionItem, before: string): Suggestion {
  const text = nameOf(item);
  const detail = item.detail ?? "";
  const [, word = ""] = /^(?:\(alias\) )?(\w+) /.exec(detail) ?? [];
  const kind = kindsInWords.get(word) ?? kinds.get(item.kind ?? 1) ?? "text";
  const isClass = /: \w*Constructor$/.test(detail) || /\bnew\s+$/.test(before);
  if (kind === "variable" && isClass) return { text, kind: "class" };
  const signature = signatureIn(detail, text);
  if (signature === undefined) return { text, kind };
  return { text, kind: kind === "variable" ? "function" : kind === "property" ? "method" : kind, signature };
}

/** `function f(x: number): string`, `const f: (x: number) => string`. */
function signatureIn(detail: string, name: string): string | undefined {
  const after = detail.slice(detail.indexOf(name) + name.length).replace(/ \(\+\d+ overloads?\)$/, "");
  if (/^[(<]/.test(after) && detail.includes(name)) return after;
  const [, parameters, result] = /^\??: (\([^]*\)) => ([^]+)$/.exec(after) ?? [];
  return parameters === undefined ? undefined : `${parameters}: ${result ?? ""}`;
}

/** Imported names, including those of earlier cells, have the same kind as variables. */
const kindsInWords: ReadonlyMap<string, SuggestionKind> = new Map([
  ["class", "class"],
  ["enum", "enum"],
  ["interface", "interface"],
  ["type", "interface"],
  ["function", "function"],
  ["namespace", "module"],
  ["module", "module"],
]);

export const PROPERTY = 5;
export const KEYWORD = 14;
const kinds: ReadonlyMap<number, SuggestionKind> = new Map([
  [2, "method"],
  [3, "function"],
  [PROPERTY, "property"],
  [6, "variable"],
  [7, "class"],
  [8, "interface"],
  [9, "module"],
  [10, "property"],
  [13, "enum"],
  [KEYWORD, "keyword"],
  [17, "module"],
  [19, "module"],
  [20, "property"],
  [21, "variable"],
  [25, "interface"],
]);
