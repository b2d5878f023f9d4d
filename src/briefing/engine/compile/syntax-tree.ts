/** Queries on the nodes of a syntax tree. */
import type { Class, MemberExpression, Node } from "oxc-parser";

export type FunctionNode = Extract<Node, { readonly params: unknown; readonly async: boolean }>;

export const isFunction = (node: Node): node is FunctionNode =>
  (node.type === "FunctionDeclaration" ||
    node.type === "FunctionExpression" ||
    node.type === "ArrowFunctionExpression") &&
  node.body !== null;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

const children = new WeakMap<Node, readonly Node[]>();

/** In source order. Kept, because many walks lead through the same tree, and call it for every node. */
export function childrenOf(node: Node): readonly Node[] {
  const found = children.get(node) ?? readChildren(node);
  children.set(node, found);
  return found;
}

function readChildren(node: Node): readonly Node[] {
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

/** The property that is read, by a name or by a literal text: `visits` in `row.visits` and `row["visits"]`. */
export function propertyName(node: MemberExpression): string | undefined {
  const { property } = node;
  if (node.computed)
    return property.type === "Literal" && typeof property.value === "string" ? property.value : undefined;
  return property.type === "Identifier" ? property.name : undefined;
}

const isClass = (node: Node): node is Class =>
  node.type === "ClassExpression" || node.type === "ClassDeclaration";

export const isAnonymous = (node: Node): node is FunctionNode | Class =>
  (isFunction(node) || isClass(node)) && !node.id;

interface Identifier {
  readonly name: string;
  readonly start: number;
}

/** The names that a pattern declares, or to which it assigns. */
function* patternIdentifiers(pattern: Node | null): Generator<Identifier> {
  if (pattern === null) return;
  if (pattern.type === "Identifier") yield pattern;
  else if (pattern.type === "AssignmentPattern") yield* patternIdentifiers(pattern.left);
  else if (pattern.type === "RestElement") yield* patternIdentifiers(pattern.argument);
  else if (pattern.type === "ArrayPattern")
    for (const each of pattern.elements) yield* patternIdentifiers(each);
  else if (pattern.type === "ObjectPattern")
    for (const each of pattern.properties)
      yield* patternIdentifiers(each.type === "RestElement" ? each.argument : each.value);
}

export function* patternNames(pattern: Node | null): Generator<string> {
  for (const { name } of patternIdentifiers(pattern)) yield name;
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

/** How a name is bound: later cells may assign to a variable only. */
export type Binding =
  "variable" | "constant" | "function" | "class" | "enum" | "namespace" | "type" | "import";

const bindings: ReadonlyMap<Node["type"], Binding> = new Map([
  ["FunctionDeclaration", "function"],
  ["TSDeclareFunction", "function"],
  ["ClassDeclaration", "class"],
  ["TSEnumDeclaration", "enum"],
  ["TSModuleDeclaration", "namespace"],
  ["TSInterfaceDeclaration", "type"],
  ["TSTypeAliasDeclaration", "type"],
  ["TSImportEqualsDeclaration", "import"],
]);

/** The names that a statement declares, exported or not. */
export function* bindingsOf(statement: Node): Generator<readonly [name: string, binding: Binding]> {
  switch (statement.type) {
    case "VariableDeclaration":
      for (const { id } of statement.declarations)
        for (const name of patternNames(id))
          yield [name, ["let", "var"].includes(statement.kind) ? "variable" : "constant"];
      return;
    case "ImportDeclaration":
      for (const { local } of statement.specifiers) yield [local.name, "import"];
      return;
    case "ExportNamedDeclaration":
    case "ExportDefaultDeclaration":
      if (statement.declaration !== null) yield* bindingsOf(statement.declaration);
      return;
    default: {
      const binding = bindings.get(statement.type);
      if (binding !== undefined && "id" in statement && statement.id?.type === "Identifier")
        yield [statement.id.name, binding];
    }
  }
}

/** All declarations at the top level, `var`s first; a name can occur several times. */
export function* declarationsIn(body: readonly Node[]): ReturnType<typeof bindingsOf> {
  for (const name of hoistedNames(body)) yield [name, "variable"];
  for (const statement of body) yield* bindingsOf(statement);
}

/** Names that statements of a block declare in it; its `var`s belong to the function around it. */
export function* blockNames(statements: Iterable<Node>): Generator<string> {
  for (const statement of statements)
    if (statement.type !== "VariableDeclaration" || statement.kind !== "var")
      for (const [name] of bindingsOf(statement)) yield name;
}
