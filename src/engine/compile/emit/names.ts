/** The names that code declares. */
import type { Node } from "oxc-parser";
import { childrenOf, isFunction } from "../syntax-tree.js";

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

/** Of the `var`s in these nodes, however deep in blocks, but not in functions or classes. */
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

/** What statements of a block declare in it; its `var`s belong to the function around it. */
export function* blockNames(statements: Iterable<Node>): Generator<string> {
  for (const statement of statements)
    if (statement.type !== "VariableDeclaration" || statement.kind !== "var") yield* declaredNames(statement);
}
