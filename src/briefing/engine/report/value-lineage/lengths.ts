/** Numbers that only say how long a list is. */
import type { Node } from "oxc-parser";
import { unwrapped } from "../../compile/syntax-tree.js";
import { isFormat, isLoad } from "./names.js";
import { rootOf } from "../../notebook/changes.js";
import type { NotebookProgram } from "../../notebook/program.js";
import type { Reader, Statement } from "../../notebook/statements.js";

/**
 * Whether a number is the length of a list from which the author selected nothing: `fmt.count(partners.length)` says
 * how many were compared. The length of what a condition selects is a finding, and so is that of a list of which the
 * code does not show that it is complete.
 */
export function isLengthOfAll(given: Node, reader: Reader, code: NotebookProgram): boolean {
  const list = listIn(given, reader, code);
  return list !== undefined && keepsAll(list, reader, code);
}

/** `partners` in `fmt.count(partners.length)` or `partners.length`. */
function listIn(given: Node, reader: Reader, code: NotebookProgram): Node | undefined {
  const node = unwrapped(given);
  if (node.type === "ExpressionStatement") return listIn(node.expression, reader, code);
  if (node.type === "CallExpression") {
    const [number] = node.arguments;
    const isPrinted = isFormat(rootOf(node.callee) ?? "", reader, code);
    return isPrinted && number !== undefined ? listIn(number, reader, code) : undefined;
  }
  if (node.type !== "MemberExpression" || node.computed || node.property.type !== "Identifier")
    return undefined;
  return node.property.name === "length" ? node.object : undefined;
}

/** Methods whose result has as many members as the list. */
const keeping: ReadonlySet<string> = new Set(["map", "reverse", "sort", "toReversed", "toSorted"]);

/** Whether code makes a list with everything that it is made from: all rows of a table, or all that the author wrote. */
function keepsAll(
  given: Node,
  reader: Reader,
  code: NotebookProgram,
  followed: readonly Statement[] = [],
): boolean {
  const node = unwrapped(given);
  if (node.type === "ArrayExpression")
    return node.elements.every((each) => each !== null && each.type !== "SpreadElement");
  if (node.type === "Identifier") {
    const definition = code.definition(node.name, reader);
    const init = definition && initOf(definition, node.name);
    if (definition === undefined || init === undefined || followed.includes(definition)) return false;
    if (code.changing(node.name, reader).length > 0) return false;
    return keepsAll(init, definition, code, [...followed, definition]);
  }
  if (node.type !== "CallExpression") return false;
  const callee = unwrapped(node.callee);
  if (callee.type === "Identifier")
    // With a condition as well, it selects rows.
    return node.arguments.length === 1 && isLoad(callee.name, reader, code);
  if (callee.type !== "MemberExpression" || callee.computed || callee.property.type !== "Identifier")
    return false;
  return keeping.has(callee.property.name) && keepsAll(callee.object, reader, code, followed);
}

function initOf({ node }: Statement, name: string): Node | undefined {
  if (node.type !== "VariableDeclaration") return undefined;
  const declared = node.declarations.find(({ id }) => id.type === "Identifier" && id.name === name);
  return declared?.init ?? undefined;
}
