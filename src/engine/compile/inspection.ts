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

function documentationOfField({ ts, checker, cell }: Place, offset: number): string {
  const token = ts.findPrecedingToken(offset + 1, cell);
  const literal = token?.parent.parent;
  if (token === undefined || literal === undefined || !ts.isObjectLiteralExpression(literal)) return "";
  const field = checker.getContextualType(literal)?.getProperty(token.getText(cell));
  return ts.displayPartsToString(field?.getDocumentationComment(checker) ?? []);
}

/** A list longer than this is no help any more. */
const mostFields = 40;

function describeCall(place: Place, offset: number): string | undefined {
  const { ts, program, cell } = place;
  const help = ts.SignatureHelp.getSignatureHelpItems(program, cell, offset, undefined, neverCancelled);
  const item = help?.items[help.selectedItemIndex];
  if (help === undefined || item === undefined) return undefined;
  const parameters = item.parameters.map(({ displayParts }) => textOf(ts, displayParts));
  const separator = textOf(ts, item.separatorDisplayParts);
  const signature = `${textOf(ts, item.prefixDisplayParts)}${parameters.join(separator)}${textOf(ts, item.suffixDisplayParts)}`;
  const others = help.items.length - 1;
  const more = others === 0 ? "" : ` (+${others} ${others === 1 ? "overload" : "overloads"})`;
  const tags = item.tags.filter(({ name }) => name !== "param");
  const last = item.parameters.length - 1;
  const parameter =
    item.parameters[item.isVariadic ? Math.min(help.argumentIndex, last) : help.argumentIndex];
  return paragraphs(
    signature + more,
    documentationOf(ts, { documentation: item.documentation, tags }),
    parameter === undefined ? "" : describeParameter(place, parameter),
    describeFields(place, offset, help),
  );
}

function describeParameter(
  { ts }: Place,
  { displayParts, documentation }: ts.SignatureHelpParameter,
): string {
  const described = ts.displayPartsToString(documentation).replace(/^-\s*/, "");
  return [`At the cursor: ${ts.displayPartsToString(displayParts)}`, ...indented(described, "  ")].join("\n");
}

const indented = (text: string, by: string): readonly string[] =>
  text === "" ? [] : text.split("\n").map((line) => by + line);

function describeFields(place: Place, offset: number, help: ts.SignatureHelpItems): string {
  const { checker } = place;
  const type = optionsAt(place, offset, help);
  const options = type === undefined ? undefined : objectOf(place, type);
  if (options === undefined) return "";
  const fields = checker.getPropertiesOfType(options);
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
  const documentation = ts.displayPartsToString(field.getDocumentationComment(checker));
  return [`  ${field.name}${optional}: ${type}`, ...indented(documentation, "      ")].join("\n");
}

/** The type of the object literal around the cursor, or of the argument that is to be written. */
function optionsAt(place: Place, offset: number, help: ts.SignatureHelpItems): ts.Type | undefined {
  const { ts, checker, cell } = place;
  for (let node = ts.findPrecedingToken(offset, cell); node; node = node.parent) {
    const isAround = node.getStart(cell) < offset && (offset < node.end || !endsIn(node, cell, "}"));
    if (ts.isObjectLiteralExpression(node) && isAround) return checker.getContextualType(node);
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) continue;
    if (node.arguments?.pos !== help.applicableSpan.start) continue;
    const parameter = checker.getResolvedSignature(node)?.parameters[help.argumentIndex];
    return parameter && checker.getTypeOfSymbolAtLocation(parameter, node);
  }
  return undefined;
}

const endsIn = (node: ts.Node, file: ts.SourceFile, bracket: string): boolean =>
  node.getText(file).endsWith(bracket);

/** What has fields that a person writes: an object of the project's own types, or the rows of an array of such. */
function objectOf({ ts, checker, program }: Place, type: ts.Type): ts.Type | undefined {
  const candidates = (type.isUnion() ? type.types : [type])
    .map((each) => {
      const isArray = checker.isArrayType(each);
      return isArray ? (checker.getIndexTypeOfType(each, ts.IndexKind.Number) ?? each) : each;
    })
    .filter((each) => {
      if ((each.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return false;
      if (each.getCallSignatures().length > 0 || checker.isArrayType(each)) return false;
      const fields = checker.getPropertiesOfType(each);
      const files = fields.flatMap(({ declarations = [] }) => declarations.map((one) => one.getSourceFile()));
      return fields.length > 0 && !files.some((file) => program.isSourceFileDefaultLibrary(file));
    });
  return candidates.length === 1 ? candidates[0] : undefined;
}
