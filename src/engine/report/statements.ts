/** The top-level statements of a cell: which names each declares, uses and changes. */
import type { Node } from "oxc-parser";
import { parse } from "../compile/emit/javascript.js";
import { readTopLevel } from "../compile/emit/scope.js";
import { childrenOf } from "../compile/syntax-tree.js";

export interface Statement {
  readonly declares: ReadonlySet<string>;
  /** Names that it mentions, of other statements or its own. */
  readonly uses: ReadonlySet<string>;
  /** Names of what it may change without declaring it. */
  readonly changes: ReadonlySet<string>;
}

/** By their places; none of a cell that no kernel of this package has executed. */
export function statementsOf(code: string): readonly Statement[] {
  try {
    const { program } = parse("cell.ts", code);
    return program.body.map((statement) => {
      const { declared, references } = readTopLevel({ ...program, body: [statement] });
      const imported =
        statement.type === "ImportDeclaration" ? statement.specifiers.map(({ local }) => local.name) : [];
      return {
        declares: new Set([...declared.keys(), ...imported]),
        uses: new Set(references.map(({ name }) => name)),
        changes: new Set(changedIn(statement)),
      };
    });
  } catch {
    return [];
  }
}

/** Names that an expression mentions. */
export function namesIn(expression: string): ReadonlySet<string> {
  try {
    const { program } = parse("expression.ts", `(${expression}\n)`);
    return new Set(readTopLevel(program).references.map(({ name }) => name));
  } catch {
    return new Set();
  }
}

/** Methods that change what they are called of, whatever becomes of their result. */
const changing = new Set(["push", "unshift", "splice", "fill", "set", "add", "append"]);

/** What is assigned to, and what a call whose result nobody takes is made of or given: a call for its effect. */
function* changedIn(node: Node): Generator<string> {
  if (node.type === "AssignmentExpression") yield* rootsOf(node.left);
  if (node.type === "UpdateExpression") yield* rootsOf(node.argument);
  if (node.type === "ExpressionStatement") yield* changedByCall(node.expression);
  if (node.type === "CallExpression" && node.callee.type === "MemberExpression") {
    const { property } = node.callee;
    if (property.type === "Identifier" && changing.has(property.name)) yield* rootsOf(node.callee);
  }
  for (const child of childrenOf(node)) yield* changedIn(child);
}

function* changedByCall(node: Node): Generator<string> {
  if (node.type === "AwaitExpression") yield* changedByCall(node.argument);
  if (node.type !== "CallExpression") return;
  if (node.callee.type === "MemberExpression") yield* rootsOf(node.callee);
  for (const given of node.arguments) if (given.type === "Identifier") yield given.name;
}

/** `rows` of `rows[0].papers`; all names of a pattern. */
function* rootsOf(node: Node): Generator<string> {
  if (node.type === "Identifier") yield node.name;
  else if (node.type === "MemberExpression" || node.type === "CallExpression")
    yield* rootsOf(node.type === "MemberExpression" ? node.object : node.callee);
  else for (const child of childrenOf(node)) yield* rootsOf(child);
}
