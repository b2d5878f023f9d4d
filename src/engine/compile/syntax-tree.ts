/** What is asked of a tree of syntax, by its nodes. */
import type { Class, Node } from "oxc-parser";

export type FunctionNode = Extract<Node, { readonly params: unknown; readonly async: boolean }>;

export const isFunction = (node: Node): node is FunctionNode =>
  (node.type === "FunctionDeclaration" ||
    node.type === "FunctionExpression" ||
    node.type === "ArrowFunctionExpression") &&
  node.body !== null;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** In the order of the source. Loops, for every walk through a tree asks every node. */
export function childrenOf(node: Node): readonly Node[] {
  const found: Node[] = [];
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    if (key === "parent" || typeof value !== "object") continue;
    if (!Array.isArray(value)) {
      if (isNode(value)) found.push(value);
    } else for (const each of value) if (isNode(each)) found.push(each);
  }
  return found.length < 2 ? found : found.sort((a, b) => a.start - b.start);
}

export const unwrapped = (node: Node): Node =>
  node.type === "ParenthesizedExpression" ? unwrapped(node.expression) : node;

const isClass = (node: Node): node is Class =>
  node.type === "ClassExpression" || node.type === "ClassDeclaration";

export const isAnonymous = (node: Node): node is FunctionNode | Class =>
  (isFunction(node) || isClass(node)) && !node.id;

export const constructorOf = ({ body }: Class): Node | undefined =>
  body.body.flatMap((member) =>
    member.type === "MethodDefinition" && member.kind === "constructor" ? [member.value as Node] : [],
  )[0];

/** Whose first token the expression's first token is. */
export function leftmost(node: Node): Node {
  switch (node.type) {
    case "CallExpression":
      return leftmost(node.callee);
    case "MemberExpression":
      return leftmost(node.object);
    case "TaggedTemplateExpression":
      return leftmost(node.tag);
    case "ConditionalExpression":
      return leftmost(node.test);
    case "BinaryExpression":
    case "LogicalExpression":
    case "AssignmentExpression":
      return leftmost(node.left);
    case "SequenceExpression":
      return leftmost(node.expressions[0] ?? node);
    case "ChainExpression":
      return leftmost(node.expression);
    default:
      return node;
  }
}

export function isCall(node: Node): boolean {
  const { type } = unwrapped(node);
  return type === "CallExpression" || type === "NewExpression" || type === "TaggedTemplateExpression";
}

/** V8 reads what follows a call, or `?.`, apart from what comes before it. */
export function isAfterCall(node: Node): boolean {
  switch (node.type) {
    case "CallExpression":
      return true;
    case "MemberExpression":
      return node.optional || isAfterCall(node.object);
    case "TaggedTemplateExpression":
      return isAfterCall(node.tag);
    default:
      return false;
  }
}

export function computedName(key: Node): string {
  const literal = unwrapped(key);
  const name = literal.type === "Literal" ? literal.value : undefined;
  return typeof name === "string" && !/^(?:0|[1-9]\d*)$/.test(name) ? name : "<computed>";
}

export function keyName(key: Node): string | undefined {
  if (key.type === "Identifier") return key.name;
  if (key.type === "PrivateIdentifier") return `#${key.name}`;
  return key.type === "Literal" ? String(key.value) : undefined;
}
