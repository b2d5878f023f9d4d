/**
 * Answers about an offset of a cell. Completions: names, their kinds, and signatures of functions. Inspections, as text:
 * the signature and documentation of a word; inside the parentheses of a call, the function, the parameter at the cursor
 * and the fields of its options.
 */
import type {
  CompletionItem,
  CompletionList,
  Hover,
  MarkupContent,
  SignatureHelp,
} from "vscode-languageserver-protocol";
import { readBrackets } from "./brackets.js";
import { placeOfVariable, type CellModule } from "./cell-modules.js";
import { plural } from "../../lib/plural.js";
import { positionAt, type Completion, type Suggestion, type SuggestionKind } from "./contract.js";
import { uriOf, type Request } from "./language-server.js";

function documentPosition({ file, cell }: CellModule, offset: number) {
  const { line, column } = positionAt(cell.source, offset);
  return { textDocument: { uri: uriOf(file) }, position: { line, character: column - 1 } };
}

function wordAt(source: string, offset: number): { readonly start: number; readonly end: number } {
  const [before = ""] = /[\p{ID_Continue}$]*$/u.exec(source.slice(0, offset)) ?? [];
  const [after = ""] = /^[\p{ID_Continue}$]*/u.exec(source.slice(offset)) ?? [];
  return { start: offset - before.length, end: offset + after.length };
}

export async function suggestionsAt(
  request: Request,
  place: ReturnType<typeof documentPosition>,
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
  const place = documentPosition(module, offset);
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
  const matches = await Promise.all(
    [...byName.values()].map(async (item, index) => ({
      item,
      suggestion: suggestionOf(index < maxDescribed ? await describe(request, item) : item, before),
    })),
  );
  if (!matches.some(({ item }) => isInBrackets(item)))
    return { start, end, matches: matches.map(({ suggestion }) => suggestion) };
  // All suggestions replace the same text: here, the dot as well.
  const dot = before.endsWith("?.") ? "?." : ".";
  return {
    start: start - dot.length,
    end,
    matches: matches.map(({ item, suggestion }) => ({
      ...suggestion,
      text: isInBrackets(item) ? inBrackets(dot, suggestion.text) : dot + suggestion.text,
    })),
  };
}

/** A column such as 2015 or "Kfz/Tag", which no dot can precede. */
const isInBrackets = ({ insertText = "", filterText = "" }: CompletionItem): boolean =>
  /^(?:\?\.)?\[/.test(insertText) && filterText.startsWith(insertText.startsWith("?") ? "?." : ".");

const inBrackets = (dot: string, name: string): string =>
  `${dot === "?." ? dot : ""}[${JSON.stringify(name)}]`;

const describe = (request: Request, item: CompletionItem): Promise<CompletionItem> =>
  request<CompletionItem>("completionItem/resolve", item);

/** TypeScript appends a question mark to the labels of optional fields, and escapes quotes in those of others. */
function nameOf(item: CompletionItem): string {
  const { label, filterText = label } = item;
  if (!isInBrackets(item)) return filterText;
  return (item.data as { readonly name?: string } | undefined)?.name ?? label;
}

/** By TypeScript's rank, then by name. */
const byRank = (a: CompletionItem, b: CompletionItem): number =>
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

const PROPERTY = 5;
const KEYWORD = 14;
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

/** Sends requests about a text in place of the cell. */
export type Query = <Result>(
  source: string,
  work: (request: Request, module: CellModule) => Promise<Result>,
) => Promise<Result>;

export async function inspectWith(query: Query, source: string, offset: number): Promise<string | undefined> {
  // At the end of a word, where editors ask, the word before counts.
  const { start, end } = wordAt(source, offset);
  const word = start < end ? await query(source, (...args) => describeWord(...args, start)) : undefined;
  return word ?? (await describeCall(query, source, offset));
}

const paragraphs = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join("\n\n");

const plain = (documentation: string | MarkupContent | undefined): string =>
  typeof documentation === "object" ? documentation.value : (documentation ?? "");

async function describeWord(
  request: Request,
  module: CellModule,
  start: number,
): Promise<string | undefined> {
  const { source } = module.cell;
  const place = documentPosition(module, start);
  const found = readHover(await request<Hover | null>("textDocument/hover", place));
  if (found === undefined) return undefined;
  const variable = placeOfVariable(module, source.slice(start, wordAt(source, start).end));
  if (found.documentation !== "" || variable === undefined) return paragraphs(...Object.values(found));
  const position = { line: 0, character: variable };
  const declared = readHover(await request<Hover | null>("textDocument/hover", { ...place, position }));
  return paragraphs(found.signature, declared?.documentation ?? "");
}

/** TypeScript's Markdown: a code block, then the documentation and its tags. */
function readHover(
  hover: Hover | null,
): { readonly signature: string; readonly documentation: string } | undefined {
  const text = plain(hover?.contents as MarkupContent | undefined);
  const [, signature, documentation = ""] = /^```\w*\n([^]*?)\n```\s*([^]*)$/.exec(text) ?? [];
  if (signature === undefined) return undefined;
  return {
    signature: signature.replace(/^\(alias\) (?!module)/, "").replace(/\nimport .*$/, ""),
    documentation: documentation.replace(/^\*@(\w+)\*/gm, "@$1").trim(),
  };
}

async function describeCall(query: Query, source: string, offset: number): Promise<string | undefined> {
  const help = await query(source, (request, module) =>
    request<SignatureHelp | null>("textDocument/signatureHelp", documentPosition(module, offset)),
  );
  const signature = help?.signatures[help.activeSignature ?? 0];
  const parameter = signature?.parameters?.[signature.activeParameter ?? help?.activeParameter ?? 0];
  const others = (help?.signatures.length ?? 1) - 1;
  const more = others === 0 ? "" : ` (+${plural(others, "overload")})`;
  const described = plain(parameter?.documentation).replace(/^-\s*/, "");
  const name = parameter && [`At the cursor: ${parameter.label as string}`, ...indented(described, "  ")];
  const fields = await fieldsAt(query, source, offset, parameter?.label);
  const head = signature === undefined ? [] : [signature.label + more, plain(signature.documentation)];
  return paragraphs(...head, name?.join("\n") ?? "", describeFields(fields)) || undefined;
}

const indented = (text: string, by: string): readonly string[] =>
  text === "" ? [] : text.split("\n").map((line) => by + line);

/** Fields of the object around the cursor, or of the argument to be written: the completions in an empty object. */
async function fieldsAt(
  query: Query,
  source: string,
  offset: number,
  parameter: string | readonly [number, number] | undefined,
): Promise<readonly CompletionItem[]> {
  const around = readBrackets(source).brackets.findLast(
    ({ start, closed = Infinity }) => start < offset && offset <= closed,
  );
  if (around?.value === "{") {
    const before = `${source.slice(0, around.start)}{ `;
    return fieldsIn(
      query,
      `${before}${around.closed === undefined ? "}" : source.slice(around.closed)}`,
      before.length,
    );
  }
  if (parameter === undefined) return [];
  const isList = /\[\]$|Array</.test(String(parameter));
  const [open, close] = isList ? ["[{ ", " }]"] : ["{ ", " }"];
  const before = source.slice(0, offset) + open;
  return fieldsIn(query, before + close + source.slice(offset), before.length);
}

/** Methods of strings, numbers, dates, functions, lists, maps and promises: not written as object literals. */
const builtInMethods = new Set(["toString", "forEach", "then"]);

/** A longer list is no help. */
const maxFields = 40;

function fieldsIn(query: Query, source: string, offset: number): Promise<readonly CompletionItem[]> {
  return query(source, async (request, module) => {
    const items = await suggestionsAt(request, documentPosition(module, offset));
    // Without an expected type, everything that can begin an expression is offered.
    if (items.some((item) => item.kind === KEYWORD || builtInMethods.has(nameOf(item)))) return [];
    // TypeScript lists fields of alternatives in any order: required ones come first.
    const fields = items.filter(({ kind }) => kind === PROPERTY).sort(byRank);
    const shown = await Promise.all(fields.slice(0, maxFields).map((item) => describe(request, item)));
    return [...shown, ...fields.slice(maxFields)];
  });
}

function describeFields(fields: readonly CompletionItem[]): string {
  if (fields.length === 0) return "";
  const shown = fields.slice(0, maxFields).map(describeField);
  const rest = fields.length - shown.length;
  return ["Fields:", ...shown, ...(rest > 0 ? [`  … and ${rest} more`] : [])].join("\n");
}

function describeField({ label, detail = "", documentation }: CompletionItem): string {
  const type = detail.slice(detail.indexOf(`${label}: `) + label.length + 2).replace(/\s*\n\s*/g, " ");
  // The first paragraph; the field itself shows all of it.
  const [first = ""] = plain(documentation).split("\n\n", 1);
  return [`  ${label}: ${type}`, ...indented(first, "      ")].join("\n");
}
