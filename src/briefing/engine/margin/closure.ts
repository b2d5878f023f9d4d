/** Code with the names that it sees, as text that is read. */
import type { Node } from "oxc-parser";
import type { FunctionNode } from "../compile/syntax-tree.js";
import type { Scope } from "./scope.js";

/** A function as text, with the names that it sees. */
export class Closure {
  readonly node: FunctionNode;
  readonly scope: Scope;

  constructor(node: FunctionNode, scope: Scope) {
    this.node = node;
    this.scope = scope;
  }
}

/** An expression with the names that it sees. */
export interface Placed {
  readonly node: Node;
  readonly scope: Scope;
}

/** Parentheses and types do not change a value. */
export function bare(node: Node): Node {
  switch (node.type) {
    case "ParenthesizedExpression":
    case "TSNonNullExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
    case "TSInstantiationExpression":
      return bare(node.expression);
    default:
      return node;
  }
}
