/** The top-level statements of a notebook: what each defines, mentions and changes. */
import type { Node } from "oxc-parser";
import { memoized } from "../../../lib/once.js";
import { childrenOf, declarationsIn, unwrapped } from "../../compile/syntax-tree.js";
import { readTopLevel, type Reference } from "../../compile/emit/scope.js";
import { expressionCode, parseCode } from "../../notebook/cell-code.js";
import type { CodeCell, Notebook } from "../../notebook/contract.js";

export interface Statement {
  readonly cell: CodeCell;
  /** Its place in the notebook: of the cell, and among the statements of the cell. */
  readonly place: StatementPlace;
  readonly node: Node;
  readonly defines: ReadonlySet<string>;
  /** In source order. */
  readonly references: readonly Reference[];
  readonly mentions: ReadonlySet<string>;
  /** Names of earlier statements whose values it may change. */
  readonly changes: ReadonlySet<string>;
}

interface StatementPlace {
  readonly cell: number;
  readonly index: number;
}

/** Code that reads names: a statement or an inline expression, at its place in the notebook. */
export interface Reader {
  readonly mentions: ReadonlySet<string>;
  readonly place: StatementPlace;
}

export class Statements {
  readonly #all: readonly Statement[];
  /** The statements that define a name, in order. */
  readonly #defining = new Map<string, Statement[]>();
  /** The statements that may change the value of a name, in order. */
  readonly #changing = new Map<string, Statement[]>();
  /** Computed once per reader, because many values depend on the same statements. */
  readonly #readBy = memoized((reader: Reader) => [...this.#statementsReadBy(reader)]);

  constructor({ cells }: Pick<Notebook, "cells">) {
    this.#all = cells.flatMap((cell, place) => (cell.cell_type === "code" ? statementsOf(cell, place) : []));
    for (const statement of this.#all) {
      for (const name of statement.defines) addTo(this.#defining, name, statement);
      for (const name of statement.changes) addTo(this.#changing, name, statement);
    }
  }

  at(cell: string, index: number): Statement | undefined {
    return this.#all.find((each) => each.cell.id === cell && each.place.index === index);
  }

  /** The statement that gives a name its value where it is read; a function may be declared after its use. */
  definition(name: string, { place }: Pick<Reader, "place">): Statement | undefined {
    const all = this.#defining.get(name) ?? [];
    return all.findLast((each) => isBefore(each.place, place)) ?? all[0];
  }

  /** The statements between the definition of a name and where it is read that may change its value. */
  changing(name: string, reader: Pick<Reader, "place">): readonly Statement[] {
    const all = this.#changing.get(name) ?? [];
    const definition = this.definition(name, reader);
    if (definition === undefined) return [];
    return all.filter(({ place }) => isBefore(definition.place, place) && isBefore(place, reader.place));
  }

  /** The statements that a value depends on, the nearest first: definitions of the names that are read, and theirs. */
  behind(reader: Reader): readonly Statement[] {
    const found = new Set<Statement>();
    const pending: Reader[] = [reader];
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      for (const statement of this.#readBy(next)) {
        if (found.has(statement)) continue;
        found.add(statement);
        pending.push(statement);
      }
    }
    return [...found];
  }

  *#statementsReadBy(reader: Reader): Generator<Statement> {
    for (const name of reader.mentions) {
      const definition = this.definition(name, reader);
      if (definition === undefined) continue;
      yield definition;
      yield* this.changing(name, reader);
    }
  }
}

function addTo(statements: Map<string, Statement[]>, name: string, statement: Statement): void {
  const others = statements.get(name);
  if (others === undefined) statements.set(name, [statement]);
  else others.push(statement);
}

function isBefore(one: StatementPlace, other: StatementPlace): boolean {
  return one.cell === other.cell ? one.index < other.index : one.cell < other.cell;
}

function statementsOf(cell: CodeCell, place: number): readonly Statement[] {
  const program = parseCode(cell.source);
  if (program === undefined) return [];
  const { references } = readTopLevel(program);
  return program.body.map((node, index) => {
    const inside = within(references, node);
    const mentions = new Set(inside.map(({ name }) => name));
    const isShown = index === program.body.length - 1 && showsResult(cell);
    return {
      cell,
      place: { cell: place, index },
      node,
      defines: new Set([...declarationsIn([node])].map(([name]) => name)),
      references: inside,
      mentions,
      changes: isCalledForEffect(node) && !isShown ? mentions : new Set(changedIn(node, inside)),
    };
  });
}

const within = (references: readonly Reference[], { start, end }: Node): readonly Reference[] =>
  references.filter((each) => start <= each.start && each.end <= end);

/** A part of a statement as the code that reads names. */
export const readerIn = ({ references, place }: Statement, part: Node): Reader => ({
  mentions: new Set(within(references, part).map(({ name }) => name)),
  place,
});

/** An inline expression of the cell with this number, and its syntax tree. */
export function inlineReader(
  expression: string,
  cell: number,
): { readonly node: Node; readonly reader: Reader } | undefined {
  const program = parseCode(expressionCode(expression));
  const [node] = program?.body ?? [];
  if (program === undefined || node === undefined) return undefined;
  const mentions = new Set(readTopLevel(program).references.map(({ name }) => name));
  return { node, reader: { mentions, place: { cell, index: 0 } } };
}

const displays: ReadonlySet<string> = new Set(["claim", "console", "display", "figure", "table"]);

/** Whether a cell shows something, as a rule what its last call returns or displays; a call for its effect does not. */
const showsResult = ({ outputs }: CodeCell): boolean =>
  outputs.some(({ output_type: type }) => type === "execute_result" || type === "display_data");

/** A call whose result nobody uses: `rows.push(…)`, `await fill(rows)`. */
function isCalledForEffect(node: Node): boolean {
  if (node.type !== "ExpressionStatement") return false;
  const expression = unwrapped(node.expression);
  const call = expression.type === "AwaitExpression" ? unwrapped(expression.argument) : expression;
  return call.type === "CallExpression" && !displays.has(rootOf(call.callee) ?? "");
}

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

/** Names to whose values, or to parts of them, a statement may assign, also in its loops and blocks. */
function* changedIn(node: Node, references: readonly Reference[], isWithin = false): Generator<string> {
  for (const target of targetsOf(node)) {
    const root = rootOf(target);
    if (root !== undefined) yield root;
  }
  // The last expression of a cell may be its result, which the caller knows.
  if (isWithin && isCalledForEffect(node)) for (const { name } of within(references, node)) yield name;
  for (const child of childrenOf(node)) yield* changedIn(child, references, true);
}

/** What an assignment, an operator or a method changes: `rows` in `rows.push(1)`, `a` and `b` in `[a, b] = pair`. */
function targetsOf(node: Node): readonly Node[] {
  switch (node.type) {
    case "AssignmentExpression":
      return assignedIn(node.left);
    case "ForInStatement":
    case "ForOfStatement":
      return node.left.type === "VariableDeclaration" ? [] : assignedIn(node.left);
    case "UpdateExpression":
      return [node.argument];
    case "UnaryExpression":
      return node.operator === "delete" ? [node.argument] : [];
    case "CallExpression": {
      const { callee } = node;
      if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return [];
      const { name } = callee.property;
      const owner = callee.object.type === "Identifier" ? callee.object.name : undefined;
      if (owner === "Object" || owner === "Reflect")
        return changingFunctions.has(name) ? node.arguments.slice(0, 1) : [];
      return changingMethods.has(name) && !isCopy(callee.object) ? [callee.object] : [];
    }
    default:
      return [];
  }
}

const copyingMethods: ReadonlySet<string> = new Set(
  "concat filter flat flatMap map slice toReversed toSorted toSpliced".split(" "),
);

/** A list that is new: in `rows.map(name).sort()`, `rows` keeps its order. */
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

/** `rows` in `rows[0].visits`. */
export function rootOf(given: Node): string | undefined {
  const node = unwrapped(given);
  if (node.type === "Identifier") return node.name;
  if (node.type === "MemberExpression") return rootOf(node.object);
  if (node.type === "CallExpression") return rootOf(node.callee);
  if (
    node.type === "ChainExpression" ||
    node.type === "TSNonNullExpression" ||
    node.type === "TSAsExpression"
  )
    return rootOf(node.expression);
  return undefined;
}

/** The calls in code, including those in functions that it contains, from the outside inwards. */
export function* callsIn(node: Node): Generator<Extract<Node, { type: "CallExpression" }>> {
  if (node.type === "CallExpression") yield node;
  for (const child of childrenOf(node)) yield* callsIn(child);
}
