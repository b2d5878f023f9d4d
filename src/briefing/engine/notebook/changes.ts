/** Which names code may change: by assigning to them, to a part of what they hold, or by a method or a call that does. */
import type { Node } from "oxc-parser";
import { childrenOf, isFunction, patternNames, unwrapped } from "../compile/syntax-tree.js";
import type { Reference } from "../compile/emit/scope.js";

const changingMethods: ReadonlySet<string> = new Set(
  "add assign clear copyWithin delete fill pop push reverse set shift sort splice unshift".split(" "),
);

/** `Object.assign(totals, row)` changes its first argument. */
const changingFunctions: ReadonlySet<string> = new Set([
  "assign",
  "defineProperties",
  "defineProperty",
  "set",
]);

/** Methods that give a list of its own: in `rows.map(name).sort()`, `rows` keeps its order. */
const copyingMethods: ReadonlySet<string> = new Set(
  "concat filter flat flatMap map slice toReversed toSorted toSpliced".split(" "),
);

/** Methods that give a member of a list, or a list of the same members, and so what can change them. */
const sharingMethods: ReadonlySet<string> = new Set(
  "at entries filter find findLast get slice toReversed toSorted values".split(" "),
);

const displays: ReadonlySet<string> = new Set(["claim", "console", "display", "figure", "table"]);

/** A call whose result nobody uses: `rows.push(…)`, `await fill(rows)`. */
export function isCalledForEffect(node: Node): boolean {
  if (node.type !== "ExpressionStatement") return false;
  const expression = unwrapped(node.expression);
  const call = expression.type === "AwaitExpression" ? unwrapped(expression.argument) : expression;
  return call.type === "CallExpression" && !displays.has(rootOf(call.callee) ?? "");
}

/** `rows` in `rows[0].visits`. */
export const rootOf = (node: Node): string | undefined => rootIn(node)?.name;

function rootIn(given: Node): Extract<Node, { type: "Identifier" }> | undefined {
  const node = unwrapped(given);
  switch (node.type) {
    case "Identifier":
      return node;
    case "MemberExpression":
      return rootIn(node.object);
    case "CallExpression":
      return rootIn(node.callee);
    case "ChainExpression":
    case "TSNonNullExpression":
    case "TSAsExpression":
      return rootIn(node.expression);
    default:
      return undefined;
  }
}

/** Top-level names to whose values, or to parts of them, a statement may assign, also in its loops and blocks. */
export function changedIn(statement: Node, references: readonly Reference[]): ReadonlySet<string> {
  const shared = new Map(sharedIn(statement));
  const isTopLevel = ({ start }: Node): boolean => references.some((each) => each.start === start);
  const found = new Set<string>();
  for (const target of targetsIn(statement)) {
    const root = rootIn(target);
    if (root === undefined) continue;
    if (isTopLevel(root)) found.add(root.name);
    else for (const name of holdersOf(root.name, shared)) found.add(name);
  }
  const functions = new Map(functionsIn(statement));
  const within = ({ start, end }: Node) =>
    references.filter((each) => start <= each.start && each.start < end).map(({ name }) => name);
  for (const call of effectsIn(statement)) {
    for (const name of within(call)) found.add(name);
    for (const name of identifiersIn(call)) {
      for (const holder of holdersOf(name, shared)) found.add(holder);
      const called = functions.get(name);
      for (const changed of called === undefined ? [] : within(called)) found.add(changed);
    }
  }
  return found;
}

function* identifiersIn(node: Node): Generator<string> {
  if (node.type === "Identifier") yield node.name;
  for (const child of childrenOf(node)) yield* identifiersIn(child);
}

/** The functions that have names of their own in a statement. */
function* functionsIn(node: Node): Generator<readonly [name: string, code: Node]> {
  if (node.type === "FunctionDeclaration" && node.id !== null) yield [node.id.name, node];
  if (node.type === "VariableDeclarator" && node.id.type === "Identifier" && node.init !== null)
    if (isFunction(unwrapped(node.init))) yield [node.id.name, node.init];
  for (const child of childrenOf(node)) yield* functionsIn(child);
}

/** The calls for their effect inside a statement: in its loops, blocks and functions. */
function* effectsIn(node: Node): Generator<Node> {
  for (const child of childrenOf(node)) {
    if (isCalledForEffect(child)) yield child;
    yield* effectsIn(child);
  }
}

function* targetsIn(node: Node): Generator<Node> {
  yield* targetsOf(node);
  for (const child of childrenOf(node)) yield* targetsIn(child);
}

/** What an assignment, an operator or a method changes: `rows` in `rows.push(1)`, `a` and `b` in `[a, b] = pair`. */
function targetsOf(node: Node): readonly Node[] {
  switch (node.type) {
    case "UnaryExpression":
      return node.operator === "delete" ? [node.argument] : [];
    case "CallExpression": {
      const { callee } = node;
      if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return [];
      const { name } = callee.property;
      if (isBuiltIn(callee.object)) return changingFunctions.has(name) ? node.arguments.slice(0, 1) : [];
      return changingMethods.has(name) && !isCopy(callee.object) ? [callee.object] : [];
    }
    default:
      return assignedBy(node);
  }
}

/** To what an assignment, a loop or an operator gives another value. */
function assignedBy(node: Node): readonly Node[] {
  switch (node.type) {
    case "AssignmentExpression":
      return assignedIn(node.left);
    case "ForInStatement":
    case "ForOfStatement":
      return node.left.type === "VariableDeclaration" ? [] : assignedIn(node.left);
    case "UpdateExpression":
      return [node.argument];
    default:
      return [];
  }
}

/** Offsets of the names, not of their parts, to which code gives another value. */
export function* assignedNames(node: Node): Generator<number> {
  for (const each of assignedBy(node)) if (each.type === "Identifier") yield each.start;
  for (const child of childrenOf(node)) yield* assignedNames(child);
}

const isBuiltIn = (node: Node): boolean =>
  node.type === "Identifier" && (node.name === "Object" || node.name === "Reflect");

/** A list that is new. */
function isCopy(given: Node): boolean {
  const node = unwrapped(given);
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return false;
  const { object, property } = node.callee;
  if (property.type !== "Identifier") return false;
  return copyingMethods.has(property.name) || (changingMethods.has(property.name) && isCopy(object));
}

/** The names and properties in a pattern: `a` and `totals.b` in `[a, totals.b] = pair`. */
function assignedIn(pattern: Node): readonly Node[] {
  switch (pattern.type) {
    case "ArrayPattern":
      return pattern.elements.flatMap((each) => (each === null ? [] : assignedIn(each)));
    case "ObjectPattern":
      return pattern.properties.flatMap((each) =>
        assignedIn(each.type === "RestElement" ? each.argument : each.value),
      );
    case "AssignmentPattern":
      return assignedIn(pattern.left);
    case "RestElement":
      return assignedIn(pattern.argument);
    default:
      return [pattern];
  }
}

/**
 * Names that hold a part of what another name holds, with that name: `row`, `rows` in `for (const row of rows)`, and
 * `view`, `totals` in `const view = totals.list`.
 */
export function* sharedIn(node: Node): Generator<readonly [name: string, of: string]> {
  if (node.type === "VariableDeclarator" && node.init !== null) yield* sharedBy(node.id, node.init);
  if (node.type === "ForOfStatement" && node.left.type === "VariableDeclaration")
    for (const { id } of node.left.declarations) yield* sharedBy(id, node.right);
  for (const child of childrenOf(node)) yield* sharedIn(child);
}

function* sharedBy(pattern: Node, value: Node): Generator<readonly [name: string, of: string]> {
  const of = holderOf(value);
  if (of !== undefined) for (const name of patternNames(pattern)) yield [name, of];
}

/** `rows` in `rows.filter(isNew)[0]`; undefined for what is new. */
function holderOf(given: Node): string | undefined {
  const node = unwrapped(given);
  switch (node.type) {
    case "Identifier":
      return node.name;
    case "MemberExpression":
      return holderOf(node.object);
    case "ChainExpression":
    case "TSNonNullExpression":
    case "TSAsExpression":
      return holderOf(node.expression);
    case "CallExpression": {
      const { callee } = node;
      if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return undefined;
      if (!sharingMethods.has(callee.property.name)) return undefined;
      const [first] = node.arguments;
      if (isBuiltIn(callee.object)) return first && holderOf(first);
      return holderOf(callee.object);
    }
    default:
      return undefined;
  }
}

/** The names that hold what a name holds a part of, from the nearest. */
export function* holdersOf(name: string, shared: ReadonlyMap<string, string>): Generator<string> {
  const seen = new Set([name]);
  for (let next = shared.get(name); next !== undefined && !seen.has(next); next = shared.get(next)) {
    seen.add(next);
    yield next;
  }
}

/** Whether a statement declares functions, also as members of an object: they run where another one mentions it. */
export function declaresFunctions(node: Node): boolean {
  switch (node.type) {
    case "ExportNamedDeclaration":
      return node.declaration !== null && declaresFunctions(node.declaration);
    case "ClassDeclaration":
      return true;
    case "VariableDeclaration":
      return node.declarations.some(({ init }) => init !== null && holdsFunctions(init));
    default:
      return isFunction(node);
  }
}

function holdsFunctions(given: Node): boolean {
  const node = unwrapped(given);
  if (isFunction(node) || node.type === "ClassExpression" || node.type === "NewExpression") return true;
  if (node.type !== "ObjectExpression") return false;
  return node.properties.some((each) => each.type === "Property" && holdsFunctions(each.value));
}
