import type { Node } from "oxc-parser";
import { childrenOf } from "../../engine/compile/syntax-tree.js";
import { parseCode } from "../../engine/notebook/cell-code.js";
import type { Range } from "../../engine/notebook/markdown/syntax.js";
import { blank, filler, maskEscapes } from "./prose-mask.js";

/** A text in code, by offsets into the code; `text` is as long, with expressions and escapes blanked. */
export interface CodeString extends Range {
  readonly text: string;
}

/** Names of the fields that figure(), table(), claim() and the charts print as they are given. */
const printed = "title|subtitle|caption|alt|source|statement|by|reads|evidence|needs|notComputed|label";
const mayPrint = new RegExp(`\\b(?:text\\s*\`|(?:${printed})\\s*:)`);

/**
 * Texts that a cell prints as they are written: templates tagged `text`, and strings given as caption, title,
 * alternative text and the like. Sentences of holds() are not among them: their condition is checked at every build.
 */
export function displayedStrings(code: string): readonly CodeString[] {
  if (!mayPrint.test(code)) return [];
  const found = new Map<number, Literal>();
  for (const node of nodesOf(code)) for (const literal of printedIn(node)) found.set(literal.start, literal);
  return [...found.values()].sort((a, b) => a.start - b.start).map((literal) => stringOf(literal, code));
}

/** Every string and template of the code, those inside the expressions of templates too. */
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

const isLiteral = (node: Node): node is Literal =>
  node.type === "TemplateLiteral" || (node.type === "Literal" && typeof node.value === "string");

function printedIn(node: Node): readonly Literal[] {
  if (node.type === "TaggedTemplateExpression")
    return node.tag.type === "Identifier" && node.tag.name === "text" ? [node.quasi] : [];
  if (node.type !== "Property" || node.computed || node.key.type !== "Identifier") return [];
  return printed.split("|").includes(node.key.name) ? [...textsOf(node.value)] : [];
}

/** Strings and templates that an expression may give; those of calls and of comparisons in it are no text. */
function* textsOf(node: Node): Generator<Literal> {
  if (isLiteral(node)) yield node;
  else
    switch (node.type) {
      case "ConditionalExpression":
        yield* textsOf(node.consequent);
        yield* textsOf(node.alternate);
        break;
      case "BinaryExpression":
        if (node.operator !== "+") break;
        yield* textsOf(node.left);
        yield* textsOf(node.right);
        break;
      case "LogicalExpression":
        yield* textsOf(node.left);
        yield* textsOf(node.right);
        break;
      case "TaggedTemplateExpression":
        yield node.quasi;
        break;
      case "ParenthesizedExpression":
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSNonNullExpression":
        yield* textsOf(node.expression);
        break;
      case "ArrowFunctionExpression":
        yield* textsOf(node.body);
        break;
    }
}

/** As long as it is written, without its quotes: a template would read as code in Markdown. */
function stringOf(literal: Literal, code: string): CodeString {
  const { start, end } = literal;
  const text = filler + maskEscapes(code.slice(start + 1, end - 1)) + filler;
  if (literal.type === "Literal") return { start, end, text };
  // The parser counts `${` and `}` to the text around an expression.
  const holes = literal.quasis.slice(1).map((quasi, index) => ({
    start: (literal.quasis[index]?.end ?? start) - 2 - start,
    end: quasi.start + 1 - start,
  }));
  return { start, end, text: blank(text, holes) };
}
