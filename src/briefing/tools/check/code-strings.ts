import type { Node } from "oxc-parser";
import { childrenOf } from "../../engine/compile/syntax-tree.js";
import { parseCode } from "../../engine/notebook/cell-code.js";
import type { Range } from "../../engine/notebook/markdown/syntax.js";
import { blank, filler, maskEscapes } from "./prose-mask.js";

/** A text in code, by offsets into the code; `text` has the same length, with expressions and escapes blanked. */
export interface CodeString extends Range {
  readonly text: string;
}

/** Names of the fields that figure(), table(), claim() and the charts print unchanged. */
const printed = "title|subtitle|caption|alt|source|statement|by|reads|evidence|needs|notComputed|label";
const mayPrint = new RegExp(`\\b(?:text\\s*\`|(?:${printed})\\s*:)`);

/**
 * Texts that a cell prints literally: templates tagged `text`, and strings passed as caption, title, alternative text
 * and the like. Sentences of holds() are excluded, because every build checks their condition.
 */
export function displayedStrings(code: string): readonly CodeString[] {
  if (!mayPrint.test(code)) return [];
  const found = new Map<number, Literal>();
  for (const node of nodesOf(code)) for (const literal of printedIn(node)) found.set(literal.start, literal);
  return [...found.values()].sort((a, b) => a.start - b.start).map((literal) => stringOf(literal, code));
}

/** Every string and template of the code, including those inside the expressions of templates. */
export const allStrings = (code: string): readonly CodeString[] =>
  [...nodesOf(code)].filter(isLiteral).map((literal) => stringOf(literal, code));

export function* nodesOf(code: string): Generator<Node> {
  const program = parseCode(code);
  if (program !== undefined) yield* within(program);
}

function* within(node: Node): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) yield* within(child);
}

type Literal = Extract<Node, { readonly type: "Literal" | "TemplateLiteral" }>;

export const isLiteral = (node: Node): node is Literal =>
  node.type === "TemplateLiteral" || (node.type === "Literal" && typeof node.value === "string");

function printedIn(node: Node): readonly Literal[] {
  if (node.type === "TaggedTemplateExpression")
    return node.tag.type === "Identifier" && node.tag.name === "text" ? [node.quasi] : [];
  if (node.type !== "Property" || node.computed || node.key.type !== "Identifier") return [];
  return printed.split("|").includes(node.key.name) ? textsOf(node.value) : [];
}

/** Strings and templates that an expression may evaluate to; those inside its calls and comparisons are excluded. */
function textsOf(node: Node): readonly Literal[] {
  if (isLiteral(node)) return [node];
  switch (node.type) {
    case "ConditionalExpression":
      return [node.consequent, node.alternate].flatMap(textsOf);
    case "BinaryExpression":
      return node.operator === "+" ? [node.left, node.right].flatMap(textsOf) : [];
    case "LogicalExpression":
      return [node.left, node.right].flatMap(textsOf);
    case "TaggedTemplateExpression":
      return [node.quasi];
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
      return textsOf(node.expression);
    case "ArrowFunctionExpression":
      return textsOf(node.body);
    default:
      return [];
  }
}

/** The same length as written, without quotes: Markdown would read a template as code. */
function stringOf(literal: Literal, code: string): CodeString {
  const { start, end } = literal;
  const text = filler + maskEscapes(code.slice(start + 1, end - 1)) + filler;
  if (literal.type === "Literal") return { start, end, text };
  // The parser counts `${` and `}` as part of the text around an expression.
  const holes = literal.quasis.slice(1).map((quasi, index) => ({
    start: (literal.quasis[index]?.end ?? start) - 2 - start,
    end: quasi.start + 1 - start,
  }));
  return { start, end, text: blank(text, holes) };
}
