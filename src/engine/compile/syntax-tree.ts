/** Queries on the nodes of a syntax tree. */
import type { Class, Node } from "oxc-parser";

export type FunctionNode = Extract<Node, { readonly params: unknown; readonly async: boolean }>;

export const isFunction = (node: Node): node is FunctionNode =>
  (node.type === "FunctionDeclaration" ||
    node.type === "FunctionExpression" ||
    node.type === "ArrowFunctionExpression") &&
  node.body !== null;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** In source order. Written as loops, because every walk through a tree calls it for every node. */
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

export function* patternNames(pattern: Node | null): Generator<string> {
  if (pattern === null) return;
  if (pattern.type === "Identifier") yield pattern.name;
  else if (pattern.type === "AssignmentPattern") yield* patternNames(pattern.left);
  else if (pattern.type === "RestElement") yield* patternNames(pattern.argument);
  else if (pattern.type === "ArrayPattern") for (const each of pattern.elements) yield* patternNames(each);
  else if (pattern.type === "ObjectPattern")
    for (const each of pattern.properties)
      yield* patternNames(each.type === "RestElement" ? each.argument : each.value);
}

/** Names of the `var`s in these nodes, at any depth in blocks, but not in functions or classes. */
export function* hoistedNames(nodes: Iterable<Node>): Generator<string> {
  for (const node of nodes) {
    if (isFunction(node) || node.type === "StaticBlock") continue;
    if (node.type === "VariableDeclaration" && node.kind === "var")
      for (const { id } of node.declarations) yield* patternNames(id);
    yield* hoistedNames(childrenOf(node));
  }
}

export function* declaredNames(statement: Node): Generator<string> {
  if (statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration") {
    if (statement.id) yield statement.id.name;
  } else if (statement.type === "VariableDeclaration")
    for (const { id } of statement.declarations) yield* patternNames(id);
}

/** Names that statements of a block declare in it; its `var`s belong to the function around it. */
export function* blockNames(statements: Iterable<Node>): Generator<string> {
  for (const statement of statements)
    if (statement.type !== "VariableDeclaration" || statement.kind !== "var") yield* declaredNames(statement);
}
