/** What functions are called: by their declaration, or by the variable, property or member of a class that holds them. */
import type { Class, Node, Program } from "oxc-parser";
import { childrenOf, isFunction, type FunctionNode } from "./syntax-tree.js";

/** Functions without a name are not in it. */
export function functionNames(program: Program): ReadonlyMap<Node, string> {
  const names = new Map<Node, string>();
  const parents: Node[] = [];
  const visit = (node: Node): void => {
    const name = isFunction(node) ? nameOf(node, parents) : undefined;
    if (name !== undefined) names.set(node, name);
    parents.push(node);
    for (const child of childrenOf(node)) visit(child);
    parents.pop();
  };
  visit(program);
  return names;
}

/** @param parents from the program to the one that holds the node */
function nameOf(node: FunctionNode | Class, parents: readonly Node[]): string | undefined {
  if (node.id) return node.id.name;
  const parent = parents.at(-1);
  switch (parent?.type) {
    case "ParenthesizedExpression":
    case "ConditionalExpression":
    case "LogicalExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      return nameOf(node, parents.slice(0, -1));
    case "VariableDeclarator":
      return targetName(parent.id);
    case "AssignmentExpression":
    case "AssignmentPattern":
      return targetName(parent.left);
    case "ExportDefaultDeclaration":
      return "default";
    case "MethodDefinition":
      if (parent.kind === "constructor") return className(parents);
      return memberName(parent);
    case "Property":
    case "PropertyDefinition":
    case "AccessorProperty":
      return memberName(parent);
    default:
      return undefined;
  }
}

/** Of the class whose member comes last. */
function className(parents: readonly Node[]): string | undefined {
  const [node] = parents.slice(-3);
  const isClass = node?.type === "ClassDeclaration" || node?.type === "ClassExpression";
  return isClass ? nameOf(node, parents.slice(0, -3)) : undefined;
}

const targetName = (target: Node): string | undefined =>
  target.type === "Identifier"
    ? target.name
    : target.type === "MemberExpression" && !target.computed
      ? keyName(target.property)
      : undefined;

function memberName(member: {
  readonly key: Node;
  readonly computed: boolean;
  readonly kind?: string;
}): string | undefined {
  const name = member.computed ? undefined : keyName(member.key);
  const isAccessor = member.kind === "get" || member.kind === "set";
  return name !== undefined && isAccessor ? `${member.kind} ${name}` : name;
}

function keyName(key: Node): string | undefined {
  if (key.type === "Identifier") return key.name;
  if (key.type === "PrivateIdentifier") return `#${key.name}`;
  return key.type === "Literal" ? String(key.value) : undefined;
}
