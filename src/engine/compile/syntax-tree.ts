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
