/** Code by which no data can come that were not seen to be read: plain values, and what this package makes of them. */
import type { ImportDeclaration, Node } from "oxc-parser";
import { childrenOf } from "../compile/syntax-tree.js";

/** Where it is a call, its function must be plain, too: an import of this package. */
export function isPlainStatement(node: Node): boolean {
  switch (node.type) {
    case "ImportDeclaration":
      return node.importKind === "type" || isOurs(node);
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "EmptyStatement":
      return true;
    case "VariableDeclaration":
      return node.declarations.every(({ init }) => init === null || isPlain(init));
    case "ExpressionStatement": {
      const { expression } = node;
      if (expression.type !== "AssignmentExpression") return isPlain(expression);
      return expression.left.type === "Identifier" && isPlain(expression.right);
    }
    default:
      return false;
  }
}

/** The names that it imports from this package. */
export const importsOf = (node: Node): readonly string[] =>
  node.type === "ImportDeclaration" && isOurs(node) ? node.specifiers.map(({ local }) => local.name) : [];

const isOurs = ({ source }: ImportDeclaration): boolean => source.value === "decoupling-briefing";

/** An object may be filled later, by whoever has it. */
function isPlain(node: Node): boolean {
  switch (node.type) {
    case "Identifier":
    case "Literal":
    case "TemplateElement":
      return true;
    case "CallExpression":
      return isName(node.callee) && node.arguments.every(isGiven);
    case "TaggedTemplateExpression":
      return isName(node.tag) && isPlain(node.quasi);
    case "TemplateLiteral":
    case "UnaryExpression":
    case "BinaryExpression":
    case "LogicalExpression":
    case "ConditionalExpression":
    case "ParenthesizedExpression":
      return childrenOf(node).every(isPlain);
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
      return isPlain(node.expression);
    default:
      return false;
  }
}

/** Where nobody else has it. */
const isGiven = (node: Node): boolean =>
  node.type === "ObjectExpression"
    ? node.properties.every((each) => each.type === "Property" && !each.computed && isGiven(each.value))
    : node.type === "ArrayExpression"
      ? childrenOf(node).every(isGiven)
      : isPlain(node);

/** `fmt`, `fmt.count`. */
const isName = (node: Node): boolean =>
  node.type === "Identifier" || (node.type === "MemberExpression" && !node.computed && isName(node.object));
