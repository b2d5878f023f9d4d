/** What a printed number is called where it was computed. */
import type { Node } from "oxc-parser";
import { propertyName, unwrapped } from "../../compile/syntax-tree.js";
import { firstSentence } from "./docs.js";
import { rootOf } from "../../notebook/changes.js";
import type { NotebookProgram } from "../../notebook/program.js";
import type { Reader, Statement } from "../../notebook/statements.js";

export interface Subject {
  /** The name that the value is read from: `gap` in `fmt.count(gap.least)`. */
  readonly root: string;
  /** The last name: `least`. */
  readonly last: string;
  readonly definition: Statement;
}

/** The definition that a printed expression ends in: of `gap` for `fmt.range(hundreds(gap.least), …)`. */
export function subjectOf(node: Node, reader: Reader, code: NotebookProgram): Subject | undefined {
  const found = [...subjects(node, reader, code)];
  return found.find(({ definition }) => !isFunctionDefinition(definition)) ?? found[0];
}

/** Of a value that is made where its name is defined: `const lost = fmt.points(loss)`. */
export function subjectDefinedBy(definition: Statement): Subject | undefined {
  const [name, ...others] = definition.defines;
  if (definition.node.type !== "VariableDeclaration" || name === undefined || others.length > 0)
    return undefined;
  return isFunctionDefinition(definition) ? undefined : { root: name, last: name, definition };
}

function* subjects(given: Node, reader: Reader, code: NotebookProgram): Generator<Subject> {
  const node = unwrapped(given);
  switch (node.type) {
    case "ExpressionStatement":
    case "ChainExpression":
    case "TSNonNullExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      yield* subjects(node.expression, reader, code);
      return;
    case "Identifier":
    case "MemberExpression": {
      const root = rootOf(node);
      const definition = root === undefined ? undefined : definitionOf(root, reader, code);
      if (root !== undefined && definition !== undefined)
        yield { root, last: lastName(node) ?? root, definition };
      else if (node.type === "MemberExpression") yield* subjects(node.object, reader, code);
      return;
    }
    case "CallExpression":
      for (const argument of node.arguments) yield* subjects(argument, reader, code);
      yield* subjects(node.callee, reader, code);
      return;
    case "UnaryExpression":
    case "SpreadElement":
    case "AwaitExpression":
      yield* subjects(node.argument, reader, code);
      return;
    case "BinaryExpression":
    case "LogicalExpression":
      yield* subjects(node.left, reader, code);
      yield* subjects(node.right, reader, code);
      return;
    case "ConditionalExpression":
      yield* subjects(node.consequent, reader, code);
      yield* subjects(node.alternate, reader, code);
      return;
    case "ArrayExpression":
      for (const each of node.elements) if (each !== null) yield* subjects(each, reader, code);
      return;
    case "TemplateLiteral":
      for (const each of node.expressions) yield* subjects(each, reader, code);
      return;
    case "TaggedTemplateExpression":
      yield* subjects(node.quasi, reader, code);
      return;
    case "ObjectExpression":
      for (const each of node.properties)
        if (each.type === "Property") yield* subjects(each.value, reader, code);
      return;
    default:
  }
}

/** Names of imports have no definition in the notebook. */
function definitionOf(name: string, reader: Reader, code: NotebookProgram): Statement | undefined {
  const found = code.definition(name, reader);
  if (found === undefined || found.node.type === "ImportDeclaration") return undefined;
  return renames(found, "fmt") ? undefined : found;
}

/** Whether a name is one of the tool's formats, which read nothing: `fmt`, or `count` after `const { count } = fmt`. */
export function isFormat(name: string, reader: Reader, code: NotebookProgram): boolean {
  const found = code.definition(name, reader);
  if (found === undefined) return false;
  return formats.has(importedAs(name, found) ?? "") || renames(found, "fmt");
}

const formats: ReadonlySet<string> = new Set(["fill", "fmt", "holds", "text"]);

/** Whether a name is the tool's function `load`. */
export function isLoad(name: string, reader: Reader, code: NotebookProgram): boolean {
  const found = code.definition(name, reader);
  return found !== undefined && importedAs(name, found) === "load";
}

/** What the tool calls a name that a notebook imports from it. */
function importedAs(name: string, { node }: Statement): string | undefined {
  if (node.type !== "ImportDeclaration" || node.source.value !== "briefing") return undefined;
  const found = node.specifiers.find(({ local }) => local.name === name);
  if (found?.type !== "ImportSpecifier") return undefined;
  return found.imported.type === "Identifier" ? found.imported.name : found.imported.value;
}

/** `const { count, percent } = fmt`. */
function renames({ node, mentions }: Statement, name: string): boolean {
  return node.type === "VariableDeclaration" && mentions.size === 1 && mentions.has(name);
}

/**
 * Whether a statement only gives the tool's names: `import { fmt } from "briefing"`, `const { count } = fmt`. What the
 * modules of its cell read on loading is not behind them.
 */
export function isOfTool(statement: Statement): boolean {
  const { node } = statement;
  if (node.type === "ImportDeclaration") return node.source.value === "briefing";
  return renames(statement, "fmt");
}

function isFunctionDefinition({ node }: Statement): boolean {
  if (node.type === "FunctionDeclaration") return true;
  if (node.type !== "VariableDeclaration") return false;
  return node.declarations.every(
    ({ init }) => init?.type === "ArrowFunctionExpression" || init?.type === "FunctionExpression",
  );
}

function lastName(given: Node): string | undefined {
  const node = unwrapped(given);
  const name = node.type === "MemberExpression" ? propertyName(node) : undefined;
  if (node.type !== "MemberExpression" || name === undefined) return undefined;
  return name === "length" ? (lastName(node.object) ?? rootOf(node.object)) : name;
}

/** The comment that an author wrote about a definition: directly above it, or else at the beginning of its cell. */
export function commentOn({ cell, node }: Statement): string | undefined {
  const above = lineComment(cell.source.slice(0, node.start), "last");
  const found = above ?? lineComment(cell.source, "first");
  const sentence = found === undefined ? "" : firstSentence(found);
  // A question is what the cell asks, not what it computes.
  return sentence === "" || sentence.endsWith("?") ? undefined : sentence.replace(/\.$/, "");
}

function lineComment(code: string, which: "first" | "last"): string | undefined {
  const lines = code.split("\n").map((line) => line.trim());
  if (which === "last") while (lines.at(-1) === "") lines.pop();
  const ordered = which === "first" ? lines : lines.toReversed();
  const end = ordered.findIndex((line) => !line.startsWith("//"));
  const found = ordered.slice(0, end === -1 ? undefined : end);
  const inOrder = which === "first" ? found : found.toReversed();
  return inOrder.length === 0 ? undefined : inOrder.map((line) => line.replace(/^\/\/+\s?/, "")).join(" ");
}

/** Names that say which of several numbers is meant, not what it is. */
const general: ReadonlySet<string> = new Set(
  "after all before first from last lower max min most least now of to total upper value".split(" "),
);

export const isGeneral = (name: string): boolean => general.has(name);

/** `jointChange` → `joint change`. */
export function inWords(name: string): string {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/[_$]+/g, " ")
    .trim()
    .toLowerCase();
}
