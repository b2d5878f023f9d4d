/** What a call does before and after its function: parameters get their values, and statements lead to a result. */
import type { Node } from "oxc-parser";
import { itemsOf } from "./builtins.js";
import type { Placed } from "./closure.js";
import { noMargin } from "./errors.js";
import { keyOf, Scope } from "./scope.js";

/** How expressions are evaluated. */
interface Values {
  readonly value: (node: Node, scope: Scope) => unknown;
  readonly property: (object: unknown, key: string) => unknown;
  readonly step: () => void;
}

/** Gives the names of a parameter their values. */
export function bind(pattern: Node, value: unknown, scope: Scope, values: Values): void {
  if (pattern.type === "Identifier") scope.set(pattern.name, { kind: "value", value });
  else if (pattern.type === "AssignmentPattern")
    bind(pattern.left, value === undefined ? values.value(pattern.right, scope) : value, scope, values);
  else if (pattern.type === "ArrayPattern") {
    const items = itemsOf(value);
    for (const [index, each] of pattern.elements.entries()) {
      if (each?.type === "RestElement") bind(each.argument, items.slice(index), scope, values);
      else if (each !== null) bind(each, items[index], scope, values);
    }
  } else if (pattern.type === "ObjectPattern")
    for (const each of pattern.properties) {
      const key = each.type === "Property" ? keyOf(each) : undefined;
      if (each.type !== "Property" || key === undefined)
        return noMargin("a function takes the rest of an object");
      bind(each.value, values.property(value, key), scope, values);
    }
  else noMargin("a function has an unusual parameter");
}

/** The expression that statements return; undefined if they return nothing. */
export function ending(statements: readonly Node[], scope: Scope, values: Values): Placed | undefined {
  const inner = new Scope(scope.origin, scope);
  inner.declare(statements);
  for (const statement of statements) {
    values.step();
    switch (statement.type) {
      case "ReturnStatement":
        return statement.argument === null ? undefined : { node: statement.argument, scope: inner };
      case "IfStatement": {
        const branch = values.value(statement.test, inner) ? statement.consequent : statement.alternate;
        const ended = branch === null ? undefined : ending(statementsOf(branch), inner, values);
        if (ended !== undefined) return ended;
        break;
      }
      case "BlockStatement": {
        const ended = ending(statement.body, inner, values);
        if (ended !== undefined) return ended;
        break;
      }
      case "VariableDeclaration":
        if (statement.kind !== "const") return noMargin("it calls a function with variables");
        break;
      case "FunctionDeclaration":
      case "EmptyStatement":
        break;
      case "ThrowStatement":
        return noMargin("it calls a function that fails");
      default:
        return noMargin("it calls a function with statements that are not followed");
    }
  }
  return undefined;
}

const statementsOf = (node: Node): readonly Node[] => (node.type === "BlockStatement" ? node.body : [node]);
