/**
 * What stands at an offset of a cell, as text: the signature and documentation of a word; inside the parentheses of a
 * call, the function, the parameter at the cursor and the fields of its options.
 */
import type ts from "@tslab/typescript-for-tslab";
import type { CellEngine } from "./cell-engine.js";
import type { Snapshot } from "./program.js";
import type { TypeScript } from "./typescript.js";
import { neverCancelled, wordAt } from "./word.js";

interface Place extends Snapshot {
  readonly ts: TypeScript;
}

export function inspectWith(
  engine: CellEngine,
  declarations: string,
  source: string,
  offset: number,
): string | undefined {
  const { ts } = engine;
  const place: Place = { ts, ...engine.look(declarations, source) };
  // At the end of a word, as editors ask, the word before counts.
  const { start, end } = wordAt(ts, place.cell, source, offset);
  const word = start < end ? describeWord(place, start) : undefined;
  return word ?? describeCall(place, offset);
}

const textOf = (ts: TypeScript, parts: readonly ts.SymbolDisplayPart[] | undefined): string =>
  ts.displayPartsToString([...(parts ?? [])]);

interface Documented {
  readonly documentation?: readonly ts.SymbolDisplayPart[] | undefined;
  readonly tags?: readonly ts.JSDocTagInfo[] | undefined;
}

function documentationOf(ts: TypeScript, { documentation, tags = [] }: Documented): string {
  const lines = tags.map((tag) => `@${tag.name} ${textOf(ts, tag.text)}`.trimEnd());
  return [textOf(ts, documentation), ...lines].filter((part) => part !== "").join("\n");
}

const paragraphs = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join("\n\n");

function describeWord(place: Place, offset: number): string | undefined {
  const { ts, checker, cell } = place;
  const info = ts.getQuickInfoAtPosition(cell, checker, neverCancelled, offset);
  if (!info) return undefined;
  // TypeScript describes the field that the person writes; what it means stands where the options are declared.
  const documented = documentationOf(ts, info) || documentationOfField(place, offset);
  return paragraphs(textOf(ts, info.displayParts), documented);
}

function documentationOfField(place: Place, offset: number): string {
  const { ts, checker, cell } = place;
  const token = ts.findPrecedingToken(offset + 1, cell);
  const literal = token?.parent.parent;
  if (token === undefined || literal === undefined || !ts.isObjectLiteralExpression(literal)) return "";
  const field = fieldsOf(place, checker.getContextualType(literal)).get(token.getText(cell));
  return ts.displayPartsToString(field?.getDocumentationComment(checker) ?? []);
}

/** A list longer than this is no help any more. */
const mostFields = 40;

function describeCall(place: Place, offset: number): string | undefined {
  const { ts, program, cell } = place;
  const help = ts.SignatureHelp.getSignatureHelpItems(program, cell, offset, undefined, neverCancelled);
  const fields = describeFields(place, optionsAt(place, offset, help));
  const item = help?.items[help.selectedItemIndex];
  const described = [...(help && item ? describeSignature(place, help, item) : []), fields];
  return paragraphs(...described) || undefined;
}

function describeSignature(
  { ts }: Place,
  help: ts.SignatureHelpItems,
  item: ts.SignatureHelpItem,
): readonly string[] {
  const parameters = item.parameters.map(({ displayParts }) => textOf(ts, displayParts));
  const separator = textOf(ts, item.separatorDisplayParts);
  const signature = `${textOf(ts, item.prefixDisplayParts)}${parameters.join(separator)}${textOf(ts, item.suffixDisplayParts)}`;
  const others = help.items.length - 1;
  const more = others === 0 ? "" : ` (+${others} ${others === 1 ? "overload" : "overloads"})`;
  const tags = item.tags.filter(({ name }) => name !== "param");
  const last = item.parameters.length - 1;
  const parameter =
    item.parameters[item.isVariadic ? Math.min(help.argumentIndex, last) : help.argumentIndex];
  return [
    signature + more,
    documentationOf(ts, { documentation: item.documentation, tags }),
    parameter === undefined ? "" : describeParameter(ts, parameter),
  ];
}

function describeParameter(
  ts: TypeScript,
  { displayParts, documentation }: ts.SignatureHelpParameter,
): string {
  const described = ts.displayPartsToString(documentation).replace(/^-\s*/, "");
  return [`At the cursor: ${ts.displayPartsToString(displayParts)}`, ...indented(described, "  ")].join("\n");
}

const indented = (text: string, by: string): readonly string[] =>
  text === "" ? [] : text.split("\n").map((line) => by + line);

function describeFields(place: Place, type: ts.Type | undefined): string {
  const fields = [...fieldsOf(place, type).values()];
  if (fields.length === 0) return "";
  const shown = fields.slice(0, mostFields).map((field) => describeField(place, field));
  const rest = fields.length - shown.length;
  return ["Fields:", ...shown, ...(rest > 0 ? [`  … and ${rest} more`] : [])].join("\n");
}

function describeField({ ts, checker, cell }: Place, field: ts.Symbol): string {
  const type = checker.typeToString(
    checker.getTypeOfSymbolAtLocation(field, cell),
    cell,
    ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope,
  );
  const optional = field.flags & ts.SymbolFlags.Optional ? "?" : "";
  // The first paragraph: whoever wants all of it asks at the field itself.
  const [documentation = ""] = ts
    .displayPartsToString(field.getDocumentationComment(checker))
    .split("\n\n", 1);
  return [`  ${field.name}${optional}: ${type}`, ...indented(documentation, "      ")].join("\n");
}

/** The type of the object literal around the cursor, or of the argument that is to be written. */
function optionsAt(
  { ts, checker, cell }: Place,
  offset: number,
  help: ts.SignatureHelpItems | undefined,
): ts.Type | undefined {
  for (let node = ts.findPrecedingToken(offset, cell); node && !ts.isBlock(node); node = node.parent) {
    const isAround = node.getStart(cell) < offset && (offset < node.end || !node.getText(cell).endsWith("}"));
    if (ts.isObjectLiteralExpression(node) && isAround) return checker.getContextualType(node);
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) continue;
    if (help === undefined || node.arguments?.pos !== help.applicableSpan.start) continue;
    const parameter = checker.getResolvedSignature(node)?.parameters[help.argumentIndex];
    return parameter && checker.getTypeOfSymbolAtLocation(parameter, node);
  }
  return undefined;
}

/** What a person writes into an object of this type, or into the rows of an array; of alternatives, what any has. */
function fieldsOf(place: Place, type: ts.Type | undefined): ReadonlyMap<string, ts.Symbol> {
  const { ts, checker } = place;
  const fields = new Map<string, ts.Symbol>();
  if (type === undefined) return fields;
  for (const each of type.isUnion() ? type.types : [type]) {
    const rows = checker.isArrayType(each)
      ? checker.getIndexTypeOfType(each, ts.IndexKind.Number)
      : undefined;
    const object = rows ?? each;
    if (!isWritten(place, object)) continue;
    for (const field of checker.getPropertiesOfType(object)) {
      const known = fields.get(field.name);
      if (known === undefined || known.getDocumentationComment(checker).length === 0)
        fields.set(field.name, field);
    }
  }
  return fields;
}

/** No text, array or function, nor what the language itself has. */
function isWritten({ ts, checker, program }: Place, type: ts.Type): boolean {
  if ((type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return false;
  if (type.getCallSignatures().length > 0 || checker.isArrayType(type)) return false;
  const declarations = checker.getPropertiesOfType(type).flatMap((field) => field.declarations ?? []);
  return !declarations.some((each) => program.isSourceFileDefaultLibrary(each.getSourceFile()));
}
