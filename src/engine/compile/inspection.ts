/**
 * Inspects an offset of a cell, as text: the signature and documentation of a word; inside the parentheses of a call,
 * the function, the parameter at the cursor and the fields of its options.
 */
import type { CompletionItem, Hover, MarkupContent, SignatureHelp } from "vscode-languageserver-protocol";
import { readBrackets } from "./brackets.js";
import { placeOfVariable, type CellModule } from "./cell-modules.js";
import { byRank, describe, KEYWORD, nameOf, placeOf, PROPERTY, suggestionsAt, wordAt } from "./completion.js";
import type { Request } from "./language-server.js";

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
  const place = placeOf(module, start);
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
    request<SignatureHelp | null>("textDocument/signatureHelp", placeOf(module, offset)),
  );
  const fields = await fieldsAt(query, source, offset, parameterOf(help));
  return paragraphs(...describeSignature(help), describeFields(fields)) || undefined;
}

function parameterOf(help: SignatureHelp | null) {
  const signature = help?.signatures[help.activeSignature ?? 0];
  return signature?.parameters?.[signature.activeParameter ?? help?.activeParameter ?? 0];
}

function describeSignature(help: SignatureHelp | null): readonly string[] {
  const signature = help?.signatures[help.activeSignature ?? 0];
  if (help === null || signature === undefined) return [];
  const others = help.signatures.length - 1;
  const more = others === 0 ? "" : ` (+${others} ${others === 1 ? "overload" : "overloads"})`;
  const parameter = parameterOf(help);
  const described = plain(parameter?.documentation).replace(/^-\s*/, "");
  return [
    signature.label + more,
    plain(signature.documentation),
    parameter === undefined
      ? ""
      : [`At the cursor: ${parameter.label as string}`, ...indented(described, "  ")].join("\n"),
  ];
}

const indented = (text: string, by: string): readonly string[] =>
  text === "" ? [] : text.split("\n").map((line) => by + line);

/** Fields of the object around the cursor, or of the argument to be written: the completions in an empty object. */
async function fieldsAt(
  query: Query,
  source: string,
  offset: number,
  parameter: { readonly label: unknown } | undefined,
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
  const isList = /\[\]$|Array</.test(String(parameter.label));
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
    const items = await suggestionsAt(request, placeOf(module, offset));
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
