/** Which variables a piece of code may change, as far as its text says so. */
import type { Node } from "oxc-parser";
import { patternNames } from "../compile/emit/names.js";
import { childrenOf, isFunction } from "../compile/syntax-tree.js";

/** Methods that change what they are called of, whatever becomes of their result. */
const changing = new Set(["push", "unshift", "splice", "fill", "set", "add", "append"]);
/** Functions of Object that change what they are given first. */
const changingFirst = new Set(["assign", "defineProperty", "defineProperties", "setPrototypeOf"]);
/** Methods whose result is a part of what they are called of. */
const taking = new Set(["at", "find", "get"]);

/**
 * What is assigned to, and what a call whose result nobody takes is made of or given: a call for its effect.
 *
 * @param harmless names of what changes nothing that it is given
 */
export function* changedIn(node: Node, harmless: ReadonlySet<string>): Generator<string> {
  if (node.type === "AssignmentExpression") yield* rootsOf(node.left);
  if (node.type === "UpdateExpression") yield* rootsOf(node.argument);
  if (node.type === "ForOfStatement" || node.type === "ForInStatement")
    if (node.left.type !== "VariableDeclaration") yield* rootsOf(node.left);
  if (node.type === "ExpressionStatement") yield* changedByCall(node.expression, harmless);
  if (node.type === "CallExpression" && node.callee.type === "MemberExpression") {
    const name = methodOf(node.callee);
    if (changing.has(name)) yield* rootsOf(node.callee);
    if (changingFirst.has(name)) for (const given of node.arguments.slice(0, 1)) yield* heldIn(given);
    if (name === "forEach")
      for (const { type, body } of node.arguments.filter(isFunction))
        if (type === "ArrowFunctionExpression") yield* changedByCall(body, harmless);
  }
  for (const child of childrenOf(node)) yield* changedIn(child, harmless);
}

/** What is changed when one of its functions is called; undefined where it has none. */
export function changedLater(node: Node, harmless: ReadonlySet<string>): ReadonlySet<string> | undefined {
  const functions = [...functionsIn(node)];
  return functions.length === 0
    ? undefined
    : new Set(functions.flatMap((each) => [...changedIn(each, harmless)]));
}

function* functionsIn(node: Node): Generator<Node> {
  if (isFunction(node)) yield node;
  else for (const child of childrenOf(node)) yield* functionsIn(child);
}

/** Where something is only put into a variable: whoever does so takes nothing out of it. */
export function* filledIn(node: Node): Generator<number> {
  if (node.type === "ExpressionStatement" && node.expression.type === "CallExpression") {
    const { callee } = node.expression;
    if (callee.type === "MemberExpression" && changing.has(methodOf(callee))) yield callee.object.start;
  }
  for (const child of childrenOf(node)) yield* filledIn(child);
}

/** Variables that may be a part of others, by their names: `part` of `const part = whole.part`. */
export function* aliasesIn(node: Node): Generator<readonly [alias: string, of: string]> {
  if (node.type === "VariableDeclarator" && node.init !== null) yield* pairs(node.id, node.init);
  if (node.type === "ForOfStatement" && node.left.type === "VariableDeclaration")
    for (const { id } of node.left.declarations) yield* pairs(id, node.right);
  for (const child of childrenOf(node)) yield* aliasesIn(child);
}

function* pairs(pattern: Node, value: Node): Generator<readonly [string, string]> {
  for (const of of heldIn(value)) for (const alias of patternNames(pattern)) yield [alias, of];
}

/** Through what hands on, or drops, the results of calls. */
function* changedByCall(node: Node, harmless: ReadonlySet<string>): Generator<string> {
  if (node.type === "CallExpression" || node.type === "NewExpression") {
    if ([...rootsOf(node.callee)].some((name) => harmless.has(name))) return;
    if (node.callee.type === "MemberExpression") {
      yield* rootsOf(node.callee);
      yield* changedByCall(node.callee.object, harmless);
    }
    for (const given of node.arguments) yield* heldIn(given);
  } else if (handsOn.has(node.type))
    for (const child of childrenOf(node)) yield* changedByCall(child, harmless);
}

const handsOn: ReadonlySet<Node["type"]> = new Set<Node["type"]>([
  ...(["AwaitExpression", "UnaryExpression", "LogicalExpression", "ConditionalExpression"] as const),
  ...(["SequenceExpression", "ParenthesizedExpression", "ChainExpression"] as const),
  ...(["TSAsExpression", "TSNonNullExpression", "TSSatisfiesExpression"] as const),
]);

/** `rows` of `rows[0].papers`; all names of a pattern. */
function* rootsOf(node: Node): Generator<string> {
  if (node.type === "Identifier") yield node.name;
  else if (node.type === "MemberExpression") yield* rootsOf(node.object);
  else if (node.type === "CallExpression") {
    yield* rootsOf(node.callee);
    for (const given of node.arguments) yield* heldIn(given);
  } else for (const child of childrenOf(node)) yield* rootsOf(child);
}

/** Variables that the value may be, be a part of, or have in it; the result of a call is another value. */
function* heldIn(node: Node): Generator<string> {
  if (node.type === "Identifier") yield node.name;
  else if (node.type === "MemberExpression") yield* heldIn(node.object);
  else if (node.type === "CallExpression") {
    const { callee } = node;
    if (callee.type === "MemberExpression" && taking.has(methodOf(callee))) yield* heldIn(callee.object);
  } else if (node.type === "Property") yield* heldIn(node.value);
  else if (holds.has(node.type)) for (const child of childrenOf(node)) yield* heldIn(child);
}

const holds: ReadonlySet<Node["type"]> = new Set<Node["type"]>([
  ...handsOn,
  ...(["ObjectExpression", "ArrayExpression", "SpreadElement", "AssignmentExpression"] as const),
]);

function methodOf({ property }: Extract<Node, { type: "MemberExpression" }>): string {
  return property.type === "Identifier" ? property.name : "";
}
