/** Numbers that only say how long a list is. */
import type { Node } from "oxc-parser";
import { unwrapped } from "../../compile/syntax-tree.js";
import { isFormat } from "./names.js";
import { rootOf, type Reader, type Statements } from "./statements.js";

/**
 * Whether a number is the length of a list from which the author selected nothing: `fmt.count(partners.length)` says
 * how many were compared. The length of what a condition selects is a finding.
 */
export function isLengthOfAll(given: Node, reader: Reader, code: Statements): boolean {
  const list = listIn(given, reader, code);
  if (list === undefined) return false;
  const definition = code.definition(list, reader)?.node;
  if (definition?.type !== "VariableDeclaration") return false;
  const declared = definition.declarations.find(({ id }) => id.type === "Identifier" && id.name === list);
  return declared?.init != null && !selects(declared.init);
}

/** `partners` in `fmt.count(partners.length)` or `partners.length`. */
function listIn(given: Node, reader: Reader, code: Statements): string | undefined {
  const node = unwrapped(given);
  if (node.type === "ExpressionStatement") return listIn(node.expression, reader, code);
  if (node.type === "CallExpression") {
    const [number] = node.arguments;
    const isPrinted = isFormat(rootOf(node.callee) ?? "", reader, code);
    return isPrinted && number !== undefined ? listIn(number, reader, code) : undefined;
  }
  if (node.type !== "MemberExpression" || node.computed || node.property.type !== "Identifier")
    return undefined;
  const list = unwrapped(node.object);
  return node.property.name === "length" && list.type === "Identifier" ? list.name : undefined;
}

const selecting: ReadonlySet<string> = new Set(["filter", "flatMap", "slice"]);

/** Whether a method in the chain of calls that makes a list keeps only some of its members. */
function selects(given: Node): boolean {
  const node = unwrapped(given);
  if (node.type === "MemberExpression") return selects(node.object);
  if (node.type !== "CallExpression") return false;
  const callee = unwrapped(node.callee);
  if (callee.type !== "MemberExpression") return false;
  const { property } = callee;
  return (property.type === "Identifier" && selecting.has(property.name)) || selects(callee.object);
}
